using System.Globalization;
using BackOffice.Invoicing.Domain;

namespace BackOffice.Invoicing.Formats.Ksef;

/// <summary>An invoice as FA(3) has it: what EN 16931 says in other places or with another sign is put where KSeF wants it. Nothing is added to what the invoice says.</summary>
internal static class KsefPreparation
{
    public static Invoice Of(Invoice invoice)
    {
        var signed = IsCreditNote(invoice) && invoice.Poland?.Kind is null ? KsefSigns.Turned(invoice) : invoice;
        var poland = signed.Poland ?? new PolishInvoice();
        return signed with
        {
            Lines = Lines(signed),
            Vat = [.. signed.Vat.Select(share => WithZloty(share, signed)).Select(share => KsefTreatments.Of(share, signed))],
            Notes = Notes(signed.Notes),
            Poland = poland with
            {
                Kind = poland.Kind ?? KindOf(signed.TypeCode),
                Annotations = Annotations(signed),
                Settlement = poland.Settlement ?? KsefSettlements.Of(signed),
                Descriptions = [.. poland.Descriptions, .. KsefTerms.ToDescriptions(signed)],
            },
        };
    }

    /// <summary>UNTDID 1001: credit notes, whose amounts are what is given back.</summary>
    private static bool IsCreditNote(Invoice invoice) => invoice.TypeCode is "381" or "261" or "396" or "83" or "81" or "532";

    private static string? KindOf(string typeCode) => typeCode switch
    {
        "380" or "389" or "393" or "82" or "325" or "326" or "388" or "751" => "VAT",
        "386" => "ZAL",
        "384" or "381" or "261" or "396" or "83" or "81" or "532" => "KOR",
        _ => null,
    };

    private static PolishAnnotations Annotations(Invoice invoice)
    {
        var notes = invoice.Poland?.Annotations ?? new PolishAnnotations();
        return notes with
        {
            IsSelfBilled = notes.IsSelfBilled ?? invoice.TypeCode is "389" or "261",
            IsReverseCharge = notes.IsReverseCharge ?? invoice.Vat.Any(share => share.Category.Code == "AE"),
            Exemption = notes.Exemption ?? KsefTreatments.Exemption(invoice),
        };
    }

    /// <summary>Allowances and charges of the document become lines: FA(3) has no other place that VAT sums could come from.</summary>
    private static List<InvoiceLine> Lines(Invoice invoice)
    {
        List<InvoiceLine> lines = [];
        foreach (var line in invoice.Lines)
        {
            var numbered = KsefLines.IsNumber(line.Id) ? line : line with { Id = Position(lines) };
            lines.Add(KsefTreatments.Of(numbered, invoice));
        }

        foreach (var part in invoice.AllowancesAndCharges)
        {
            var amount = part.IsCharge ? part.Amount : -part.Amount;
            lines.Add(KsefTreatments.Of(new InvoiceLine { Id = Position(lines), Amount = amount, Vat = part.Vat, Item = new InvoiceItem { Name = part.Reason ?? (part.IsCharge ? "Dopłata" : "Rabat") } }, invoice));
        }

        return lines;
    }

    private static string Position(List<InvoiceLine> before) => (before.Count + 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>The VAT in złoty (BT-111), where it is that of one rate only.</summary>
    private static VatShare WithZloty(VatShare share, Invoice invoice)
    {
        var isOnly = invoice is { VatCurrency: "PLN", Currency: not "PLN", Sums.VatInAccountingCurrency: not null } && invoice.Vat.Count(other => other.Tax is not (null or 0)) == 1;
        return isOnly && share is { Tax: not (null or 0), Poland: null } ? share with { Poland = new PolishVatShare { TaxInZloty = invoice.Sums.VatInAccountingCurrency } } : share;
    }

    /// <summary>Three at most: the last takes the rest.</summary>
    private static IReadOnlyList<InvoiceNote> Notes(IReadOnlyList<InvoiceNote> notes)
        => notes.Count <= 3 ? notes : [notes[0], notes[1], new InvoiceNote(string.Join('\n', notes.Skip(2).Select(note => note.Text)), Subject: null)];
}
