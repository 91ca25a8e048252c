using System.Text.Encodings.Web;
using System.Text.Json;

namespace BackOffice.Storage;

/// <summary>JSON inside a row: letters of every alphabet as they are, because a property holds 32 768 characters and an escape takes six.</summary>
internal static class RowJson
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <exception cref="InvalidDataException">The text is null: the row is none of ours, or was damaged.</exception>
    public static T Read<T>(string text) => JsonSerializer.Deserialize<T>(text, Options) ?? throw new InvalidDataException($"A row without {typeof(T).Name}.");
}
