using System.Collections.Frozen;

namespace BackOffice.Invoicing.Rules;

/// <summary>The codes that a published list has, as of a version; they come with the app, apart by blanks, below a head that names the list.</summary>
internal sealed class CodeList
{
    private readonly FrozenSet<string> codes;

    private CodeList(string title, string version, FrozenSet<string> codes) => (Title, Version, this.codes) = (title, version, codes);

    /// <summary>What a reader calls it: ISO 4217 currency codes.</summary>
    public string Title { get; }

    public string Version { get; }

    public int Count => codes.Count;

    /// <summary>The list of a file under codes.</summary>
    public static CodeList Load(string name)
    {
        var file = CodeFile.Load(name);
        return new(file.Head("list"), file.Head("version"), file.Lines.SelectMany(line => line.Split(' ')).ToFrozenSet(StringComparer.Ordinal));
    }

    public bool Has(string? code) => code is not null && codes.Contains(code);
}
