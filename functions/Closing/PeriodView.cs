using BackOffice.Closing.Domain;
using BackOffice.Primitives;

namespace BackOffice.Closing;

/// <summary>A month of a ledger as the API shows it.</summary>
/// <param name="Ledger">Which book.</param>
/// <param name="Period">Which month.</param>
/// <param name="State">The state that counts now.</param>
/// <param name="OpenUntil">The end of a reopening, exclusive.</param>
/// <param name="Version">Counts its changes; 0 when nobody has touched it.</param>
/// <param name="Allowed">What may happen to it now, by the names of the commands.</param>
internal sealed record PeriodView(LedgerName Ledger, Period Period, PeriodState State, DateTimeOffset? OpenUntil, int Version, IReadOnlyList<string> Allowed)
{
    /// <summary>How many postings had begun and not ended just after a change; told in the answer to the change only.</summary>
    public int? PostingsUnderWay { get; init; }

    public static PeriodView From(PeriodStanding standing, DateTimeOffset now)
    {
        var state = standing.StateAt(now);
        return new(standing.Ledger, standing.Period, state, standing.OpenUntil > now ? standing.OpenUntil : null, standing.Version, CommandsIn(state));
    }

    private static IReadOnlyList<string> CommandsIn(PeriodState state) =>
    [
        .. PeriodLifecycle.Table.AllowedIn(state).Select(@event => @event switch
        {
            PeriodEvent.Open => "open",
            PeriodEvent.SoftClose => "soft-close",
            PeriodEvent.Resume => "resume",
            PeriodEvent.Close => "close",
            PeriodEvent.Reopen => "reopen",
            PeriodEvent.HardLock => "hard-lock",
            _ => null,
        }).OfType<string>(),
    ];
}

/// <summary>A month with everything that ever happened to it.</summary>
internal sealed record MonthView(Period Period, IReadOnlyList<PeriodView> Ledgers, IReadOnlyList<PeriodChange> History, IReadOnlyList<ExceptionView> Exceptions, IReadOnlyList<ReopeningView> Reopenings);

/// <summary>An exception, in force until its end.</summary>
internal sealed record ExceptionView(string Id, LedgerName Ledger, Period Period, string Person, DateTimeOffset Until, bool InForce, string Reason, string GrantedBy, DateTimeOffset GrantedAt, string LocalTime)
{
    public static ExceptionView From(ExceptionRow row, DateTimeOffset now)
        => new(row.Id, row.Exemption.Ledger, row.Exemption.Period, row.Person, row.Until, now < row.Until, row.Reason, row.GrantedBy, row.GrantedAt, row.LocalTime);
}

/// <summary>A request to reopen, and what became of it; who approved it is in the approval.</summary>
internal sealed record ReopeningView(int Number, ReopeningState State, IReadOnlyList<LedgerName> Ledgers, DateTimeOffset Until, string UntilLocal, string Reason, string? AffectedStep, string RequestedBy, DateTimeOffset RequestedAt, string LocalTime, string ApprovalId, string? Outcome)
{
    public static ReopeningView From(ReopeningRow row) => new(
        row.Reference.Number,
        row.State,
        row.ReadLedgers(),
        row.Until,
        row.UntilLocal,
        row.Reason,
        row.Affected,
        row.RequestedBy,
        row.RequestedAt,
        row.LocalTime,
        row.Reference.Id,
        row.Outcome);
}

/// <summary>Whether a posting would be taken, and where a late document goes instead.</summary>
internal sealed record PostingAnswer(PostingDecision Decision, LatePosting? Late);
