using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Closing.Domain;

/// <summary>How a month of a ledger stands.</summary>
/// <param name="Ledger">Which book.</param>
/// <param name="Period">Which month.</param>
/// <param name="State">As it was last written; <see cref="StateAt"/> knows whether a reopening has ended meanwhile.</param>
/// <param name="OpenUntil">The end of a reopening, exclusive; null when it is not reopened.</param>
/// <param name="Version">Counts the changes of state from 1; 0 is a month nobody has touched.</param>
public sealed record PeriodStanding(LedgerName Ledger, Period Period, PeriodState State, DateTimeOffset? OpenUntil, int Version)
{
    /// <summary>A month that was never written down: Future when it is later than the tenant's current month, else Open.</summary>
    public static PeriodStanding Untouched(LedgerName ledger, Period period, LocalDate today)
        => new(ledger, period, period > Period.Of(today) ? PeriodState.Future : PeriodState.Open, OpenUntil: null, Version: 0);

    /// <summary>It is shut, or was and is reopened: a reopening opens no month but its own.</summary>
    public bool HasBeenShut => State.IsShut() || OpenUntil is not null;

    /// <summary>The state that counts at an instant: a reopening ends by itself, whether or not anybody has written so.</summary>
    public PeriodState StateAt(DateTimeOffset now)
        => OpenUntil <= now && State is (PeriodState.Open or PeriodState.SoftClosed) ? PeriodState.Closed : State;
}
