using System.Text.Json.Serialization;
using BackOffice.Primitives;

namespace BackOffice.Documents.Domain;

/// <summary>Where a dropped document is, in the words of the people who wait for it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DocumentState>))]
public enum DocumentState
{
    /// <summary>Seen in the drop, not yet read.</summary>
    Received,

    /// <summary>Read, kept and recognised; not yet in the register.</summary>
    Examined,

    /// <summary>Kept, but not accepted: a person releases it, or silence refuses it.</summary>
    Quarantined,

    /// <summary>In the register; a person says where it goes.</summary>
    NeedsPerson,

    /// <summary>In the register and sent to its destination.</summary>
    Routed,

    /// <summary>The same content is in the register already; linked to the first, without a number.</summary>
    Duplicate,

    /// <summary>Overwritten in the drop before it was read; the newer content is a document of its own.</summary>
    Superseded,

    /// <summary>Removed from the drop before it was read.</summary>
    Withdrawn,

    /// <summary>Quarantined, and nobody released it in time; kept.</summary>
    Refused,

    /// <summary>Its register entry was annulled, with a reason; nothing is deleted.</summary>
    Annulled,
}

/// <summary>What can happen to a document.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DocumentEvent>))]
public enum DocumentEvent
{
    Accept,
    Quarantine,
    Supersede,
    Withdraw,
    LinkToFirst,

    /// <summary>Numbered and sent on by the rules.</summary>
    Register,
    Route,
    Refer,
    Release,

    /// <summary>Read again: it could not be read when it was set aside.</summary>
    Retry,
    Refuse,
    Annul,
}

/// <summary>The life of a document as a table.</summary>
public static class DocumentLifecycle
{
    public static TransitionTable<DocumentState, DocumentEvent> Table { get; } = new(new Dictionary<(DocumentState, DocumentEvent), DocumentState>
    {
        [(DocumentState.Received, DocumentEvent.Accept)] = DocumentState.Examined,
        [(DocumentState.Received, DocumentEvent.Quarantine)] = DocumentState.Quarantined,
        [(DocumentState.Received, DocumentEvent.Supersede)] = DocumentState.Superseded,
        [(DocumentState.Received, DocumentEvent.Withdraw)] = DocumentState.Withdrawn,
        [(DocumentState.Examined, DocumentEvent.LinkToFirst)] = DocumentState.Duplicate,
        [(DocumentState.Examined, DocumentEvent.Register)] = DocumentState.Routed,
        [(DocumentState.Examined, DocumentEvent.Refer)] = DocumentState.NeedsPerson,
        [(DocumentState.Examined, DocumentEvent.Quarantine)] = DocumentState.Quarantined,
        [(DocumentState.Quarantined, DocumentEvent.Release)] = DocumentState.Examined,
        [(DocumentState.Quarantined, DocumentEvent.Retry)] = DocumentState.Received,
        [(DocumentState.Quarantined, DocumentEvent.Refuse)] = DocumentState.Refused,
        [(DocumentState.NeedsPerson, DocumentEvent.Route)] = DocumentState.Routed,
        [(DocumentState.NeedsPerson, DocumentEvent.Annul)] = DocumentState.Annulled,
        [(DocumentState.Routed, DocumentEvent.Annul)] = DocumentState.Annulled,
    });

    /// <summary>The states in which a person has to act: the exception queue.</summary>
    public static IReadOnlyList<DocumentState> WaitingForPerson { get; } = [DocumentState.Quarantined, DocumentState.NeedsPerson];

    /// <summary>The intake has nothing more to do; a person may still annul.</summary>
    public static bool IsSettled(this DocumentState state)
        => state is not (DocumentState.Received or DocumentState.Examined or DocumentState.Quarantined or DocumentState.NeedsPerson);
}
