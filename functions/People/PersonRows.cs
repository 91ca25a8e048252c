using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Azure.Data.Tables;
using BackOffice.People.Domain;

namespace BackOffice.People;

/// <summary>A person's file as it is kept: one row, or one row and a blob where it has grown too large.</summary>
internal static class PersonRows
{
    private const string File = "File";
    private const string Blob = "Blob";

    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static string TextOf(PersonFile file) => JsonSerializer.Serialize(file.Entries, Options);

    public static TableEntity Row(string partition, string person, string text)
    {
        var row = Empty(partition, person);
        LongText.Write(row, File, text);
        return row;
    }

    /// <summary>A row whose file lies in a blob.</summary>
    public static TableEntity RowOfBlob(string partition, string person, string sha256)
    {
        var row = Empty(partition, person);
        row[Blob] = sha256;
        return row;
    }

    /// <summary>The digest of the blob that holds the file; null when the row itself does.</summary>
    public static string? BlobOf(TableEntity row) => row.GetString(Blob);

    public static PersonFile Read(TableEntity row) => Read(row.RowKey, LongText.Read(row, File) ?? throw new InvalidDataException("A person without a file."));

    public static PersonFile Read(string person, string text)
        => new(person, JsonSerializer.Deserialize<List<PersonEntry>>(text, Options) ?? throw new InvalidDataException("A person without entries."));

    private static TableEntity Empty(string partition, string person) => new(partition, person) { ["SchemaVersion"] = 1 };
}
