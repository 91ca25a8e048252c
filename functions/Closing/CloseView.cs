using BackOffice.Closing.Domain;
using BackOffice.Primitives;
using BackOffice.Schedule;
using BackOffice.Tenancy;

namespace BackOffice.Closing;

/// <summary>The close of a month as the status page shows it.</summary>
/// <param name="Period">Which month.</param>
/// <param name="State">Where it is.</param>
/// <param name="Round">1 for the first close, one more after each reopening or cancellation.</param>
/// <param name="StartedBy">Who started the round; signs nothing of it.</param>
/// <param name="StartedAt">By UTC.</param>
/// <param name="Done">Steps that are done.</param>
/// <param name="Of">Steps in all.</param>
/// <param name="Steps">In the order in which they can be done.</param>
/// <param name="Signatures">Of every round, oldest first.</param>
/// <param name="History">Every change of the close, oldest first.</param>
/// <param name="Deadlines">The tenant's open deadlines with the days left, the most urgent first.</param>
/// <param name="Allowed">What may happen to the close now.</param>
internal sealed record CloseView(
    Period Period,
    CloseState State,
    int Round,
    string StartedBy,
    DateTimeOffset? StartedAt,
    int Done,
    int Of,
    IReadOnlyList<CloseStepView> Steps,
    IReadOnlyList<SignatureView> Signatures,
    IReadOnlyList<CloseChange> History,
    IReadOnlyList<DeadlineView> Deadlines,
    IReadOnlyList<string> Allowed)
{
    public static CloseView From(CloseRow close, CloseRecords records) => new(
        close.Period,
        close.State,
        close.Round,
        close.StartedBy,
        close.StartedAt,
        records.Steps.Count(step => step.State == CloseStepState.Done),
        records.Steps.Count,
        [.. records.Steps.OrderBy(step => step.Place).Select(step => CloseStepView.From(step, records.Signatures.FirstOrDefault(one => one.Round == close.Round && one.Step == step.Id)))],
        [.. records.Signatures.Select(SignatureView.From)],
        records.History,
        records.Deadlines,
        [.. CloseLifecycle.Table.AllowedIn(close.State).Where(next => next is CloseEvent.Start or CloseEvent.Cancel).Select(next => $"{next}".ToLowerInvariant())]);

    /// <summary>What a person may do with a step, by the names of the commands.</summary>
    public static IReadOnlyList<string> CommandsIn(CloseStepState state) => state switch
    {
        CloseStepState.AwaitingSignOff => ["sign-off", "retry"],
        CloseStepState.Blocked or CloseStepState.Failed => ["retry"],
        _ => [],
    };
}

/// <summary>What the status page is put together from.</summary>
internal sealed record CloseRecords(IReadOnlyList<CloseStepRow> Steps, IReadOnlyList<SignatureRow> Signatures, IReadOnlyList<CloseChange> History, IReadOnlyList<DeadlineView> Deadlines);

/// <summary>A step of the close.</summary>
/// <param name="Id">Which one.</param>
/// <param name="TitleKey">The key of its title.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Owner">The role that looks after it.</param>
/// <param name="State">Where it is.</param>
/// <param name="Since">Since when.</param>
/// <param name="After">The steps it waits for, directly or not.</param>
/// <param name="Blockers">What stands in the way.</param>
/// <param name="Signature">Of this round; null while nobody signed.</param>
/// <param name="CarriedFrom">The round in which it was done, where this one need not do it again.</param>
/// <param name="Allowed">What a person may do with it now.</param>
internal sealed record CloseStepView(
    string Id,
    string TitleKey,
    CloseStepKind Kind,
    Role Owner,
    CloseStepState State,
    DateTimeOffset Since,
    IReadOnlyList<string> After,
    IReadOnlyList<CloseBlocker> Blockers,
    SignatureView? Signature,
    int? CarriedFrom,
    IReadOnlyList<string> Allowed)
{
    public static CloseStepView From(CloseStepRow row, SignatureRow? signature) => new(
        row.Id,
        $"close.step.{row.Id}",
        row.Kind,
        row.Owner,
        row.State,
        row.Since,
        row.ReadAfter(),
        row.ReadBlockers(),
        signature is null ? null : SignatureView.From(signature),
        row.CarriedFrom,
        CloseView.CommandsIn(row.State));
}

/// <summary>Who signed what in which round, when by both clocks.</summary>
internal sealed record SignatureView(int Round, string Step, string SignedBy, DateTimeOffset SignedAt, string LocalTime, string Comment)
{
    public static SignatureView From(SignatureRow row) => new(row.Round, row.Step, row.SignedBy, row.SignedAt, row.LocalTime, row.Comment);
}

/// <summary>A close in a list.</summary>
internal sealed record CloseLine(Period Period, CloseState State, int Round, string StartedBy, DateTimeOffset? StartedAt)
{
    public static CloseLine From(CloseRow row) => new(row.Period, row.State, row.Round, row.StartedBy, row.StartedAt);
}
