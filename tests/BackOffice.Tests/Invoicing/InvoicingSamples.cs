namespace BackOffice.Invoicing;

/// <summary>Documents written for these tests, in Samples/.</summary>
internal static class InvoicingSamples
{
    public static byte[] Read(string name)
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "BackOffice.Functions.sln")))
        {
            folder = folder.Parent;
        }

        // A build elsewhere names the repository.
        var repository = folder?.FullName ?? Environment.GetEnvironmentVariable("BACKOFFICE_REPOSITORY") ?? throw new DirectoryNotFoundException("No repository above the tests.");
        return File.ReadAllBytes(Path.Combine(repository, "tests", "BackOffice.Tests", "Invoicing", "Samples", name));
    }
}
