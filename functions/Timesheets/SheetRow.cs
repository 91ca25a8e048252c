using Azure;
using Azure.Data.Tables;
using BackOffice.People;
using BackOffice.Primitives;
using BackOffice.Storage;
using BackOffice.Tenancy;
using BackOffice.Timesheets.Domain;

namespace BackOffice.Timesheets;

/// <summary>A sheet as it is kept: where it came from, where it stands, what was wrong. Never deleted.</summary>
internal sealed class SheetRow(TableEntity row)
{
    private const int MostErrors = 1_000;

    public TableEntity Entity { get; } = row;

    public string Id => Entity.RowKey[TimesheetKeys.SheetPrefix.Length..];

    public ETag Version => Entity.ETag;

    /// <summary>Of the file.</summary>
    public string Name => Entity.Text("Name");

    public string Sha256 => Entity.Text("Sha256");

    public SheetState State
    {
        get => Enum.Parse<SheetState>(Entity.Text("State"));
        private set => Entity["State"] = $"{value}";
    }

    /// <summary>Who brought it; "drop" when it lay in the drop.</summary>
    public string By => Entity.Text("By");

    public DateTimeOffset ReceivedAt => Entity.GetDateTimeOffset("ReceivedAt")!.Value;

    /// <summary>It came when the month was cut off or closed: what it says is paid as a difference.</summary>
    public bool IsRetro
    {
        get => Entity.GetBoolean("IsRetro") ?? false;
        set => Entity["IsRetro"] = value;
    }

    public int Rows
    {
        get => Entity.GetInt32("Rows") ?? 0;
        set => Entity["Rows"] = value;
    }

    public int People
    {
        get => Entity.GetInt32("People") ?? 0;
        set => Entity["People"] = value;
    }

    public int ErrorCount => Entity.GetInt32("ErrorCount") ?? 0;

    /// <summary>The sheet that had the content before, or takes the place of this one.</summary>
    public string? Other
    {
        get => Entity.GetString("Other");
        set => Entity["Other"] = value;
    }

    public DateTimeOffset? ApprovedAt => Entity.GetDateTimeOffset("ApprovedAt");

    public DateTimeOffset? SupersededAt => Entity.GetDateTimeOffset("SupersededAt");

    public IReadOnlyList<SheetChange> Changes => RowJson.Read<List<SheetChange>>(Entity.Text("Changes"));

    public IReadOnlyList<TimeError> Errors => LongText.Read(Entity, "Errors") is { } text ? RowJson.Read<List<TimeError>>(text) : [];

    /// <summary>A sheet that was just seen.</summary>
    public static SheetRow Seen(SheetPlace place, string name, string sha256, Actor by) => new(new TableEntity(place.Partition, TimesheetKeys.Sheet(TimesheetKeys.SheetId(place, name, sha256)))
    {
        ["SchemaVersion"] = 1,
        ["Name"] = name,
        ["Sha256"] = sha256,
        ["State"] = $"{SheetState.Received}",
        ["By"] = by.Name,
        ["ReceivedAt"] = by.Now,
        ["Changes"] = "[]",
    });

    /// <summary>Whether what it says held at an instant.</summary>
    public bool HeldAt(DateTimeOffset knownAt) => ApprovedAt <= knownAt && !(SupersededAt <= knownAt);

    /// <summary>Whether what holds of it may be other than at an instant; people of a sheet that waits are decided apart.</summary>
    public bool MayHaveChangedSince(DateTimeOffset instant) => State == SheetState.Checked || Changes.Any(change => change.At > instant);

    public void Note(IReadOnlyList<TimeError> errors)
    {
        Entity["ErrorCount"] = errors.Count;
        LongText.Write(Entity, "Errors", RowJson.Write(errors.OrderBy(error => error.Line).Take(MostErrors)));
    }

    /// <summary>Moves to the next state and writes down who, when and why.</summary>
    /// <exception cref="TransitionRefusedException">The table has no such move.</exception>
    public void Move(SheetEvent @event, Actor actor, string reason)
    {
        var next = SheetLifecycle.Table.Next(State, @event) ?? throw TransitionRefusedException.For(SheetLifecycle.Table, State, @event);
        Entity["Changes"] = RowJson.Write(Changes.Append(new SheetChange(@event, State, next, actor.Name, actor.Now, actor.LocalTime, reason, actor.Correlation)));
        Entity[next switch { SheetState.Approved => "ApprovedAt", SheetState.Superseded => "SupersededAt", _ => "DecidedAt" }] = actor.Now;
        State = next;
    }

    public TableTransactionAction Replace() => new(TableTransactionActionType.UpdateReplace, Entity, Version);
}

/// <summary>One change of state.</summary>
/// <param name="LocalTime">The tenant's wall clock with its offset and zone.</param>
internal sealed record SheetChange(SheetEvent Event, SheetState From, SheetState To, string Actor, DateTimeOffset At, string LocalTime, string Reason, string Correlation);
