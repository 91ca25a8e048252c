using System.Buffers.Text;

namespace BackOffice.Documents.Domain.Containers;

/// <summary>Goes through a PDF from stream to stream and notes what lies between them.</summary>
internal sealed class PdfScan(ReadOnlyMemory<byte> content, ExaminationLimits limits)
{
    private readonly List<PdfStream> invoices = [];
    private readonly Dictionary<int, string> names = [];
    private int streams;

    /// <summary>The streams that look like invoices, in file order.</summary>
    public IReadOnlyList<PdfStream> Invoices => invoices;

    /// <summary>File name under which a stream is attached, when the PDF says so in the clear.</summary>
    public string? NameOf(PdfStream stream)
    {
        foreach ((int number, string name) in names)
        {
            if (number == stream.Number || PdfFileSpecs.Resolve(content.Span, number) == stream.Number)
            {
                return name;
            }
        }

        return null;
    }

    public QuarantineReason? Run()
    {
        int at = 0;
        while (NextStream(at) is var (keyword, data) && keyword >= 0)
        {
            ReadOnlySpan<byte> between = content.Span[at..keyword];
            int length = content.Span[data..].IndexOf("endstream"u8);
            if (length < 0)
            {
                return QuarantineReason.Broken;
            }

            if (DeclaresEncryption(between))
            {
                return QuarantineReason.Encrypted;
            }

            PdfFileSpecs.Collect(between, names);
            Keep(between, content.Slice(data, length));
            if (++streams > limits.MaxPdfStreams || invoices.Count > limits.MaxPdfAttachments)
            {
                return QuarantineReason.TooComplex;
            }

            at = data + length + "endstream".Length;
        }

        ReadOnlySpan<byte> rest = content.Span[at..];
        PdfFileSpecs.Collect(rest, names);
        return DeclaresEncryption(rest) ? QuarantineReason.Encrypted : null;
    }

    /// <summary>Where the next <c>stream</c> keyword stands, and where its data begin; (-1, -1) when there is none.</summary>
    private (int Keyword, int Data) NextStream(int from)
    {
        ReadOnlySpan<byte> pdf = content.Span;
        for (int at = from; at < pdf.Length;)
        {
            int found = pdf[at..].IndexOf("stream"u8);
            if (found < 0)
            {
                break;
            }

            int keyword = at + found;
            at = keyword + "stream".Length;
            switch (pdf[at..])
            {
                case [(byte)'\r', (byte)'\n', ..]:
                    return (keyword, at + 2);
                case [(byte)'\n', ..]:
                    return (keyword, at + 1);
                default:
                    continue;
            }
        }

        return (-1, -1);
    }

    private void Keep(ReadOnlySpan<byte> between, ReadOnlyMemory<byte> raw)
    {
        int start = between.LastIndexOf(" obj"u8);
        ReadOnlySpan<byte> dictionary = between[Math.Max(start, 0)..];
        bool deflated = dictionary.IndexOf("/FlateDecode"u8) >= 0;
        bool otherwiseEncoded = !deflated && dictionary.IndexOf("/Filter"u8) >= 0;
        if (otherwiseEncoded || dictionary.IndexOf("/Image"u8) >= 0)
        {
            return;
        }

        var stream = new PdfStream(start < 0 ? 0 : ObjectNumber(between[..start]), raw, deflated);
        if (stream.LooksLikeInvoice())
        {
            invoices.Add(stream);
        }
    }

    /// <summary>Reads backwards over <c>12 0</c>, the generation first.</summary>
    private static int ObjectNumber(ReadOnlySpan<byte> before)
    {
        int generation = before.LastIndexOf((byte)' ');
        ReadOnlySpan<byte> rest = generation < 0 ? [] : before[..generation];
        int start = rest.LastIndexOfAnyExceptInRange((byte)'0', (byte)'9') + 1;
        return Utf8Parser.TryParse(rest[start..], out int number, out _) ? number : 0;
    }

    private static bool DeclaresEncryption(ReadOnlySpan<byte> between)
    {
        while (between.IndexOf("/Encrypt"u8) is var at && at >= 0)
        {
            between = between[(at + "/Encrypt".Length)..];
            if (!between.IsEmpty && !char.IsAsciiLetterOrDigit((char)between[0]))
            {
                return true;
            }
        }

        return false;
    }
}
