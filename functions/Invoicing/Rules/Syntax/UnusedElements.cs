namespace BackOffice.Invoicing.Rules.Syntax;

/// <summary>What a syntax has and an invoice of EN 16931 does not use (rules UBL-CR, UBL-DT, CII-SR, CII-DT): a list of places that comes with the app.</summary>
internal static class UnusedElements
{
    public static IReadOnlyList<ElementRule> InUbl { get; } = Load("unused-ubl");

    public static IReadOnlyList<ElementRule> InCii { get; } = Load("unused-cii");

    private static List<ElementRule> Load(string name) => [.. CodeFile.Load(name).Lines.Select(Read)];

    private static ElementRule Read(string line)
    {
        var parts = line.Split(' ', 3);
        return ElementRule.Unused(parts[0], parts[2], Enum.Parse<Severity>(parts[1], ignoreCase: true));
    }
}
