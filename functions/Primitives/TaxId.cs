using System.Text.Json.Serialization;

namespace BackOffice.Primitives;

/// <summary>The national numbers that people and companies are known by.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TaxIdKind>))]
public enum TaxIdKind
{
    /// <summary>IT VAT number, 11 digits.</summary>
    PartitaIva,

    /// <summary>IT tax code of a person (16 characters, also with omocodia) or a company (11 digits).</summary>
    CodiceFiscale,

    /// <summary>RO company number (CUI, CIF), with or without RO.</summary>
    Cui,

    /// <summary>RO personal number.</summary>
    Cnp,

    /// <summary>RO trade register number, old form J40/1234/2020 or new form J2020001234404.</summary>
    RegistrulComertului,

    /// <summary>PL tax number, with or without PL and hyphens.</summary>
    Nip,

    /// <summary>PL personal number.</summary>
    Pesel,

    /// <summary>PL statistical number, 9 or 14 digits.</summary>
    Regon,
}

/// <summary>A national number whose form and check digit are right. It may still belong to nobody.</summary>
public sealed record TaxId
{
    private TaxId(TaxIdKind kind, string value)
    {
        Kind = kind;
        Value = value;
    }

    public TaxIdKind Kind { get; }

    /// <summary>Capitals, without country prefix and separators.</summary>
    public string Value { get; }

    /// <summary>Reads a number as people write it. On documents received, a wrong check digit is a warning, not a refusal.</summary>
    public static Identification<TaxId> Read(TaxIdKind kind, string? text)
    {
        string value = kind switch
        {
            TaxIdKind.PartitaIva => WithoutPrefix(text, "IT"),
            TaxIdKind.Cui => WithoutPrefix(text, "RO"),
            TaxIdKind.Nip => WithoutPrefix(text, "PL"),
            TaxIdKind.RegistrulComertului => RomanianIds.CompactRegister(text),
            _ => WithoutPrefix(text, string.Empty),
        };
        IdentifierFault? fault = value.Length == 0 ? IdentifierFault.Empty : FaultOf(kind, value);
        return new(fault is null ? new TaxId(kind, value) : null, fault);
    }

    public override string ToString() => Value;

    private static IdentifierFault? FaultOf(TaxIdKind kind, string value) => kind switch
    {
        TaxIdKind.PartitaIva => ItalianIds.FaultOfPartitaIva(value),
        TaxIdKind.CodiceFiscale => ItalianIds.FaultOfCodiceFiscale(value),
        TaxIdKind.Cui => RomanianIds.FaultOfCui(value),
        TaxIdKind.Cnp => RomanianIds.FaultOfCnp(value),
        TaxIdKind.RegistrulComertului => RomanianIds.FaultOfRegister(value),
        TaxIdKind.Nip => PolishIds.FaultOfNip(value),
        TaxIdKind.Pesel => PolishIds.FaultOfPesel(value),
        TaxIdKind.Regon => PolishIds.FaultOfRegon(value),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of number."),
    };

    private static string WithoutPrefix(string? text, string prefix)
    {
        string value = IdentifierText.Compact(text, " -.").ToUpperInvariant();
        return prefix.Length > 0 && value.StartsWith(prefix, StringComparison.Ordinal) ? value[prefix.Length..] : value;
    }
}
