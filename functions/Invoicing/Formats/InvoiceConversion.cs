using BackOffice.Invoicing.Domain;
using BackOffice.Invoicing.Formats.FatturaPa;
using BackOffice.Invoicing.Formats.Ksef;
using BackOffice.Invoicing.Rules;

namespace BackOffice.Invoicing.Formats;

/// <summary>An invoice from one format into another.</summary>
/// <param name="Content">The document, which breaks no rule of its format; null when something is missing.</param>
/// <param name="Missing">What the format needs and the invoice lacks; where nobody foresaw it, the rule that a document would break.</param>
/// <param name="NotRead">What stands in the first document and is no term of an invoice.</param>
/// <param name="Lost">What the invoice says and the written document, read again, does not.</param>
internal sealed record InvoiceConversion(byte[]? Content, IReadOnlyList<MissingTerm> Missing, IReadOnlyList<LostTerm> NotRead, IReadOnlyList<LostTerm> Lost)
{
    public static InvoiceConversion Of(InvoiceReading reading, IInvoiceFormat target)
    {
        var written = target.Write(Formed(reading.Invoice, target.Profile));
        if (written.Content is not { } content)
        {
            return new InvoiceConversion(Content: null, written.Missing, reading.NotCarried, []);
        }

        var copy = RawDocument.Read(content, RawLimits.Default);
        var refused = copy.Root is { } document ? Broken(document, target.Profile) : [new MissingTerm("document", copy.Why)];
        return copy.Root is { } root && refused.Count == 0 && target.Read(root) is [var again, ..]
            ? new InvoiceConversion(content, [], reading.NotCarried, InvoiceDifference.Between(reading.Invoice, again.Invoice))
            : new InvoiceConversion(Content: null, refused, reading.NotCarried, []);
    }

    /// <summary>A national invoice in the form that EN 16931 has, unless it stays in its country.</summary>
    public static Invoice Formed(Invoice invoice, Profile target) => invoice switch
    {
        { Italy: not null } when target != Profile.FatturaPa => FatturaPaInEn16931.Of(invoice).Invoice,
        { Poland: not null } when target != Profile.Ksef => KsefInEn16931.Of(invoice),
        _ => invoice,
    };

    /// <summary>Whatever the writer believes, a document that breaks rules is none.</summary>
    private static IReadOnlyList<MissingTerm> Broken(RawNode document, Profile profile)
        => [.. RuleSets.Check(document, profile).Where(finding => finding.Severity == Severity.Fatal).Select(finding => new MissingTerm(finding.Term, $"{finding.Rule}: {finding.Message}"))];
}
