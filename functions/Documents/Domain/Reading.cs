namespace BackOffice.Documents.Domain;

/// <summary>What one content turned out to be, before it is routed: refused, or of a kind.</summary>
internal sealed record Reading(DocumentKind Kind, DocumentHeader? Header = null)
{
    public QuarantineReason? Refusal { get; private init; }

    public bool IsSigned { get; init; }

    public string? AttachmentName { get; init; }

    public static Reading Refused(QuarantineReason reason) => new(DocumentKind.Unknown) { Refusal = reason };
}
