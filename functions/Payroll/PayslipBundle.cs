using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace BackOffice.Payroll;

/// <summary>
/// Many payslips in one blob: each page compressed by itself, with its length before it, so that one person's page is read by
/// one ranged read. The index lies with the run; the same pages in the same order give the same bytes.
/// </summary>
/// <param name="target">Written from its beginning, in order; is left open.</param>
internal sealed class PayslipBundleWriter(Stream target)
{
    private readonly List<PayslipPlace> places = [];
    private readonly HashSet<string> people = new(StringComparer.Ordinal);
    private long position;

    /// <summary>Adds a page.</summary>
    /// <exception cref="ArgumentException">The person has one in this bundle.</exception>
    public async Task AddAsync(string person, string page, CancellationToken cancellationToken)
    {
        if (!people.Add(person))
        {
            throw new ArgumentException("This person has a page in the bundle.", nameof(person));
        }

        if (position == 0)
        {
            await WriteAsync(PayslipBundle.Magic.ToArray(), cancellationToken);
        }

        var content = PayslipBundle.Compressed(page);
        var length = new byte[PayslipBundle.LengthBytes];
        BinaryPrimitives.WriteInt32LittleEndian(length, content.Length);
        await WriteAsync(length, cancellationToken);
        places.Add(new PayslipPlace(person, position, content.Length, Convert.ToHexStringLower(SHA256.HashData(content))));
        await WriteAsync(content, cancellationToken);
    }

    /// <summary>Where each page lies, in the order in which they were added.</summary>
    public PayslipIndex Index() => new([.. places], position);

    private async Task WriteAsync(byte[] bytes, CancellationToken cancellationToken)
    {
        await target.WriteAsync(bytes, cancellationToken);
        position += bytes.Length;
    }
}

/// <summary>Reads what <see cref="PayslipBundleWriter"/> wrote.</summary>
internal static class PayslipBundle
{
    internal const int LengthBytes = sizeof(int);

    /// <summary>No page of ours is longer; a damaged one must not fill the memory.</summary>
    private const int LongestPage = 4 * 1024 * 1024;

    /// <summary>Of gzip (RFC 1952): method, no flags, no time, no level, no system, so that it says the same everywhere.</summary>
    private static readonly byte[] GzipHeader = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF];

    internal static ReadOnlySpan<byte> Magic => "PSB1"u8;

    /// <summary>The page in the bytes of its place, as one ranged read gives them.</summary>
    /// <exception cref="InvalidDataException">They are not the bytes that were written.</exception>
    public static string Open(PayslipPlace place, ReadOnlyMemory<byte> content)
    {
        if (content.Length != place.Length || Convert.ToHexStringLower(SHA256.HashData(content.Span)) != place.Sha256)
        {
            throw new InvalidDataException($"The page at {place.Offset} is cut off or was changed.");
        }

        using var gzip = new GZipStream(new MemoryStream(content.ToArray()), CompressionMode.Decompress);
        using var page = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (gzip.Read(buffer) is var read and > 0)
        {
            page.Write(buffer, 0, read);
            if (page.Length > LongestPage)
            {
                throw new InvalidDataException($"The page at {place.Offset} is longer than any payslip.");
            }
        }

        return Encoding.UTF8.GetString(page.GetBuffer(), 0, (int)page.Length);
    }

    /// <summary>Goes through a whole bundle without its index, and says where it is damaged.</summary>
    /// <returns>How many pages there are.</returns>
    /// <exception cref="InvalidDataException">It is no bundle, or is cut off.</exception>
    public static async Task<int> CountAsync(Stream bundle, CancellationToken cancellationToken)
    {
        var magic = new byte[Magic.Length];
        await ReadAsync(bundle, magic, cancellationToken);
        if (!magic.AsSpan().SequenceEqual(Magic))
        {
            throw new InvalidDataException("This is no bundle of payslips.");
        }

        var length = new byte[LengthBytes];
        for (var pages = 0; ; pages++)
        {
            switch (await bundle.ReadAtLeastAsync(length, LengthBytes, throwOnEndOfStream: false, cancellationToken))
            {
                case 0: return pages;
                case < LengthBytes: throw CutOff();
            }

            if (BinaryPrimitives.ReadInt32LittleEndian(length) is not (> 0 and <= LongestPage and var bytes))
            {
                throw CutOff();
            }

            await ReadAsync(bundle, new byte[bytes], cancellationToken);
        }
    }

    internal static byte[] Compressed(string page)
    {
        using var content = new MemoryStream();
        using (var gzip = new GZipStream(content, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(page));
        }

        content.Position = 0;
        content.Write(GzipHeader);
        return content.ToArray();
    }

    private static async Task ReadAsync(Stream bundle, byte[] bytes, CancellationToken cancellationToken)
    {
        if (await bundle.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken) < bytes.Length)
        {
            throw CutOff();
        }
    }

    private static InvalidDataException CutOff() => new("The bundle is cut off.");
}

/// <summary>Where the pages of a bundle lie; kept beside it as JSON, or place by place in the rows of the people.</summary>
/// <param name="Places">In the order of the pages.</param>
/// <param name="Length">Of the whole bundle, in bytes.</param>
internal sealed record PayslipIndex(IReadOnlyList<PayslipPlace> Places, long Length)
{
    public PayslipPlace? Find(string person) => Places.FirstOrDefault(place => place.Person == person);
}

/// <summary>Where one person's page lies.</summary>
/// <param name="Person">The id, never a name.</param>
/// <param name="Offset">Of the first byte of the compressed page.</param>
/// <param name="Length">Of the compressed page, in bytes.</param>
/// <param name="Sha256">Of the compressed page.</param>
internal sealed record PayslipPlace(string Person, long Offset, int Length, string Sha256);
