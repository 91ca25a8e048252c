using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Azure.Data.Tables.Entities;

/// <summary>Writes rows as JSON straight into a buffer and measures them on the way as Azure does (UTF-16).</summary>
internal sealed class EntityWriter(ArrayBufferWriter<byte> buffer) : IDisposable
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
    private static readonly JsonEncodedText Int64 = JsonEncodedText.Encode("Edm.Int64");
    private static readonly JsonEncodedText Double = JsonEncodedText.Encode("Edm.Double");
    private static readonly JsonEncodedText Time = JsonEncodedText.Encode("Edm.DateTime");
    private static readonly JsonEncodedText UniqueId = JsonEncodedText.Encode("Edm.Guid");
    private static readonly JsonEncodedText Bytes = JsonEncodedText.Encode("Edm.Binary");

    private readonly Utf8JsonWriter json = new(buffer, Options);
    private int propertyCount;
    private int size;

    /// <exception cref="RequestFailedException">A limit of Azure is exceeded.</exception>
    public void Write(ITableEntity entity)
    {
        TableLimits.CheckKey(entity.PartitionKey);
        TableLimits.CheckKey(entity.RowKey);
        propertyCount = 0;
        size = 4 + ((entity.PartitionKey.Length + entity.RowKey.Length) * 2);
        json.Reset(buffer);
        json.WriteStartObject();
        json.WriteString("PartitionKey"u8, entity.PartitionKey);
        json.WriteString("RowKey"u8, entity.RowKey);
        EntityShape.Of(entity).Write(this, entity);
        json.WriteEndObject();
        json.Flush();
        CheckWhole();
    }

    public void String(PropertyName name, string value)
    {
        if (value.Length > TableLimits.MaxStringLength)
        {
            throw TableLimits.Refusal("PropertyValueTooLarge", "The property value exceeds the maximum allowed size (64KB).");
        }

        Count(name, TableLimits.SizeOf(value));
        json.WriteString(name.Name, value);
    }

    public void Integer(PropertyName name, int value)
    {
        Count(name, sizeof(int));
        json.WriteNumber(name.Name, value);
    }

    public void Boolean(PropertyName name, bool value)
    {
        Count(name, sizeof(bool));
        json.WriteBoolean(name.Name, value);
    }

    public void Long(PropertyName name, long value)
    {
        Count(name, sizeof(long));
        json.WriteString(name.TypeName, Int64);
        Span<char> text = stackalloc char[20];
        value.TryFormat(text, out var length, provider: CultureInfo.InvariantCulture);
        json.WriteString(name.Name, text[..length]);
    }

    public void Number(PropertyName name, double value)
    {
        Count(name, sizeof(double));
        json.WriteString(name.TypeName, Double);
        if (double.IsFinite(value))
        {
            json.WriteNumber(name.Name, value);
        }
        else
        {
            json.WriteString(name.Name, double.IsNaN(value) ? "NaN"u8 : value > 0 ? "Infinity"u8 : "-Infinity"u8);
        }
    }

    public void Instant(PropertyName name, DateTimeOffset value)
    {
        TableLimits.CheckTime(value);
        Count(name, sizeof(long));
        json.WriteString(name.TypeName, Time);
        Span<char> text = stackalloc char[33];
        value.UtcDateTime.TryFormat(text, out var length, "O", CultureInfo.InvariantCulture);
        json.WriteString(name.Name, text[..length]);
    }

    public void Guid(PropertyName name, Guid value)
    {
        Count(name, 16);
        json.WriteString(name.TypeName, UniqueId);
        json.WriteString(name.Name, value);
    }

    public void Binary(PropertyName name, ReadOnlySpan<byte> value)
    {
        if (value.Length > TableLimits.MaxBinaryLength)
        {
            throw TableLimits.Refusal("PropertyValueTooLarge", "The property value exceeds the maximum allowed size (64KB).");
        }

        Count(name, value.Length + 4);
        json.WriteString(name.TypeName, Bytes);
        json.WriteBase64String(name.Name, value);
    }

    public void Dispose() => json.Dispose();

    private void Count(PropertyName name, int valueSize)
    {
        propertyCount++;
        size += 8 + (name.Length * 2) + valueSize;
    }

    private void CheckWhole()
    {
        if (propertyCount > TableLimits.MaxProperties)
        {
            throw TableLimits.Refusal("TooManyProperties", "The entity contains more properties than allowed.");
        }

        if (size > TableLimits.MaxEntitySize)
        {
            throw TableLimits.Refusal("EntityTooLarge", "The entity is larger than the maximum allowed size (1MB).");
        }
    }
}
