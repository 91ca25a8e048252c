namespace BackOffice.Demo;

/// <summary>A file of the folder Samples.</summary>
internal sealed record SampleContent(string Name, byte[] Content)
{
    public string MediaType => Name.EndsWith(".json", StringComparison.Ordinal) ? "application/json" : "text/csv";

    public static SampleContent Read(string name) => new(name, File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Samples", name)));
}
