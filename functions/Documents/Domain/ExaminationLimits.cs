namespace BackOffice.Documents.Domain;

/// <summary>How much of a document is read before it is refused.</summary>
public sealed record ExaminationLimits
{
    public static ExaminationLimits Default { get; } = new();

    /// <summary>Largest file, in bytes.</summary>
    public int MaxBytes { get; init; } = 50 * 1024 * 1024;

    /// <summary>Largest size of all parts of a file together after unpacking.</summary>
    public int MaxInflatedBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Deepest nesting of XML elements; the root is 1.</summary>
    public int MaxXmlDepth { get; init; } = 64;

    public int MaxXmlElements { get; init; } = 2_000_000;

    /// <summary>Most stream objects of one PDF.</summary>
    public int MaxPdfStreams { get; init; } = 20_000;

    /// <summary>Most attachments of one PDF that look like invoices.</summary>
    public int MaxPdfAttachments { get; init; } = 8;

    /// <summary>Most signed envelopes around one document.</summary>
    public int MaxEnvelopes { get; init; } = 3;

    /// <summary>Longest text of one field of the header, in characters; what is beyond is cut and noted.</summary>
    public int MaxFieldLength { get; init; } = 1_000;

    /// <summary>Most document numbers kept of a lot; the count is of all.</summary>
    public int MaxNumbers { get; init; } = 1_000;
}
