using System.Buffers;
using BackOffice.Invoicing.Domain;
using BackOffice.Invoicing.Formats;
using BackOffice.Invoicing.Formats.Ksef;
using BackOffice.Primitives;

namespace BackOffice.Invoicing.Rules.Ksef;

/// <summary>
/// Numbers with a check in them. All are warnings: on an invoice received a wrong check is no reason to refuse it. Of one to be sent
/// mind that KSeF, in production, refuses a wrong NIP of the parties.
/// </summary>
internal static class NumberRules
{
    private const int DomesticLength = 26;

    private static readonly SearchValues<char> DigitsAndBlanks = SearchValues.Create("0123456789 ");

    public static IReadOnlyList<Rule<KsefInvoice>> All { get; } =
    [
        new("PL-NIP", "NIP", NipsHaveTheirCheckDigit) { Severity = Severity.Warning },
        new("PL-NRRB", "NrRB", AccountsHaveTheirCheckDigits) { Severity = Severity.Warning },
        new("PL-KSEF", "NrKSeF", KsefNumbersHaveTheirCheck) { Severity = Severity.Warning },
    ];

    private static void NipsHaveTheirCheckDigit(KsefInvoice invoice, Report report)
    {
        foreach (var party in Parties(invoice))
        {
            var identity = party.Element("DaneIdentyfikacyjne");
            if (identity?.Element("NIP") is { HasValue: true } nip && KsefIdentity.IsNip(nip.Value) && !TaxId.Read(TaxIdKind.Nip, nip.Value).IsValid)
            {
                report.Broken(nip, $"The check digit of NIP {nip.Value} is wrong.");
            }

            if (identity?.Element("IDWew") is { Value.Length: > 10 } unit && KsefIdentity.IsNip(unit.Value.AsSpan(0, 10)) && !TaxId.Read(TaxIdKind.Nip, unit.Value[..10]).IsValid)
            {
                report.Broken(unit, $"The check digit of the NIP in {unit.Value} is wrong.");
            }
        }
    }

    private static void AccountsHaveTheirCheckDigits(KsefInvoice invoice, Report report)
    {
        for (var account = invoice.Fa.Element("Platnosc")?.FirstChild; account is not null; account = account.NextSibling)
        {
            if (account.Element("NrRB") is { HasValue: true } number && !IsForeign(account) && FaultOf(number.Value) is { } fault)
            {
                report.Broken(number, $"The account number has {number.Value.Length} characters: {fault}.");
            }
        }
    }

    /// <summary>Elsewhere accounts may have numbers of their own; the bank's code says where it is.</summary>
    private static bool IsForeign(RawNode account) => account.Element("SWIFT")?.Value is { Length: >= 6 } bic && bic.AsSpan(4, 2) is not "PL";

    private static string? FaultOf(string number)
    {
        var isDomestic = !number.AsSpan().ContainsAnyExcept(DigitsAndBlanks);
        var fault = Iban.Read(isDomestic ? "PL" + number : number).Fault;
        return fault switch
        {
            null => null,
            IdentifierFault.WrongCheckDigit => "its check digits are wrong",
            IdentifierFault.WrongLength when isDomestic => $"a Polish one has {DomesticLength} digits",
            IdentifierFault.WrongLength => "not the length of its country",
            _ => "it is no account number",
        };
    }

    private static void KsefNumbersHaveTheirCheck(KsefInvoice invoice, Report report)
    {
        var corrected = invoice.Fa.Elements("DaneFaKorygowanej").Select(original => original.Element("NrKSeFFaKorygowanej"));
        var advances = invoice.Fa.Elements("FakturaZaliczkowa").Select(advance => advance.Element("NrKSeFFaZaliczkowej"));
        foreach (var number in corrected.Concat(advances))
        {
            if (number is { HasValue: true } && KsefNumber.Read(number.Value).Fault is { } fault)
            {
                report.Broken(number, $"{number.Value} is no number of KSeF: {fault}.");
            }
        }
    }

    private static IEnumerable<RawNode> Parties(KsefInvoice invoice)
    {
        foreach (var name in (string[])["Podmiot1", "Podmiot2", "Podmiot3", "PodmiotUpowazniony"])
        {
            foreach (var party in invoice.Root.Elements(name))
            {
                yield return party;
            }
        }

        foreach (var name in (string[])["Podmiot1K", "Podmiot2K"])
        {
            foreach (var party in invoice.Fa.Elements(name))
            {
                yield return party;
            }
        }

        foreach (var transport in invoice.Fa.Element("WarunkiTransakcji")?.Elements("Transport") ?? [])
        {
            if (transport.Element("Przewoznik") is { } carrier)
            {
                yield return carrier;
            }
        }
    }
}
