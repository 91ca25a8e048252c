using BackOffice.Invoicing.Domain;
using BackOffice.Invoicing.Rules;

namespace BackOffice.Invoicing.Formats.Cii;

/// <summary>
/// The UN/CEFACT Cross Industry Invoice D16B, as CEN/TS 16931-3-3 binds EN 16931-1 to it; Factur-X and ZUGFeRD 2 are the same. Of
/// ZUGFeRD 1.0 nothing is read but that it is one.
/// </summary>
/// <param name="target">What written documents follow; null keeps what the invoice says it follows, EN 16931 where it says nothing.</param>
internal sealed class CiiFormat(InvoiceSpecification? target = null) : IInvoiceFormat
{
    public Profile Profile => (target ?? InvoiceSpecification.En16931).Profile;

    /// <summary>Whether this is the first ZUGFeRD, an earlier vocabulary with other names.</summary>
    public static bool IsZugferdOne(RawNode root) => root.Is(Vocabulary.ZugferdOne, "CrossIndustryDocument");

    public bool Reads(RawNode root) => root.Is(Vocabulary.CiiRoot, "CrossIndustryInvoice");

    public IReadOnlyList<InvoiceReading> Read(RawNode root) => [new CiiReader(root).Read()];

    public InvoiceWriting Write(Invoice invoice)
    {
        var specification = target ?? InvoiceSpecification.En16931;
        IReadOnlyList<MissingTerm> missing = [.. specification.MissingIn(invoice), .. En16931Needs.DueDay(invoice)];
        if (missing.Count > 0)
        {
            return new InvoiceWriting(Content: null, missing);
        }

        var named = target?.Named(invoice) ?? invoice with { Specification = invoice.Specification ?? specification.Id };
        using var writer = new CiiWriter(named);
        return new InvoiceWriting(writer.Write(), []);
    }
}
