using System.Text;

namespace Azure.Data.Tables.Entities;

/// <summary>
/// What Azure refuses and an emulator may not (TS-20 to TS-30), refused before anything is sent, with Azure's status and
/// code. Keys are held to what both accept.
/// </summary>
internal static class TableLimits
{
    public const int MaxKeyLength = 512;
    public const int MaxProperties = 252;
    public const int MaxPropertyNameLength = 255;
    public const int MaxStringLength = 32 * 1024;
    public const int MaxBinaryLength = 64 * 1024;
    public const int MaxEntitySize = 1024 * 1024;
    public const int MaxActions = 100;
    public const int MaxTransactionSize = 4 * 1024 * 1024;
    public const int MaxRowsPerPage = 1000;

    private static readonly DateTime Earliest = new(1601, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly System.Buffers.SearchValues<char> Forbidden = System.Buffers.SearchValues.Create(
        [.. "/\\#?%", .. Enumerable.Range(0, 0x20).Concat(Enumerable.Range(0x7F, 0x21)).Select(code => (char)code)]);

    public static void CheckKey(string? key)
    {
        if (key is null)
        {
            throw Refusal("PropertiesNeedValue", "The values are not specified for all properties in the entity.");
        }

        if (key.Length > MaxKeyLength)
        {
            throw Refusal("KeyValueTooLarge", $"A key has at most {MaxKeyLength} characters here.");
        }

        if (key.AsSpan().ContainsAny(Forbidden))
        {
            throw Refusal("InvalidInput", "A key has none of / \\ # ? % and no control character.");
        }
    }

    public static void CheckTime(DateTimeOffset time)
    {
        if (time.UtcDateTime < Earliest)
        {
            throw Refusal("OutOfRangeInput", "A time is not before 1601-01-01.");
        }
    }

    public static void CheckPropertyName(string name)
    {
        if (name.Length > MaxPropertyNameLength)
        {
            throw Refusal("PropertyNameTooLong", $"The property name exceeds {MaxPropertyNameLength} characters.");
        }

        if (name.Length == 0 || !(char.IsLetter(name[0]) || name[0] == '_') || !name.All(character => char.IsLetterOrDigit(character) || character == '_'))
        {
            throw Refusal("PropertyNameInvalid", "The property name is invalid: letters, digits and _ only, no digit first.");
        }
    }

    public static void CheckTableName(string name)
    {
        if (name is not { Length: >= 3 and <= 63 } || !char.IsAsciiLetter(name[0]) || !name.All(char.IsAsciiLetterOrDigit))
        {
            throw Refusal(name is { Length: >= 3 and <= 63 } ? "InvalidResourceName" : "OutOfRangeInput", "A table name has 3 to 63 letters and digits, a letter first.");
        }
    }

    public static RequestFailedException TransactionTooLarge()
        => new(413, "The request body is too large and exceeds the maximum permissible limit.", "RequestBodyTooLarge", innerException: null);

    /// <param name="code">The service's error code.</param>
    /// <param name="message">Never a key or value: messages are logged.</param>
    public static RequestFailedException Refusal(string code, string message)
        => new(400, message, code, innerException: null);

    public static int SizeOf(string text) => Encoding.Unicode.GetByteCount(text) + 4;
}
