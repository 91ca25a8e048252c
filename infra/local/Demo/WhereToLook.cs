using System.Globalization;

namespace BackOffice.Demo;

/// <summary>How to look further: ready lines while the app runs, the way to them when it does not.</summary>
internal static class WhereToLook
{
    public const string PublicKey = "dev-function-key";

    /// <param name="key">Shown only if it is the one that everybody can read in the sample of the settings.</param>
    public static void PrintLines(TextWriter output, SampleCompany company, string key)
    {
        var shown = key == PublicKey ? key : "$KEY";
        var year = DateTime.UtcNow.Year.ToString(CultureInfo.InvariantCulture);
        output.WriteLine();
        output.WriteLine("Look further:");
        foreach (var path in new[] { "documents?needsPerson=true", "documents", $"register/{year}", "documents-sweeps", "payroll/runs", "payment-orders", "journal" })
        {
            output.WriteLine($"curl -s -H \"x-functions-key: {shown}\" -H \"x-dev-user: {SampleCompany.User}\" \"{company.Address}/{path}\"");
        }

        output.WriteLine();
    }

    public static void PrintWay(TextWriter output)
        => output.WriteLine("The app has stopped and its storage is gone. To look further run the demo with --keep, or start the app and use the .http file of each feature.");
}
