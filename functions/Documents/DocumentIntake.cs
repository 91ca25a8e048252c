using System.Text.Json.Serialization;
using BackOffice.Documents.Domain;

namespace BackOffice.Documents;

/// <summary>What the intake starts with, and all its history keeps of a document: names of files and people stay in the record.</summary>
public sealed record DocumentReference(string Tenant, string DocumentId)
{
    /// <summary>The orchestration that takes the document in; there is one for each, ever.</summary>
    [JsonIgnore]
    public string InstanceId => $"document-{Tenant}-{DocumentId}";
}

/// <summary>How far the intake came with one step.</summary>
/// <param name="State">Where the document is now.</param>
/// <param name="MessageId">The notification that waits to be sent; null when there is none.</param>
public sealed record DocumentProgress(DocumentState State, string? MessageId);

/// <summary>A notification of a document, by reference.</summary>
public sealed record DocumentNotice(DocumentReference Document, string MessageId);

/// <summary>A person's decision, by reference; its words stay in the record.</summary>
public sealed record DocumentDecision(DocumentReference Document, string DecisionId);

/// <summary>What a person decided about a document in the exception queue.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DecisionKind>))]
public enum DecisionKind
{
    /// <summary>Out of quarantine and into the register.</summary>
    Release,

    /// <summary>To a destination.</summary>
    Route,

    /// <summary>The register entry no longer stands.</summary>
    Annul,
}
