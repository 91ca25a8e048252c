using System.Text.Json.Serialization;
using BackOffice.Primitives;

namespace BackOffice.Timesheets.Domain;

/// <summary>Where a sheet stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SheetState>))]
public enum SheetState
{
    /// <summary>Written down, not read yet.</summary>
    Received,

    /// <summary>Something is wrong with it; it is kept with its errors, and a corrected one comes as another sheet.</summary>
    Faulty,

    /// <summary>The same content came before under another name.</summary>
    Duplicate,

    /// <summary>Nothing is wrong; somebody is to approve.</summary>
    Checked,

    Approved,

    Rejected,

    /// <summary>A corrected sheet of the same name took its place.</summary>
    Superseded,
}

/// <summary>What happens to a sheet.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SheetEvent>))]
public enum SheetEvent
{
    FindFault,

    FindDuplicate,

    PassChecks,

    Approve,

    Reject,

    Supersede,
}

/// <summary>From which state a sheet goes where.</summary>
public static class SheetLifecycle
{
    public static TransitionTable<SheetState, SheetEvent> Table { get; } = new(new Dictionary<(SheetState, SheetEvent), SheetState>
    {
        [(SheetState.Received, SheetEvent.FindFault)] = SheetState.Faulty,
        [(SheetState.Received, SheetEvent.FindDuplicate)] = SheetState.Duplicate,
        [(SheetState.Received, SheetEvent.PassChecks)] = SheetState.Checked,
        [(SheetState.Checked, SheetEvent.Approve)] = SheetState.Approved,
        [(SheetState.Checked, SheetEvent.Reject)] = SheetState.Rejected,
        [(SheetState.Checked, SheetEvent.Supersede)] = SheetState.Superseded,
        [(SheetState.Approved, SheetEvent.Supersede)] = SheetState.Superseded,
    });
}
