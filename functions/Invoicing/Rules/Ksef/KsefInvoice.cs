using BackOffice.Invoicing.Formats;
using BackOffice.Invoicing.Formats.Ksef;

namespace BackOffice.Invoicing.Rules.Ksef;

/// <summary>An invoice of KSeF under its rules: the parts that several rules look at, found once. Any of them may be absent.</summary>
internal sealed class KsefInvoice(RawNode root)
{
    private IReadOnlyList<RawNode>? lines;
    private IReadOnlyList<RawNode>? thirdParties;
    private RawNode? fa;

    public RawNode Root { get; } = root;

    /// <summary>Fa, in FA_RR FakturaRR; the root where there is none, so that a finding has a place.</summary>
    public RawNode Fa => fa ??= Root.Element("Fa") ?? Root.Element("FakturaRR") ?? Root;

    public RawNode? Buyer => Root.Element("Podmiot2");

    public RawNode? Notes => Fa.Element("Adnotacje");

    public IReadOnlyList<RawNode> ThirdParties => thirdParties ??= [.. Root.Elements("Podmiot3")];

    public IReadOnlyList<RawNode> Lines => lines ??= [.. Fa.Elements("FaWiersz")];

    public string Kind => Fa.Element("RodzajFaktury")?.Value ?? "";

    public string Currency => Fa.Element("KodWaluty")?.Value ?? "";

    /// <summary>A figure of Fa; null when there is none.</summary>
    public decimal? Figure(string name) => Fa.Element(name)?.Number;

    /// <summary>
    /// How far a sum may be off: each line, and the total when there are no lines, was rounded to the grosz, and so was its VAT. KSeF
    /// itself checks no sums; half a grosz a line would be exact, a grosz is what invoices of the ministry need.
    /// </summary>
    public decimal Tolerance => 0.01m * Math.Max(1, Lines.Count);
}
