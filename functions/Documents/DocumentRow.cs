using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;
using BackOffice.Documents.Domain;
using BackOffice.Primitives;
using BackOffice.Storage;
using BackOffice.Tenancy;

namespace BackOffice.Documents;

/// <summary>One arrival in the drop, as it is kept. The row is written with every change of state and never deleted.</summary>
internal sealed class DocumentRow : ITableEntity
{
    public const string KeyPrefix = "doc|";

    /// <summary>Of a header as JSON; a property of a row holds 32 768 characters.</summary>
    public const int LongestHeader = 30_000;

    /// <summary>With reasons of 500 characters, each of which may need two, these fit in a property.</summary>
    private const int MostChanges = 25;

    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public int SchemaVersion { get; set; } = 1;

    public DocumentState State { get; set; }

    /// <summary>The blob's name below the tenant's folder of the drop.</summary>
    public string Name { get; set; } = "";

    /// <summary>The version of the blob that this arrival is about.</summary>
    public string SourceVersion { get; set; } = "";

    public DateTimeOffset ReceivedAt { get; set; }

    public long? Size { get; set; }

    public string? Sha256 { get; set; }

    public string? ContentType { get; set; }

    public string? Kind { get; set; }

    public string? QuarantineReason { get; set; }

    public string? Reason { get; set; }

    public string? Destination { get; set; }

    public bool NeedsPerson { get; set; }

    public string? Subject { get; set; }

    /// <summary>The header found in the document, as JSON.</summary>
    public string? Header { get; set; }

    public int? Year { get; set; }

    public long? Number { get; set; }

    public DateTimeOffset? RegisteredAt { get; set; }

    public string? FirstDocumentId { get; set; }

    public string? MessageId { get; set; }

    /// <summary>Every change of state, oldest first, as JSON.</summary>
    public string Changes { get; set; } = "[]";

    [IgnoreDataMember]
    public DocumentReference Reference => new(PartitionKey[..PartitionKey.IndexOf('|', StringComparison.Ordinal)], RowKey[KeyPrefix.Length..]);

    [IgnoreDataMember]
    public DocumentProgress Progress => new(State, MessageId);

    public DocumentHeader? ReadHeader() => Header is null ? null : RowJson.Read<DocumentHeader>(Header);

    public IReadOnlyList<DocumentChange> ReadChanges() => RowJson.Read<List<DocumentChange>>(Changes);

    /// <summary>Moves to the next state and writes down who, when and why.</summary>
    /// <exception cref="TransitionRefusedException">The table has no such move.</exception>
    public void Move(DocumentEvent @event, Actor actor, string reason)
    {
        var next = DocumentLifecycle.Table.Next(State, @event) ?? throw TransitionRefusedException.For(DocumentLifecycle.Table, State, @event);
        var changes = ReadChanges();
        if (changes.Count >= MostChanges)
        {
            throw new InvalidOperationException("This document has changed state too often to be sound.");
        }

        Changes = RowJson.Write(changes.Append(new DocumentChange(@event, State, next, actor.Name, actor.Now, actor.LocalTime, reason, actor.Correlation)));
        State = next;
    }

    /// <summary>The same row to change apart from this one.</summary>
    public DocumentRow Copy() => (DocumentRow)MemberwiseClone();

    public static string KeyOf(string documentId) => KeyPrefix + documentId;
}

/// <summary>One change of state.</summary>
/// <param name="LocalTime">The tenant's wall clock with its offset and zone.</param>
internal sealed record DocumentChange(DocumentEvent Event, DocumentState From, DocumentState To, string Actor, DateTimeOffset At, string LocalTime, string Reason, string Correlation);
