using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Serialization;
using System.Text.Json;

namespace Azure.Data.Tables.Entities;

/// <summary>How a kind of row is written and read: a dictionary, or a class whose public properties are found once.</summary>
internal abstract class EntityShape
{
    private static readonly ConcurrentDictionary<Type, EntityShape> Shapes = new() { [typeof(TableEntity)] = new DictionaryShape() };

    public static EntityShape Of(ITableEntity entity) => Of(entity.GetType());

    public static EntityShape Of(Type type) => Shapes.GetOrAdd(type, static type => new ClassShape(type));

    public abstract void Write(EntityWriter writer, ITableEntity entity);

    /// <summary>Reads one row; the reader stands at its opening brace and is left at the closing one.</summary>
    public abstract ITableEntity Read(ref Utf8JsonReader reader);

    /// <summary>The properties every row has.</summary>
    protected static bool TryReadOwn(ref Utf8JsonReader reader, ITableEntity entity)
    {
        if (reader.ValueTextEquals("odata.etag"u8))
        {
            reader.Read();
            entity.ETag = new ETag(reader.GetString()!);
        }
        else if (reader.ValueTextEquals("PartitionKey"u8))
        {
            reader.Read();
            entity.PartitionKey = reader.GetString()!;
        }
        else if (reader.ValueTextEquals("RowKey"u8))
        {
            reader.Read();
            entity.RowKey = reader.GetString()!;
        }
        else if (reader.ValueTextEquals("Timestamp"u8))
        {
            reader.Read();
            entity.Timestamp = reader.GetDateTimeOffset();
        }
        else
        {
            return false;
        }

        return true;
    }

    private sealed class ClassShape : EntityShape
    {
        private readonly Type type;
        private readonly EntityProperty[] properties;

        public ClassShape(Type type)
        {
            this.type = type;
            properties = [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(IsStored).Select(EntityProperty.Create)];
        }

        public override void Write(EntityWriter writer, ITableEntity entity)
        {
            foreach (var property in properties)
            {
                property.Write(writer, entity);
            }
        }

        public override ITableEntity Read(ref Utf8JsonReader reader)
        {
            var entity = (ITableEntity)Activator.CreateInstance(type)!;
            var expected = 0;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (TryReadOwn(ref reader, entity))
                {
                    continue;
                }

                var index = IndexOf(ref reader, expected);
                reader.Read();
                if (index >= 0 && reader.TokenType != JsonTokenType.Null)
                {
                    properties[index].Read(ref reader, entity);
                    expected = index + 1;
                }
            }

            return entity;
        }

        private static bool IsStored(PropertyInfo property)
            => property is { GetMethod.IsPublic: true, Name: not (nameof(ITableEntity.PartitionKey) or nameof(ITableEntity.RowKey) or nameof(ITableEntity.Timestamp) or nameof(ITableEntity.ETag)) }
                && property.GetIndexParameters().Length == 0
                && !property.IsDefined(typeof(IgnoreDataMemberAttribute));

        // Rows come back in the order in which they were written, so the first look is nearly always right.
        private int IndexOf(ref Utf8JsonReader reader, int expected)
        {
            for (var step = 0; step < properties.Length; step++)
            {
                var index = (expected + step) % properties.Length;
                if (properties[index].IsSettable && reader.ValueTextEquals(properties[index].Utf8Name))
                {
                    return index;
                }
            }

            return -1;
        }
    }
}
