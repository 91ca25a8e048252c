using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using BackOffice.Payroll.Domain;

namespace BackOffice.Payroll;

/// <summary>
/// Many payslips in one blob: where each page lies, then the pages, each compressed by itself, so that one person's page is read by
/// one ranged read. What says where the pages lie is written with them, whole or not at all.
/// </summary>
internal sealed class PayslipBundleWriter : IDisposable
{
    private readonly MemoryStream pages = new();
    private readonly List<PayslipPlace> places = [];
    private readonly HashSet<string> people = new(StringComparer.Ordinal);

    public int Count => places.Count;

    /// <summary>Adds a page.</summary>
    /// <exception cref="ArgumentException">The person has one in this bundle.</exception>
    public void Add(string person, string page)
    {
        if (!people.Add(person))
        {
            throw new ArgumentException("This person has a page in the bundle.", nameof(person));
        }

        var content = PayslipBundle.Compressed(page);
        places.Add(new PayslipPlace(person, pages.Position, content.Length, Convert.ToHexStringLower(SHA256.HashData(content))));
        pages.Write(content);
    }

    /// <summary>The whole bundle, from its beginning; the same pages in the same order are the same bytes.</summary>
    public MemoryStream Seal()
    {
        var index = PayslipBundle.Compressed(JsonSerializer.SerializeToUtf8Bytes(places, PayJson.Options));
        var length = new byte[PayslipBundle.LengthBytes];
        BinaryPrimitives.WriteInt32LittleEndian(length, index.Length);
        var bundle = new MemoryStream(PayslipBundle.HeadBytes + index.Length + (int)pages.Length);
        bundle.Write(PayslipBundle.Magic);
        bundle.Write(length);
        bundle.Write(index);
        pages.WriteTo(bundle);
        bundle.Position = 0;
        return bundle;
    }

    public void Dispose() => pages.Dispose();
}
