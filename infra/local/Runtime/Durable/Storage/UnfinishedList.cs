using System.Globalization;

namespace BackOffice.LocalRuntime.Durable.Storage;

/// <summary>The ids that recovery must load, in buckets of the head row, so that a change sends only the buckets it touches.</summary>
internal sealed class UnfinishedList
{
    private const int Buckets = 64;

    private readonly SortedSet<string>[] buckets = [.. Enumerable.Range(0, Buckets).Select(_ => new SortedSet<string>(StringComparer.Ordinal))];

    public IEnumerable<string> Ids => buckets.SelectMany(bucket => bucket);

    public void Load(StoredRow head)
    {
        for (var index = 0; index < Buckets; index++)
        {
            buckets[index].Clear();
            if (head.Values.TryGetValue(Name(index), out var text))
            {
                buckets[index].UnionWith(((string)text).Split('\n', StringSplitOptions.RemoveEmptyEntries));
            }
        }
    }

    /// <summary>Applies the changes and adds the properties of the buckets that differ after them.</summary>
    public void Apply(IEnumerable<InstanceChange> changes, Dictionary<string, object> head)
    {
        var touched = new HashSet<int>();
        foreach (var change in changes)
        {
            var index = EngineKeys.BucketOf(change.InstanceId, Buckets);
            var differs = change.Unfinished ? buckets[index].Add(change.InstanceId) : buckets[index].Remove(change.InstanceId);
            if (differs)
            {
                touched.Add(index);
            }
        }

        foreach (var index in touched)
        {
            head[Name(index)] = string.Join('\n', buckets[index]);
        }
    }

    private static string Name(int index) => index.ToString("'B'00", CultureInfo.InvariantCulture);
}
