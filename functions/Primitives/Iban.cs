using System.Text.Json.Serialization;

namespace BackOffice.Primitives;

/// <summary>An international bank account number whose length, structure and check digits are right (ISO 13616).</summary>
public sealed record Iban
{
    [JsonConstructor]
    private Iban(string value) => Value = value;

    /// <summary>The electronic form: capitals, no spaces.</summary>
    [JsonInclude]
    public string Value { get; private init; }

    [JsonIgnore]
    public string Country => Value[..2];

    /// <summary>Reads an IBAN, with or without spaces, in capitals or not.</summary>
    public static Identification<Iban> Read(string? text)
    {
        string value = IdentifierText.Compact(text, " -.").ToUpperInvariant();
        IdentifierFault? fault = FaultOf(value);
        return new(fault is null ? new Iban(value) : null, fault);
    }

    /// <summary>Form for a log or a screen that must not show the account: <c>IT60 … 3456</c>.</summary>
    public string Masked() => $"{Value[..4]} … {Value[^4..]}";

    /// <summary>The printed form, in groups of four.</summary>
    public override string ToString() => string.Join(' ', Value.Chunk(4).Select(group => new string(group)));

    private static IdentifierFault? FaultOf(string value)
    {
        if (value.Length == 0)
        {
            return IdentifierFault.Empty;
        }

        if (!value.All(char.IsAsciiLetterOrDigit))
        {
            return IdentifierFault.WrongCharacters;
        }

        if (value.Length < 5 || !IbanStructures.TryFind(value[..2], out string structure))
        {
            return value.Length < 5 ? IdentifierFault.WrongLength : IdentifierFault.UnknownCountry;
        }

        if (value.Length != structure.Length + 4)
        {
            return IdentifierFault.WrongLength;
        }

        if (!IbanStructures.Fits(value[4..], structure) || !char.IsAsciiDigit(value[2]) || !char.IsAsciiDigit(value[3]))
        {
            return IdentifierFault.WrongStructure;
        }

        bool checks = Mod97.Remainder(value[4..] + value[..4]) == 1
            && (!value.StartsWith("ES", StringComparison.Ordinal) || SpanishAccount.HasRightControls(value[4..]));
        return checks ? null : IdentifierFault.WrongCheckDigit;
    }
}
