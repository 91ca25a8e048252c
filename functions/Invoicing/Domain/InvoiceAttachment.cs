namespace BackOffice.Invoicing.Domain;

/// <summary>A supporting document: BG-24.</summary>
public sealed record InvoiceAttachment
{
    /// <summary>BT-122.</summary>
    public string Reference { get; init; } = "";

    /// <summary>BT-123.</summary>
    public string? Description { get; init; }

    /// <summary>BT-124.</summary>
    public string? Location { get; init; }

    /// <summary>BT-125, as Base64, as written without blanks.</summary>
    public string? Content { get; init; }

    /// <summary>BT-125, the MIME type.</summary>
    public string? MimeType { get; init; }

    /// <summary>BT-125.</summary>
    public string? FileName { get; init; }

    /// <summary>What FatturaPA has of it beyond EN 16931.</summary>
    public ItalianAttachment? Italy { get; init; }
}
