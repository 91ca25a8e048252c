using BackOffice.Invoicing.Formats;

namespace BackOffice.Invoicing.Rules.FatturaPa;

/// <summary>Elements and figures of FatturaPA, whose inner elements have no namespace.</summary>
internal static class FatturaPaNodes
{
    // The schema has no figure of more than twelve digits before the point; a larger one is none, and sums of the others cannot overflow.
    private const decimal Limit = 1_000_000_000_000m;

    public static RawNode? Child(this RawNode node, string name) => node.First(Vocabulary.None, name);

    public static RawNode? At(this RawNode node, string name, string inner) => node.Child(name)?.Child(inner);

    public static decimal? Figure(this RawNode? node) => node?.Number is { } number && Math.Abs(number) < Limit ? number : null;
}
