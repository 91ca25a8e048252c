using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using BackOffice.Payroll.Domain;

namespace BackOffice.Payroll;

/// <summary>Reads what <see cref="PayslipBundleWriter"/> wrote: the mark, the length of the index, the index, the leaves.</summary>
internal static class PayslipBundle
{
    internal const int LengthBytes = sizeof(int);

    /// <summary>The mark and the length of the index.</summary>
    internal const int HeadBytes = 4 + LengthBytes;

    /// <summary>No leaf and no index of ours is longer; a damaged one must not fill the memory.</summary>
    private const int Longest = 4 * 1024 * 1024;

    /// <summary>Of gzip (RFC 1952): method, no flags, no time, no level, no system, so that it says the same everywhere.</summary>
    private static readonly byte[] GzipHeader = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF];

    internal static ReadOnlySpan<byte> Magic => "PSB3"u8;

    /// <summary>Where the first leaf lies, by the first bytes of a bundle.</summary>
    /// <exception cref="InvalidDataException">They are those of no bundle.</exception>
    public static int LeavesBegin(ReadOnlySpan<byte> head)
        => head.Length >= HeadBytes && head.StartsWith(Magic) && BinaryPrimitives.ReadInt32LittleEndian(head[Magic.Length..]) is > 0 and <= Longest and var length
            ? HeadBytes + length
            : throw new InvalidDataException("This is no bundle of payslips.");

    /// <summary>Where the pages lie.</summary>
    /// <param name="start">The bundle from its beginning, to the first leaf at least.</param>
    /// <exception cref="InvalidDataException">It is no bundle, or its index is cut off or was changed.</exception>
    public static PayslipIndex ReadIndex(ReadOnlyMemory<byte> start)
    {
        var begin = LeavesBegin(start.Span);
        if (start.Length < begin)
        {
            throw new InvalidDataException("The index of the bundle is cut off.");
        }

        try
        {
            return JsonSerializer.Deserialize<List<PayslipLeaf?>>(Expand(start[HeadBytes..begin]), PayJson.Options) is { } leaves && leaves.TrueForAll(IsWhole)
                ? new PayslipIndex(begin, [.. leaves.OfType<PayslipLeaf>()])
                : throw new InvalidDataException("The index of the bundle was changed.");
        }
        catch (JsonException damaged)
        {
            throw new InvalidDataException("The index of the bundle was changed.", damaged);
        }
    }

    /// <summary>The page of a person in the bytes of its leaf, as one ranged read gives them.</summary>
    /// <exception cref="InvalidDataException">They are not the bytes that were written, or the leaf has no such page.</exception>
    public static string Open(PayslipLeaf leaf, string person, ReadOnlyMemory<byte> content)
    {
        if (content.Length != leaf.Length || Convert.ToHexStringLower(SHA256.HashData(content.Span)) != leaf.Sha256)
        {
            throw new InvalidDataException($"The pages at {leaf.Offset} are cut off or were changed.");
        }

        var text = Expand(content);
        return leaf.Pages.FirstOrDefault(page => page.Person == person) is { Begin: >= 0, Length: >= 0 } place && (long)place.Begin + place.Length <= text.Length
            ? Encoding.UTF8.GetString(text, place.Begin, place.Length)
            : throw new InvalidDataException($"The pages at {leaf.Offset} lack the one that is asked for.");
    }

    private static bool IsWhole(PayslipLeaf? leaf)
        => leaf is { Offset: >= 0 and <= int.MaxValue, Length: > 0 and <= Longest, Sha256: not null, Pages: not null } && leaf.Pages.All(page => page is { Person: not null });

    internal static byte[] Compressed(ReadOnlySpan<byte> text)
    {
        using var content = new MemoryStream();
        using (var gzip = new GZipStream(content, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(text);
        }

        content.Position = 0;
        content.Write(GzipHeader);
        return content.ToArray();
    }

    private static byte[] Expand(ReadOnlyMemory<byte> content)
    {
        using var gzip = new GZipStream(new MemoryStream(content.ToArray()), CompressionMode.Decompress);
        using var text = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (gzip.Read(buffer) is var read and > 0)
        {
            text.Write(buffer, 0, read);
            if (text.Length > Longest)
            {
                throw new InvalidDataException("It is longer than any payslip.");
            }
        }

        return text.ToArray();
    }
}
