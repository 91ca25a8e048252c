using System.Text.Json;

namespace Azure.Data.Tables.Entities;

/// <summary>A row without a class: each value says its type, by itself or by the annotation before it.</summary>
internal sealed class DictionaryShape : EntityShape
{
    private const string TypeSuffix = "@odata.type";

    public override void Write(EntityWriter writer, ITableEntity entity)
    {
        foreach (var (key, value) in ((TableEntity)entity).StoredProperties())
        {
            // What a query answered beside the values ("Amount@odata.type", "odata.metadata") is not stored again.
            if (value is not null && !key.Contains("odata.", StringComparison.Ordinal))
            {
                WriteValue(writer, PropertyName.Of(key), value);
            }
        }
    }

    public override ITableEntity Read(ref Utf8JsonReader reader)
    {
        var entity = new TableEntity();
        string? annotation = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (TryReadOwn(ref reader, entity))
            {
                continue;
            }

            var name = reader.GetString()!;
            reader.Read();
            if (name.EndsWith(TypeSuffix, StringComparison.Ordinal))
            {
                annotation = reader.GetString();
            }
            else if (!name.StartsWith("odata.", StringComparison.Ordinal))
            {
                entity[name] = ReadValue(ref reader, annotation);
                annotation = null;
            }
        }

        return entity;
    }

    private static void WriteValue(EntityWriter writer, PropertyName name, object value)
    {
        switch (value)
        {
            case string text: writer.String(name, text); break;
            case int number: writer.Integer(name, number); break;
            case long number: writer.Long(name, number); break;
            case bool flag: writer.Boolean(name, flag); break;
            case double number: writer.Number(name, number); break;
            case DateTimeOffset time: writer.Instant(name, time); break;
            case DateTime time: writer.Instant(name, PropertyCodec.Utc(time)); break;
            case Guid id: writer.Guid(name, id); break;
            case byte[] bytes: writer.Binary(name, bytes); break;
            case BinaryData data: writer.Binary(name, data.ToMemory().Span); break;
            case Enum member: writer.String(name, member.ToString()); break;
            default: throw new NotSupportedException($"A table cannot store {value.GetType()}.");
        }
    }

    private static object? ReadValue(ref Utf8JsonReader reader, string? annotation)
        => (reader.TokenType, annotation) switch
        {
            (JsonTokenType.Null, _) => null,
            (_, "Edm.Int64") => Read<long>(ref reader),
            (_, "Edm.Double") => Read<double>(ref reader),
            (_, "Edm.DateTime") => reader.GetDateTimeOffset(),
            (_, "Edm.Guid") => reader.GetGuid(),
            (_, "Edm.Binary") => reader.GetBytesFromBase64(),
            (JsonTokenType.True or JsonTokenType.False, _) => reader.GetBoolean(),
            (JsonTokenType.Number, _) => reader.TryGetInt32(out var integer) ? (object)integer : reader.GetDouble(),
            _ => reader.GetString(),
        };

    private static T Read<T>(ref Utf8JsonReader reader) => ((PropertyCodec<T>)PropertyCodec.For(typeof(T))).Read(ref reader);
}
