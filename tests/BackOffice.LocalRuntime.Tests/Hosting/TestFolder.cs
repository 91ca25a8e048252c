namespace BackOffice.LocalRuntime.Tests.Hosting;

/// <summary>A folder with some files in it, gone after the test.</summary>
internal sealed class TestFolder : IDisposable
{
    public TestFolder(params (string Name, string Text)[] files)
    {
        Path = Directory.CreateTempSubdirectory("backoffice-").FullName;
        foreach (var (name, text) in files)
        {
            File.WriteAllText(System.IO.Path.Combine(Path, name), text);
        }
    }

    public string Path { get; }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
