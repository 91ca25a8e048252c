using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Azure.Data.Tables;

/// <summary>A row as a dictionary. Values are of the types a table stores: no decimal; a time reads back as DateTimeOffset.</summary>
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "The name of the real package.")]
public sealed class TableEntity : ITableEntity, IDictionary<string, object?>
{
    private const string ETagName = "odata.etag";

    private readonly Dictionary<string, object?> properties;

    public TableEntity()
        : this(new Dictionary<string, object?>())
    {
    }

    public TableEntity(string partitionKey, string rowKey)
        : this()
    {
        PartitionKey = partitionKey;
        RowKey = rowKey;
    }

    public TableEntity(IDictionary<string, object?> values)
        => properties = new Dictionary<string, object?>(values, StringComparer.Ordinal);

    [AllowNull]
    public string PartitionKey
    {
        get => GetString(nameof(PartitionKey))!;
        set => properties[nameof(PartitionKey)] = value;
    }

    [AllowNull]
    public string RowKey
    {
        get => GetString(nameof(RowKey))!;
        set => properties[nameof(RowKey)] = value;
    }

    public DateTimeOffset? Timestamp
    {
        get => GetDateTimeOffset(nameof(Timestamp));
        set => properties[nameof(Timestamp)] = value;
    }

    public ETag ETag
    {
        get => properties.TryGetValue(ETagName, out var value) && value is string text ? new ETag(text) : default;
        set => properties[ETagName] = value.ToString();
    }

    public ICollection<string> Keys => properties.Keys;

    public int Count => properties.Count;

    ICollection<object?> IDictionary<string, object?>.Values => properties.Values;

    bool ICollection<KeyValuePair<string, object?>>.IsReadOnly => false;

    /// <summary>Null where there is no such property.</summary>
    public object? this[string key]
    {
        get => properties.GetValueOrDefault(key);
        set => properties[key] = value;
    }

    public string? GetString(string key) => (string?)GetTyped(key, typeof(string));

    public int? GetInt32(string key) => (int?)GetTyped(key, typeof(int));

    public long? GetInt64(string key) => (long?)GetTyped(key, typeof(long));

    public bool? GetBoolean(string key) => (bool?)GetTyped(key, typeof(bool));

    public double? GetDouble(string key) => (double?)GetTyped(key, typeof(double));

    public Guid? GetGuid(string key) => (Guid?)GetTyped(key, typeof(Guid));

    public byte[]? GetBinary(string key) => properties.GetValueOrDefault(key) is BinaryData data ? data.ToArray() : (byte[]?)GetTyped(key, typeof(byte[]));

    public BinaryData? GetBinaryData(string key) => properties.GetValueOrDefault(key) is BinaryData data ? data : GetBinary(key) is { } bytes ? BinaryData.FromBytes(bytes) : null;

    public DateTimeOffset? GetDateTimeOffset(string key)
        => properties.GetValueOrDefault(key) is DateTime time ? new DateTimeOffset(time) : (DateTimeOffset?)GetTyped(key, typeof(DateTimeOffset));

    /// <summary>In UTC.</summary>
    public DateTime? GetDateTime(string key) => GetDateTimeOffset(key)?.UtcDateTime;

    public void Add(string key, object? value) => properties.Add(key, value);

    public bool ContainsKey(string key) => properties.ContainsKey(key);

    public bool Remove(string key) => properties.Remove(key);

    public bool TryGetValue(string key, out object? value) => properties.TryGetValue(key, out value);

    public void Clear() => properties.Clear();

    void ICollection<KeyValuePair<string, object?>>.Add(KeyValuePair<string, object?> item) => Add(item.Key, item.Value);

    bool ICollection<KeyValuePair<string, object?>>.Contains(KeyValuePair<string, object?> item) => ((ICollection<KeyValuePair<string, object?>>)properties).Contains(item);

    void ICollection<KeyValuePair<string, object?>>.CopyTo(KeyValuePair<string, object?>[] array, int arrayIndex)
        => ((ICollection<KeyValuePair<string, object?>>)properties).CopyTo(array, arrayIndex);

    bool ICollection<KeyValuePair<string, object?>>.Remove(KeyValuePair<string, object?> item) => ((ICollection<KeyValuePair<string, object?>>)properties).Remove(item);

    IEnumerator<KeyValuePair<string, object?>> IEnumerable<KeyValuePair<string, object?>>.GetEnumerator() => properties.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => properties.GetEnumerator();

    /// <summary>Properties to be stored in the row, without keys and what the server sets.</summary>
    internal IEnumerable<KeyValuePair<string, object?>> StoredProperties()
        => properties.Where(property => property.Key is not (nameof(PartitionKey) or nameof(RowKey) or nameof(Timestamp) or ETagName));

    private object? GetTyped(string key, Type type)
        => properties.GetValueOrDefault(key) is { } value
            ? value.GetType() == type ? value : throw new InvalidOperationException($"Cannot return {type} type for a {value.GetType()} typed property.")
            : null;
}
