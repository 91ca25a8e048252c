using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace BackOffice.LocalRuntime.Messaging;

/// <summary>
/// The MessageIds an entity has taken within its window (SB-3). One row holds all ids of one commit: as digests of 128 bits,
/// so that a long id costs what a short one does.
/// </summary>
internal sealed class DuplicateHistory(RowKeys keys, TimeSpan window)
{
    private const string Time = "Time";
    private const string Ids = "Ids";
    private const int DigestSize = 16;

    private readonly Dictionary<UInt128, DateTimeOffset> accepted = [];
    private readonly Queue<Segment> segments = new();

    public static UInt128 Digest(string messageId)
        => BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(messageId)));

    public bool Knows(UInt128 id, DateTimeOffset now) => accepted.TryGetValue(id, out var time) && now < time + window;

    public RowChange Row(long sequenceNumber, IReadOnlyCollection<UInt128> ids, DateTimeOffset time)
    {
        var bytes = new byte[ids.Count * DigestSize];
        var at = 0;
        foreach (var id in ids)
        {
            BinaryPrimitives.WriteUInt128BigEndian(bytes.AsSpan(at), id);
            at += DigestSize;
        }

        Dictionary<string, object> values = new() { [Time] = time };
        Chunks.Write(values, Ids, bytes);
        return new(RowChangeKind.Insert, keys.History(sequenceNumber), values);
    }

    /// <summary>Takes over what a committed row says; rows come in the order of their time.</summary>
    public void Add(string rowKey, IReadOnlyDictionary<string, object> values)
    {
        var time = (DateTimeOffset)values[Time];
        var bytes = Chunks.Read(values, Ids);
        var ids = new UInt128[bytes.Length / DigestSize];
        for (var index = 0; index < ids.Length; index++)
        {
            ids[index] = BinaryPrimitives.ReadUInt128BigEndian(bytes.AsSpan(index * DigestSize));
            accepted[ids[index]] = time;
        }

        segments.Enqueue(new(rowKey, time, ids));
    }

    /// <summary>Rows that the window has left behind, to be deleted with the next commit.</summary>
    public IReadOnlyList<string> Expired(DateTimeOffset now, int atMost)
        => [.. segments.TakeWhile(segment => segment.Time + window <= now).Take(Math.Max(0, atMost)).Select(segment => segment.RowKey)];

    /// <summary>Forgets the oldest rows, whose deletion is committed.</summary>
    public void Forget(int rows)
    {
        for (; rows > 0; rows--)
        {
            var segment = segments.Dequeue();
            foreach (var id in segment.Ids.Where(id => accepted.TryGetValue(id, out var time) && time == segment.Time))
            {
                accepted.Remove(id);
            }
        }
    }

    private sealed record Segment(string RowKey, DateTimeOffset Time, UInt128[] Ids);
}
