using System.Globalization;

namespace BackOffice.Demo;

/// <summary>Writes down what a clerk would print or file: payslips, registers, order files, the journal.</summary>
internal static class PayrollPapers
{
    /// <summary>Beside other temporary files: they have names and pay of people, invented ones.</summary>
    public static string FolderOf(SampleCompany company) => Path.Combine(Path.GetTempPath(), $"backoffice-{company.Tenant}");

    /// <returns>How many files.</returns>
    public static int Write(string folder, IReadOnlyList<PaidMonth> months, (string Name, byte[] Content) journal)
    {
        (string Name, byte[] Content)[] files =
        [
            journal,
            .. months.SelectMany(month => new (string, byte[])[]
            {
                (month.OrderFileName, month.OrderFile),
                (Path.Combine(month.Group.Id, "register.csv"), month.Register),
                (Path.Combine(month.Group.Id, "register.html"), month.RegisterPage),
            }),
            .. months.SelectMany(month => month.Pages.Select(page => (Path.Combine(month.Group.Id, string.Create(CultureInfo.InvariantCulture, $"payslip-{page.Key}.html")), page.Value))),
        ];
        foreach (var (name, content) in files)
        {
            var path = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, content);
        }

        return files.Length;
    }
}
