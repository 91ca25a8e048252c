using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using BackOffice.Payroll.Domain;

namespace BackOffice.Payroll;

/// <summary>
/// Many payslips in one blob: where each page lies, then the pages, some compressed together, so that one person's page is read by
/// one ranged read. What says where the pages lie is written with them, whole or not at all.
/// </summary>
internal sealed class PayslipBundleWriter : IDisposable
{
    /// <summary>Pages of a leaf: what is the same in all is kept once, and little is read in vain for one of them.</summary>
    private const int LeafPages = 16;

    /// <summary>A leaf of long pages has fewer: what a reader expands has its limit.</summary>
    private const int LeafBytes = 1024 * 1024;

    private readonly MemoryStream content = new();
    private readonly List<PayslipLeaf> leaves = [];
    private readonly MemoryStream leaf = new();
    private readonly List<PayslipPlace> pages = [];
    private readonly HashSet<string> people = new(StringComparer.Ordinal);

    public int Count => people.Count;

    /// <summary>Adds a page.</summary>
    /// <exception cref="ArgumentException">The person has one in this bundle.</exception>
    public void Add(string person, string page)
    {
        if (!people.Add(person))
        {
            throw new ArgumentException("This person has a page in the bundle.", nameof(person));
        }

        var begin = (int)leaf.Length;
        leaf.Write(Encoding.UTF8.GetBytes(page));
        pages.Add(new PayslipPlace(person, begin, (int)leaf.Length - begin));
        if (pages.Count == LeafPages || leaf.Length >= LeafBytes)
        {
            TurnLeaf();
        }
    }

    /// <summary>The whole bundle, from its beginning; the same pages in the same order are the same bytes.</summary>
    public BinaryData Seal()
    {
        TurnLeaf();
        var index = PayslipBundle.Compressed(JsonSerializer.SerializeToUtf8Bytes(leaves, PayJson.Options));
        var length = new byte[PayslipBundle.LengthBytes];
        BinaryPrimitives.WriteInt32LittleEndian(length, index.Length);
        using var bundle = new MemoryStream(PayslipBundle.HeadBytes + index.Length + (int)content.Length);
        bundle.Write(PayslipBundle.Magic);
        bundle.Write(length);
        bundle.Write(index);
        content.WriteTo(bundle);
        return new BinaryData(bundle.GetBuffer().AsMemory(0, (int)bundle.Length));
    }

    public void Dispose()
    {
        leaf.Dispose();
        content.Dispose();
    }

    private void TurnLeaf()
    {
        if (pages.Count == 0)
        {
            return;
        }

        var bytes = PayslipBundle.Compressed(leaf.GetBuffer().AsSpan(0, (int)leaf.Length));
        leaves.Add(new PayslipLeaf(content.Position, bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)), [.. pages]));
        content.Write(bytes);
        leaf.SetLength(0);
        pages.Clear();
    }
}
