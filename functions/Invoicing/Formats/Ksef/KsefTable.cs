using BackOffice.Invoicing.Rules;

namespace BackOffice.Invoicing.Formats.Ksef;

/// <summary>The tables of KSeF that come with the program: one row a line, columns divided by bars.</summary>
internal static class KsefTable
{
    public static IReadOnlyList<IReadOnlyList<string>> Rows(string name)
        => [.. CodeFile.Load(name).Lines.Select(line => line.Split('|', StringSplitOptions.TrimEntries))];
}
