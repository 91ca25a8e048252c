using BackOffice.Invoicing.Formats;
using BackOffice.Invoicing.Formats.Ksef;

namespace BackOffice.Invoicing.Rules.Ksef;

/// <summary>Who must be named.</summary>
internal static class PartyRules
{
    private const string LocalUnit = "8";
    private const string GroupMember = "10";
    private const string FurtherBuyer = "4";

    public static IReadOnlyList<Rule<KsefInvoice>> All { get; } =
    [
        new("PL-JST", "JST", NamesLocalUnit),
        new("PL-GV", "GV", NamesGroupMember),
        new("PL-UDZIAL", "Udzial", SharesAreOneWhole),
        new("PL-KODUE", "KodUE", PolishBuyerHasNip) { Severity = Severity.Warning },
    ];

    private static void NamesLocalUnit(KsefInvoice invoice, Report report) => NamesWhomItIsFor(invoice, "JST", LocalUnit, report);

    private static void NamesGroupMember(KsefInvoice invoice, Report report) => NamesWhomItIsFor(invoice, "GV", GroupMember, report);

    /// <summary>The remarks on JST and GV: the unit gets the invoice only by its number in Podmiot3.</summary>
    private static void NamesWhomItIsFor(KsefInvoice invoice, string mark, string role, Report report)
    {
        if (invoice.Buyer?.Element(mark) is not { Value: "1" } node)
        {
            return;
        }

        foreach (var party in invoice.ThirdParties)
        {
            if (party.Element("Rola")?.Value == role)
            {
                return;
            }
        }

        report.Broken(node, $"{mark} is 1, but no Podmiot3 has role {role}: whom the invoice is for cannot see it.");
    }

    private static void SharesAreOneWhole(KsefInvoice invoice, Report report)
    {
        decimal sum = 0;
        foreach (var party in invoice.ThirdParties)
        {
            if (party.Element("Rola")?.Value == FurtherBuyer && party.Element("Udzial")?.Number is { } share)
            {
                sum = Bounded.Sum(sum, share, 0);
            }
        }

        report.Unless(sum <= 100, invoice.Root, $"Further buyers have {Shown.Of(sum)} percent together.");
    }

    private static void PolishBuyerHasNip(KsefInvoice invoice, Report report)
    {
        var country = invoice.Buyer?.Element("DaneIdentyfikacyjne")?.Element("KodUE");
        if (country is { Value: "PL" })
        {
            report.Broken(country, "A Polish buyer is known by NIP, not by KodUE and NrVatUE: in KSeF he does not get the invoice.");
        }
    }
}
