using System.Text.Json.Serialization;

namespace BackOffice.Documents.Domain;

/// <summary>The result of looking at a document: either refused (<see cref="Quarantine"/>) or recognised, never both.</summary>
public sealed record Examination
{
    public required ContentType ContentType { get; init; }

    public required DocumentKind Kind { get; init; }

    /// <summary>Why the document was set aside; null when it was recognised.</summary>
    public Quarantine? Quarantine { get; init; }

    /// <summary>Header of an electronic document; null for scans, letters and what was refused.</summary>
    public DocumentHeader? Header { get; init; }

    /// <summary>Whether it came in a signed envelope whose signature matches; the signer's certificate is not judged.</summary>
    public bool IsSigned { get; init; }

    /// <summary>Name of the file inside the PDF that the header was read from.</summary>
    public string? AttachmentName { get; init; }

    /// <summary>Where it goes.</summary>
    public required Route Route { get; init; }

    /// <summary>Subject for the protocol register.</summary>
    public required string Subject { get; init; }

    [JsonIgnore]
    public bool IsQuarantined => Quarantine is not null;
}
