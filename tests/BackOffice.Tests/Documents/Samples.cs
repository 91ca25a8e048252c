using System.Formats.Asn1;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace BackOffice.Tests.Documents;

/// <summary>Documents written for these tests: files in samples/, and containers made around them.</summary>
internal static class Samples
{
    public static readonly string[] Invoices = ["ubl-invoice.xml", "ubl-credit-note.xml", "cii-invoice.xml", "fatturapa-lot.xml", "ksef-fa3.xml"];

    private static readonly Lazy<X509Certificate2> Signer = new(CreateSigner);

    public static byte[] Read(string name)
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "BackOffice.Functions.sln")))
        {
            folder = folder.Parent;
        }

        return File.ReadAllBytes(Path.Combine(folder!.FullName, "tests", "BackOffice.Tests", "Documents", "samples", name));
    }

    /// <summary>The content in a signed envelope whose certificate nobody knows.</summary>
    public static byte[] Signed(byte[] content)
    {
        var envelope = new SignedCms(new ContentInfo(content));
        envelope.ComputeSignature(new CmsSigner(Signer.Value));
        return envelope.Encode();
    }

    /// <summary>The same envelope with its outer lengths left open, as some signing programs write it.</summary>
    public static byte[] WithOpenLengths(byte[] envelope)
    {
        AsnReader inner = new AsnReader(envelope, AsnEncodingRules.BER).ReadSequence();
        byte[] id = inner.ReadEncodedValue().ToArray();
        byte[] signedData = inner.ReadEncodedValue().ToArray();
        return [0x30, 0x80, .. id, .. signedData, 0, 0];
    }

    public static byte[] Base64Lines(byte[] content) => Encoding.ASCII.GetBytes(Convert.ToBase64String(content, Base64FormattingOptions.InsertLineBreaks));

    /// <summary>A PDF with one page and these files attached.</summary>
    public static byte[] Pdf(params (string Name, byte[] Content)[] attachments)
    {
        using var pdf = new MemoryStream();
        Write(pdf, "%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n");
        Write(pdf, "3 0 obj\n<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>\nendobj\n");
        Stream(pdf, 4, string.Empty, Encoding.ASCII.GetBytes("BT (Invoice) Tj ET"));
        Stream(pdf, 5, "/Type /Metadata /Subtype /XML ", Encoding.ASCII.GetBytes("<?xpacket begin=''?><x:xmpmeta xmlns:x='adobe:ns:meta/'/>"));
        for (int i = 0; i < attachments.Length; i++)
        {
            int number = 10 + (i * 2);
            Write(pdf, $"{number} 0 obj\n<< /Type /Filespec /F ({attachments[i].Name}) /EF << /F {number + 1} 0 R >> >>\nendobj\n");
            Stream(pdf, number + 1, "/Type /EmbeddedFile ", attachments[i].Content);
        }

        Write(pdf, "trailer\n<< /Root 1 0 R >>\nstartxref\n0\n%%EOF\n");
        return pdf.ToArray();
    }

    public static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in entries)
            {
                using Stream entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return file.ToArray();
    }

    /// <summary>A grey dot.</summary>
    public static byte[] Png() => Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==");

    /// <summary>Markers only: start, a table, a scan with a byte of data, end.</summary>
    public static byte[] Jpeg() => [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 1, 0xFF, 0xDA, 0, 3, 1, 0x42, 0xFF, 0xD9];

    /// <summary>One strip of four bytes at offset 8; the directory follows it.</summary>
    public static byte[] Tiff() =>
    [
        (byte)'I', (byte)'I', 42, 0, 12, 0, 0, 0, 1, 2, 3, 4,
        2, 0, 0x11, 1, 4, 0, 1, 0, 0, 0, 8, 0, 0, 0, 0x17, 1, 4, 0, 1, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0,
    ];

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static void Stream(Stream pdf, int number, string entries, byte[] content)
    {
        using var packed = new MemoryStream();
        using (var deflate = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(content);
        }

        Write(pdf, $"{number} 0 obj\n<< {entries}/Filter /FlateDecode /Length {packed.Length} >>\nstream\n");
        pdf.Write(packed.ToArray());
        Write(pdf, "\nendstream\nendobj\n");
    }

    private static void Write(Stream pdf, string text) => pdf.Write(Encoding.Latin1.GetBytes(text));

    private static X509Certificate2 CreateSigner()
    {
        using RSA key = RSA.Create(2048);
        var request = new CertificateRequest("CN=Test signer", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
    }
}
