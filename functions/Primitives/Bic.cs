namespace BackOffice.Primitives;

/// <summary>A bank identifier code of the right form (ISO 9362): 8 or 11 characters. Whether such a bank exists, it does not say.</summary>
public sealed record Bic
{
    private Bic(string value) => Value = value;

    public string Value { get; }

    public string Country => Value[4..6];

    public static Identification<Bic> Read(string? text)
    {
        string value = IdentifierText.Compact(text, " -").ToUpperInvariant();
        IdentifierFault? fault = value switch
        {
            "" => IdentifierFault.Empty,
            _ when !value.All(char.IsAsciiLetterOrDigit) => IdentifierFault.WrongCharacters,
            _ when value.Length is not (8 or 11) => IdentifierFault.WrongLength,
            _ when !value[..6].All(char.IsAsciiLetterUpper) => IdentifierFault.WrongStructure,
            _ => null,
        };
        return new(fault is null ? new Bic(value) : null, fault);
    }

    public override string ToString() => Value;
}
