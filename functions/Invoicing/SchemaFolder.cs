namespace BackOffice.Invoicing;

/// <summary>The folder that the official schemas were put into.</summary>
internal static class SchemaFolder
{
    /// <summary>All of its schemas, also those in folders below, by their path below it, with slashes.</summary>
    public static IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Read(string folder)
        => Directory.EnumerateFiles(folder, "*.xsd", SearchOption.AllDirectories).ToDictionary(
            file => Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/'),
            file => (ReadOnlyMemory<byte>)File.ReadAllBytes(file),
            StringComparer.Ordinal);
}
