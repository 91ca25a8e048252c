using System.Globalization;
using System.Text;
using NodaTime.Text;

namespace BackOffice.Documents.Domain;

/// <summary>The short subject under which the protocol register enters a document.</summary>
public static class ProtocolSubject
{
    /// <summary>Longest subject, in characters.</summary>
    public const int MaxLength = 200;

    /// <summary><c>Invoice 12/A of 2026-01-31 from Alfa S.r.l., 122.00 EUR</c>; without a header, what it is and the file's name.</summary>
    public static string For(DocumentKind kind, DocumentHeader? header, string fileName)
    {
        var subject = new StringBuilder(Noun(kind, header));
        if (header is null)
        {
            subject.Append(CultureInfo.InvariantCulture, $" ({BareName(fileName)})");
            return OneLine(subject.ToString());
        }

        subject.Append(CultureInfo.InvariantCulture, $" {header.Number ?? "without number"}");
        if (header.BodyCount > 1)
        {
            subject.Append(CultureInfo.InvariantCulture, $" and {header.BodyCount - 1} more");
        }

        if (header.IssueDate is { } date)
        {
            subject.Append(CultureInfo.InvariantCulture, $" of {LocalDatePattern.Iso.Format(date)}");
        }

        if (header.Seller.IsNamed)
        {
            subject.Append(CultureInfo.InvariantCulture, $" from {header.Seller.Name ?? header.Seller.TaxId}");
        }

        if (header.GrossAmount is { } gross)
        {
            subject.Append(CultureInfo.InvariantCulture, $", {gross} {header.Currency}");
        }

        if (header.RelatedDocument is { } related)
        {
            subject.Append(CultureInfo.InvariantCulture, $", on {related}");
        }

        return OneLine(subject.ToString());
    }

    private static string Noun(DocumentKind kind, DocumentHeader? header) => kind switch
    {
        DocumentKind.UblCreditNote or DocumentKind.PefCreditNote => "Credit note",
        DocumentKind.Order => "Order",
        DocumentKind.OrderResponse => "Order response",
        DocumentKind.DespatchAdvice => "Despatch advice",
        DocumentKind.ApplicationResponse => "Response",
        DocumentKind.SdiNotice => $"SdI notice {header?.TypeCode}",
        DocumentKind.KsefReceipt => "KSeF receipt",
        DocumentKind.BankStatement => "Bank statement",
        DocumentKind.PaymentOrder => "Payment message",
        DocumentKind.OtherXml => "XML document",
        DocumentKind.Pdf => "PDF document",
        DocumentKind.Image => "Scanned document",
        DocumentKind.Email => "E-mail message",
        DocumentKind.Text => "Text document",
        DocumentKind.Unknown => "Document set aside",
        _ => IsCredit(header?.TypeCode) ? "Credit note" : "Invoice",
    };

    private static bool IsCredit(string? typeCode) => typeCode is "381" or "TD04" or "TD08" or "KOR" or "KOR_ZAL" or "KOR_ROZ" or "KOR_VAT_RR";

    private static string BareName(string fileName) => fileName[(fileName.LastIndexOfAny(['/', '\\']) + 1)..];

    private static string OneLine(string text)
    {
        var line = new StringBuilder(Math.Min(text.Length, MaxLength));
        bool gap = false;
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format)
            {
                gap = true;
                continue;
            }

            if (line.Length + rune.Utf16SequenceLength + 2 > MaxLength)
            {
                return line.Append('…').ToString();
            }

            line.Append(gap && line.Length > 0 ? " " : string.Empty).Append(rune);
            gap = false;
        }

        return line.ToString();
    }
}
