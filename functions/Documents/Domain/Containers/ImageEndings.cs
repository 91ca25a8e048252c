using System.Buffers.Binary;

namespace BackOffice.Documents.Domain.Containers;

/// <summary>Whether an image is there to its end. Pixels are not decoded.</summary>
internal static class ImageEndings
{
    /// <summary>Whether the chunks follow each other up to IEND.</summary>
    public static bool IsWholePng(ReadOnlySpan<byte> png)
    {
        ReadOnlySpan<byte> rest = png[8..];
        while (rest.Length >= 12)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(rest);
            if (length > rest.Length - 12)
            {
                return false;
            }

            if (rest[4..].StartsWith("IEND"u8))
            {
                return true;
            }

            rest = rest[(12 + (int)length)..];
        }

        return false;
    }

    /// <summary>Whether the segments lead to image data, and the data to an end marker.</summary>
    public static bool IsWholeJpeg(ReadOnlySpan<byte> jpeg)
    {
        const byte StartOfScan = 0xDA;
        ReadOnlySpan<byte> rest = jpeg[2..];
        while (rest.Length >= 4 && rest[0] == 0xFF)
        {
            if (rest[1] == 0xFF)
            {
                rest = rest[1..];
                continue;
            }

            int length = BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
            if (length < 2 || length + 2 > rest.Length)
            {
                return false;
            }

            if (rest[1] == StartOfScan)
            {
                return rest[(length + 2)..].LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xD9]) >= 0;
            }

            rest = rest[(length + 2)..];
        }

        return false;
    }

    /// <summary>Whether the first directory and what it names inline lie within the file.</summary>
    public static bool IsWholeTiff(ReadOnlySpan<byte> tiff)
    {
        bool little = tiff[0] == (byte)'I';
        uint start = tiff.Length < 8 ? uint.MaxValue : Number32(tiff[4..], little);
        if (start < 8 || start > (uint)tiff.Length - 2)
        {
            return false;
        }

        ReadOnlySpan<byte> directory = tiff[(int)start..];
        int entries = little ? BinaryPrimitives.ReadUInt16LittleEndian(directory) : BinaryPrimitives.ReadUInt16BigEndian(directory);
        return entries > 0 && 2 + (entries * 12) + 4 <= directory.Length && StripsFit(directory.Slice(2, entries * 12), tiff.Length, little);
    }

    private static bool StripsFit(ReadOnlySpan<byte> entries, int fileLength, bool little)
    {
        const int StripOffsets = 273;
        const int StripByteCounts = 279;
        uint offset = 0;
        uint length = 0;
        for (; entries.Length >= 12; entries = entries[12..])
        {
            int tag = little ? BinaryPrimitives.ReadUInt16LittleEndian(entries) : BinaryPrimitives.ReadUInt16BigEndian(entries);
            bool inline = Number32(entries[4..], little) == 1;
            uint value = Number32(entries[8..], little);
            if (tag == StripOffsets)
            {
                offset = value;
            }
            else if (tag == StripByteCounts && inline && IsLong(entries, little))
            {
                length = value;
            }
        }

        return (ulong)offset + length <= (ulong)fileLength;
    }

    private static bool IsLong(ReadOnlySpan<byte> entry, bool little)
        => (little ? BinaryPrimitives.ReadUInt16LittleEndian(entry[2..]) : BinaryPrimitives.ReadUInt16BigEndian(entry[2..])) == 4;

    private static uint Number32(ReadOnlySpan<byte> bytes, bool little)
        => little ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
}
