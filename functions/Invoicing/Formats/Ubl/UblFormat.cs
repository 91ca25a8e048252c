using System.Collections.Frozen;
using BackOffice.Invoicing.Domain;
using BackOffice.Invoicing.Rules;

namespace BackOffice.Invoicing.Formats.Ubl;

/// <summary>UBL 2.1, as CEN/TS 16931-3-2 binds EN 16931-1 to it: an Invoice, or a CreditNote where the type of the document is one of a credit note.</summary>
/// <param name="target">What written documents follow; null keeps what the invoice says it follows, EN 16931 where it says nothing.</param>
internal sealed class UblFormat(InvoiceSpecification? target = null) : IInvoiceFormat
{
    /// <summary>Types of UNTDID 1001 that EN 16931 binds to a credit note.</summary>
    private static readonly FrozenSet<string> CreditNotes = FrozenSet.ToFrozenSet(["81", "83", "261", "262", "296", "308", "381", "396", "420", "458", "502", "503", "532"]);

    public Profile Profile => (target ?? InvoiceSpecification.En16931).Profile;

    public static bool IsCreditNote(Invoice invoice) => CreditNotes.Contains(invoice.TypeCode);

    public bool Reads(RawNode root) => root.Is(Vocabulary.UblInvoice, "Invoice") || root.Is(Vocabulary.UblCreditNote, "CreditNote");

    public IReadOnlyList<InvoiceReading> Read(RawNode root) => [new UblReader(root).Read()];

    public InvoiceWriting Write(Invoice invoice)
    {
        var specification = target ?? InvoiceSpecification.En16931;
        IReadOnlyList<MissingTerm> missing =
        [
            .. specification.MissingIn(invoice),
            .. En16931Needs.Unless(UblAmountWriter.TotalVat(invoice) is not null, "BT-110", "the total of VAT"),
            .. IsCreditNote(invoice) ? [] : En16931Needs.DueDay(invoice),
        ];
        if (missing.Count > 0)
        {
            return new InvoiceWriting(Content: null, missing);
        }

        var named = target?.Named(invoice) ?? invoice with { Specification = invoice.Specification ?? specification.Id };
        using var writer = new UblWriter(named);
        return new InvoiceWriting(writer.Write(), []);
    }
}
