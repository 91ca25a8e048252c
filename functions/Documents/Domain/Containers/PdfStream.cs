using System.IO.Compression;
using BackOffice.Documents.Domain.Formats;

namespace BackOffice.Documents.Domain.Containers;

/// <summary>One stream object of a PDF: its number, and its bytes as they stand in the file.</summary>
internal sealed class PdfStream(int number, ReadOnlyMemory<byte> raw, bool deflated)
{
    private const int GlanceLength = 128;

    // Far enough to pass the licence text that some programs write before the root.
    private const int PeekLength = 64 * 1024;

    public int Number => number;

    /// <summary>Whether the last <see cref="Inflate"/> ended at the limit.</summary>
    public bool IsTooLarge { get; private set; }

    /// <summary>Whether its first bytes are those of XML that names an invoice, so that a fault in it is a fault of the document.</summary>
    public bool LooksLikeInvoice()
    {
        Span<byte> glance = stackalloc byte[GlanceLength];
        ReadOnlySpan<byte> start = glance[..Fill(glance)];
        ReadOnlySpan<byte> text = ContentSniffer.WithoutMark(start).TrimStart(" \t\r\n"u8);
        bool wide = start is [0xFF, 0xFE, (byte)'<', 0, ..] or [0xFE, 0xFF, 0, (byte)'<', ..];
        // The metadata of a PDF is XML too, and names the invoice it comes with.
        bool metadata = text.StartsWith("<?xpacket"u8) || text.StartsWith("<x:xmpmeta"u8);
        return wide || (text.StartsWith("<"u8) && !metadata && NamesInvoice());
    }

    private bool NamesInvoice()
    {
        byte[] peek = new byte[PeekLength];
        ReadOnlySpan<byte> start = peek.AsSpan(0, Fill(peek));
        return start.IndexOf("CrossIndustry"u8) >= 0 || start.IndexOf("Invoice"u8) >= 0;
    }

    /// <summary>The content, or null when it is damaged or longer than the limit.</summary>
    public ReadOnlyMemory<byte>? Inflate(int mostBytes)
    {
        var whole = new MemoryStream();
        byte[] buffer = new byte[16 * 1024];
        try
        {
            using Stream source = Open();
            for (int read = source.Read(buffer); read > 0; read = source.Read(buffer))
            {
                if (whole.Length + read > mostBytes)
                {
                    IsTooLarge = true;
                    return null;
                }

                whole.Write(buffer, 0, read);
            }
        }
        catch (InvalidDataException)
        {
            return null;
        }

        return whole.GetBuffer().AsMemory(0, (int)whole.Length);
    }

    private int Fill(Span<byte> peek)
    {
        try
        {
            using Stream source = Open();
            return source.ReadAtLeast(peek, peek.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException)
        {
            return 0;
        }
    }

    private Stream Open()
    {
        MemoryStream stream = XmlSource.AsStream(raw);
        return deflated ? new ZLibStream(stream, CompressionMode.Decompress) : stream;
    }
}
