using System.Globalization;

namespace BackOffice.Payments.Domain;

/// <summary>
/// The reference that goes with a payment to the creditor's bank and comes back in every answer: the order's tag, the part
/// and the line. It tells nothing of anybody, is never used twice, and leads back to the line without a search.
/// </summary>
/// <param name="Tag">Of the order: 16 hexadecimal digits.</param>
/// <param name="Part">From 1.</param>
/// <param name="Line">From 1 within the part, refused lines counted.</param>
public readonly record struct EndToEndId(string Tag, int Part, int Line)
{
    public const int TagLength = 16;
    private const int NumberLength = 5;
    private const int Length = TagLength + 1 + NumberLength + 1 + NumberLength;

    /// <summary>Reads what a bank sends back, in capitals or not; false for references that are not ours.</summary>
    public static bool TryRead(string? text, out EndToEndId id)
    {
        id = default;
        if (text is not { Length: Length } || text[TagLength] != '-' || text[TagLength + 1 + NumberLength] != '-')
        {
            return false;
        }

        if (!TryReadTag(text, out var tag) || !TryReadNumber(text.AsSpan(TagLength + 1, NumberLength), out var part) || !TryReadNumber(text.AsSpan(TagLength + NumberLength + 2), out var line))
        {
            return false;
        }

        id = new(tag, part, line);
        return true;
    }

    /// <summary>The tag at the beginning of any reference of an order: of a line, a batch or a message.</summary>
    public static bool TryReadTag(string? reference, out string tag)
    {
        tag = reference is { Length: >= TagLength } && reference.Take(TagLength).All(char.IsAsciiHexDigit) && (reference.Length == TagLength || reference[TagLength] == '-')
            ? reference[..TagLength].ToLowerInvariant()
            : "";
        return tag.Length > 0;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Tag}-{Part:D5}-{Line:D5}");

    private static bool TryReadNumber(ReadOnlySpan<char> text, out int number)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0;
}
