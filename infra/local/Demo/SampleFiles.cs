using System.IO.Compression;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace BackOffice.Demo;

/// <summary>A file for the drop, and what must have become of it at the end of the month.</summary>
internal sealed record SampleFile(string Name, byte[] Content, Outcome Expected);

/// <summary>What must be on record of a file; null where there must be nothing.</summary>
/// <param name="State">The state it ends in, after what people decided about it.</param>
internal sealed record Outcome(string State)
{
    public string? Kind { get; init; }

    public string? Number { get; init; }

    /// <summary>The total with tax, and its currency.</summary>
    public string? Gross { get; init; }

    public string? Destination { get; init; }

    public string? QuarantineReason { get; init; }

    public bool IsDuplicate => State == "Duplicate";

    public static Outcome Invoice(string kind, string number, string gross)
        => new("Routed") { Kind = kind, Number = number, Gross = gross, Destination = "supplier-invoices" };

    public static Outcome Quarantined(string reason) => new("Quarantined") { Kind = "Unknown", QuarantineReason = reason };
}

/// <summary>October of Acme: what suppliers, the exchange system and the scanner put into the drop.</summary>
internal static class SampleFiles
{
    public const string Scan = "07-scan.png";
    public const string WronglyNamed = "09-not-a-pdf.pdf";
    public const string NotOurOrder = "05-order.ubl.xml";

    public static IReadOnlyList<SampleFile> October { get; } =
    [
        new("01-toner.ubl.xml", Sample("01-toner.ubl.xml"), Outcome.Invoice("UblInvoice", "TNR-2026-118", "242.00 RON")),
        new("02-toner-back.ubl.xml", Sample("02-toner-back.ubl.xml"), Outcome.Invoice("UblCreditNote", "NC-2026-009", "60.50 RON")),
        new("03-freight.cii.xml", Sample("03-freight.cii.xml"), Outcome.Invoice("CiiInvoice", "SP/4471/2026", "1403.00 EUR")),
        new("IT02155704899_00A12.xml", Sample("IT02155704899_00A12.xml"), Outcome.Invoice("FatturaPaPrivate", "87/2026", "610.00 EUR")),
        new("IT02155704899_00A13.xml.p7m", Signed(Sample("to-be-signed.xml")), Outcome.Invoice("FatturaPaPrivate", "88/2026", "976.00 EUR")),
        new("04-warsaw.ksef.xml", Sample("04-warsaw.ksef.xml"), Outcome.Invoice("KsefFa3", "FV/310/10/2026", "1230.00 PLN")),
        new(NotOurOrder, Sample("05-order.ubl.xml"), new("Annulled") { Kind = "Order", Number = "PO-7715", Destination = "orders" }),
        new("06-freight-back.pdf", PdfWith(Sample("06-freight-back.cii.xml")), Outcome.Invoice("FacturX", "SP/4503/2026", "1098.00 EUR")),
        new(Scan, Png(), Outcome.Invoice("Image", "B-20931", "73.20 EUR")),
        new("Tòner — 2ª copia.xml", Sample("01-toner.ubl.xml"), new("Duplicate") { Kind = "UblInvoice", Number = "TNR-2026-118", Gross = "242.00 RON" }),
        new("08-cut-off.xml", Sample("01-toner.ubl.xml")[..700], Outcome.Quarantined("Broken")),
        new(WronglyNamed, Sample("09-order.ubl.xml"), new("Routed") { Kind = "Unknown", Number = "PO-7716", Destination = "orders" }),
        new("10-empty.xml", [], Outcome.Quarantined("Empty")),
        new("11-outside.xml", Encoding.UTF8.GetBytes("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><x>&e;</x>"), Outcome.Quarantined("ExternalEntity")),
        new("12-archive.zip", Zip(), Outcome.Quarantined("NotAllowedArchive")),
    ];

    private static byte[] Sample(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Samples", name));

    /// <summary>A CAdES envelope as an Italian supplier sends it, signed with a certificate made a moment ago.</summary>
    private static byte[] Signed(byte[] content)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=Studio Olmo", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var envelope = new SignedCms(new ContentInfo(content));
        envelope.ComputeSignature(new CmsSigner(certificate));
        return envelope.Encode();
    }

    /// <summary>A PDF that carries the invoice's XML, as Factur-X does.</summary>
    private static byte[] PdfWith(byte[] xml)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(xml);
        }

        using var pdf = new MemoryStream();
        Write("%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [(factur-x.xml) 3 0 R] >> >> >>\nendobj\n");
        Write("2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n");
        Write("3 0 obj\n<< /Type /Filespec /F (factur-x.xml) /UF (factur-x.xml) /EF << /F 4 0 R >> >>\nendobj\n");
        Write($"4 0 obj\n<< /Type /EmbeddedFile /Subtype /text#2Fxml /Filter /FlateDecode /Length {packed.Length} >>\nstream\n");
        pdf.Write(packed.ToArray());
        Write("\nendstream\nendobj\ntrailer\n<< /Root 1 0 R >>\nstartxref\n0\n%%EOF\n");
        return pdf.ToArray();

        void Write(string text) => pdf.Write(Encoding.Latin1.GetBytes(text));
    }

    /// <summary>One grey pixel: the smallest scan there is.</summary>
    private static byte[] Png() => Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==");

    private static byte[] Zip()
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry("invoice.xml").Open();
            entry.Write("<x/>"u8);
        }

        return bytes.ToArray();
    }
}
