using BackOffice.Invoicing.Formats;

namespace BackOffice.Invoicing.Rules.En16931;

/// <summary>A document under the rules of EN 16931: its root, where its terms stand, and the groups that many rules look at, found once.</summary>
internal sealed class EnDocument
{
    private VatUses? vat;
    private Figure? lines;
    private Figure? allowances;
    private Figure? charges;
    private Figure? breakdown;

    public EnDocument(RawNode root, Terms terms)
    {
        (Root, Terms) = (root, terms);
        foreach (var element in root.Descendants())
        {
            terms.Sort(element, Groups);
        }
    }

    public RawNode Root { get; }

    public Terms Terms { get; }

    public EnGroups Groups { get; } = new();

    /// <summary>What it says of each VAT category.</summary>
    public VatUses Vat => vat ??= VatUses.Of(this);

    public Figure SumOfLines => lines ??= Figure.Sum(Groups.Lines, Terms.LineAmount); // of BT-131

    public Figure SumOfAllowances => allowances ??= Figure.Sum(Groups.Allowances, Terms.AllowanceAmount); // of BT-92

    public Figure SumOfCharges => charges ??= Figure.Sum(Groups.Charges, Terms.AllowanceAmount); // of BT-99

    public Figure SumOfVat => breakdown ??= Figure.Sum(Groups.Breakdown, Terms.TaxAmount); // of BT-117

    /// <summary>The document in the syntax of its root; null when that is neither UBL nor CII.</summary>
    public static EnDocument? Of(RawNode root) => root switch
    {
        { Vocabulary: Vocabulary.UblInvoice, Name: "Invoice" } or { Vocabulary: Vocabulary.UblCreditNote, Name: "CreditNote" } => new(root, new UblTerms(root)),
        { Vocabulary: Vocabulary.CiiRoot, Name: "CrossIndustryInvoice" } => new(root, new CiiTerms(root)),
        _ => null,
    };
}
