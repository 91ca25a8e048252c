using System.Buffers;
using BackOffice.Invoicing.Domain;

namespace BackOffice.Invoicing.Formats.Ksef;

/// <summary>By which number KSeF knows a party: NIP, a unit of a NIP, a number of another Member State, of elsewhere, or none.</summary>
internal static class KsefIdentity
{
    /// <summary>TNrVatUE.</summary>
    private static readonly SearchValues<char> InEuNumbers = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ+*");

    public static string? Nip(InvoiceParty party)
        => InternalId(party) is null && party.Poland?.IsNipWrittenAsEu != true && Compact(party.VatId) is { } id && id.StartsWith("PL", StringComparison.Ordinal) && IsNip(id.AsSpan(2)) ? id[2..] : null;

    public static string? InternalId(InvoiceParty party)
        => party.Poland?.InternalId is { Length: 16 } id && id[10] == '-' && IsNip(id.AsSpan(0, 10)) && IsDigits(id.AsSpan(11)) ? id : null;

    /// <summary>KodUE.</summary>
    public static string? EuPrefix(InvoiceParty party) => EuNumber(party) is null ? null : Compact(party.VatId)![..2];

    /// <summary>NrVatUE.</summary>
    public static string? EuNumber(InvoiceParty party)
    {
        if (InternalId(party) is not null || Nip(party) is not null || Compact(party.VatId) is not { Length: > 2 and <= 14 } id)
        {
            return null;
        }

        var isEu = KsefCodes.IsEuPrefix(id[..2]) && (id[..2] != "PL" || party.Poland?.IsNipWrittenAsEu == true);
        return isEu && !id.AsSpan(2).ContainsAnyExcept(InEuNumbers) ? id[2..] : null;
    }

    /// <summary>NrID.</summary>
    public static string? OtherNumber(InvoiceParty party)
    {
        if (InternalId(party) is not null || Nip(party) is not null || EuNumber(party) is not null)
        {
            return null;
        }

        var number = Trimmed(party.VatId) ?? Trimmed(party.TaxRegistration);
        return number is { Length: <= 50 } ? number : null;
    }

    /// <summary>KodKraju of NrID.</summary>
    public static string? OtherCountry(InvoiceParty party)
    {
        if (OtherNumber(party) is not { } number)
        {
            return null;
        }

        var country = Trimmed(party.VatId) is null ? party.Poland?.TaxIdCountry : number.Length < 2 ? null : number[..2];
        return country is not null && KsefCodes.IsCountry(country) ? country : null;
    }

    public static bool HasNone(InvoiceParty party) => InternalId(party) is null && Nip(party) is null && EuNumber(party) is null && OtherNumber(party) is null;

    /// <summary>NrID as read: with its country's letters it is a VAT number.</summary>
    public static InvoiceParty WithOther(InvoiceParty party, string number)
        => party.Poland?.TaxIdCountry is { } country && number.StartsWith(country, StringComparison.Ordinal)
            ? party with { VatId = number, Poland = WithoutCountry(party.Poland) }
            : party with { TaxRegistration = number };

    /// <summary>The form of a NIP; its check digit is another matter.</summary>
    public static bool IsNip(ReadOnlySpan<char> text) => text.Length == 10 && IsDigits(text) && text[0] != '0' && (text[1] != '0' || text[2] != '0');

    private static PolishParty? WithoutCountry(PolishParty party) => party with { TaxIdCountry = null } is var rest && rest == new PolishParty() ? null : rest;

    private static bool IsDigits(ReadOnlySpan<char> text) => text.IndexOfAnyExceptInRange('0', '9') < 0;

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : KsefSink.Fit(text, int.MaxValue);

    private static string? Compact(string? id) => id is null ? null : string.Concat(id.Where(letter => letter is not (' ' or '-' or '.')));
}
