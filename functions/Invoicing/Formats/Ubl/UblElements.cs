namespace BackOffice.Invoicing.Formats.Ubl;

/// <summary>The two vocabularies of UBL by the prefixes that everybody gives them.</summary>
internal static class UblElements
{
    /// <summary>The first basic element (a value) of this name.</summary>
    public static RawNode? Cbc(this RawNode? node, string name) => node?.First(Vocabulary.UblBasic, name);

    /// <summary>The first aggregate element (a group) of this name.</summary>
    public static RawNode? Cac(this RawNode? node, string name) => node?.First(Vocabulary.UblAggregate, name);

    /// <summary>All groups of this name.</summary>
    public static IEnumerable<RawNode> AllCac(this RawNode? node, string name) => node?.All(Vocabulary.UblAggregate, name) ?? [];
}
