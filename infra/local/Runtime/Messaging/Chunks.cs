namespace BackOffice.LocalRuntime.Messaging;

/// <summary>Bytes over several properties of a row, since one property holds 64 KiB.</summary>
internal static class Chunks
{
    private const int ChunkSize = 64 * 1024;

    public static void Write(Dictionary<string, object> values, string name, ReadOnlySpan<byte> bytes)
    {
        values[name + "Length"] = bytes.Length;
        for (var (at, index) = (0, 0); at < bytes.Length; at += ChunkSize, index++)
        {
            values[$"{name}{index}"] = bytes[at..Math.Min(bytes.Length, at + ChunkSize)].ToArray();
        }
    }

    /// <summary>A merged row may hold chunks of a longer value before: the length says where to stop.</summary>
    public static byte[] Read(IReadOnlyDictionary<string, object> values, string name)
    {
        var bytes = new byte[(int)values[name + "Length"]];
        for (var (at, index) = (0, 0); at < bytes.Length; at += ChunkSize, index++)
        {
            var chunk = (byte[])values[$"{name}{index}"];
            chunk.AsSpan(0, Math.Min(chunk.Length, bytes.Length - at)).CopyTo(bytes.AsSpan(at));
        }

        return bytes;
    }
}
