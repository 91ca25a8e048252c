namespace BackOffice.Primitives;

/// <summary>A structured payment reference (ISO 11649): RF, two check digits and up to 21 characters.</summary>
public sealed record CreditorReference
{
    private CreditorReference(string value) => Value = value;

    public string Value { get; }

    public static Identification<CreditorReference> Read(string? text)
    {
        string value = IdentifierText.Compact(text, " -./").ToUpperInvariant();
        IdentifierFault? fault = value switch
        {
            "" => IdentifierFault.Empty,
            _ when !value.All(char.IsAsciiLetterOrDigit) => IdentifierFault.WrongCharacters,
            _ when value.Length is < 5 or > 25 => IdentifierFault.WrongLength,
            _ when value is not ['R', 'F', >= '0' and <= '9', >= '0' and <= '9', ..] => IdentifierFault.WrongStructure,
            _ when Mod97.Remainder(value[4..] + value[..4]) != 1 => IdentifierFault.WrongCheckDigit,
            _ => null,
        };
        return new(fault is null ? new CreditorReference(value) : null, fault);
    }

    public override string ToString() => Value;
}
