using BackOffice.Invoicing.Domain;

namespace BackOffice.Invoicing.Formats.Ksef;

/// <summary>Addresses: KSeF has two lines where EN 16931 has street, post code and place.</summary>
internal static class KsefAddresses
{
    private const string NoAddress = "The address: its first line and its country.";

    /// <summary>KodKraju, AdresL1, AdresL2 and GLN of a party.</summary>
    public static KsefMap<InvoiceParty> OfParty { get; } = new KsefMap<InvoiceParty>()
        .Code("KodKraju", party => party.Address?.Country, (party, code) => On(party, address => address with { Country = code }), KsefCodes.IsCountry, NoAddress)
        .Text("AdresL1", party => Lines(party.Address).First, (party, text) => On(party, address => address with { Line1 = text }), 512, NoAddress)
        .Text("AdresL2", party => Lines(party.Address).Second, (party, text) => On(party, address => WithSecond(address, text)), 512)
        .Code("GLN", party => party.Ids.FirstOrDefault(IsGln)?.Value, (party, gln) => party with { Ids = [.. party.Ids, new(gln, "0088")] }, 13);

    public static KsefMap<PolishAddress> Plain { get; } = new KsefMap<PolishAddress>()
        .Code("KodKraju", address => address.Country, (address, code) => address with { Country = code }, KsefCodes.IsCountry, NoAddress)
        .Text("AdresL1", address => address.Line1, (address, text) => address with { Line1 = text }, 512, NoAddress)
        .Text("AdresL2", address => address.Line2, (address, text) => address with { Line2 = text }, 512)
        .Code("GLN", address => address.Gln, (address, gln) => address with { Gln = gln }, 13);

    private static bool IsGln(Identifier id) => id.Scheme == "0088";

    private static InvoiceParty On(InvoiceParty party, Func<InvoiceAddress, InvoiceAddress> change) => party with { Address = change(party.Address ?? new InvoiceAddress()) };

    /// <summary>A Polish post code begins the line that names the place: 00-001 Warszawa.</summary>
    private static InvoiceAddress WithSecond(InvoiceAddress address, string text)
        => address.Country == "PL" && text.Length > 7 && IsPostCode(text.AsSpan(0, 6)) && text[6] == ' '
            ? address with { PostCode = text[..6], City = text[7..] }
            : address with { Line2 = text };

    private static bool IsPostCode(ReadOnlySpan<char> text)
        => text[2] == '-' && char.IsAsciiDigit(text[0]) && char.IsAsciiDigit(text[1]) && char.IsAsciiDigit(text[3]) && char.IsAsciiDigit(text[4]) && char.IsAsciiDigit(text[5]);

    private static (string? First, string? Second) Lines(InvoiceAddress? address)
    {
        if (address is null)
        {
            return (null, null);
        }

        var place = Joined(" ", address.PostCode, address.City);
        string[] lines = [.. new[] { address.Line1, address.Line2, address.Line3, Joined(", ", place, address.Subdivision) }.OfType<string>().Where(line => !string.IsNullOrWhiteSpace(line))];
        return lines.Length switch
        {
            0 => (null, null),
            1 => (lines[0], null),
            _ => (string.Join(", ", lines[..^1]), lines[^1]),
        };
    }

    private static string Joined(string between, params ReadOnlySpan<string?> parts)
    {
        List<string> some = [];
        foreach (var part in parts)
        {
            if (!string.IsNullOrWhiteSpace(part))
            {
                some.Add(part);
            }
        }

        return string.Join(between, some);
    }
}
