using BackOffice.Primitives;
using BackOffice.Tenancy;
using NodaTime;

namespace BackOffice.Closing.Domain;

/// <summary>Who may post where and when.</summary>
public static class PostingRule
{
    /// <summary>Who may still post to a soft-closed month without an exception.</summary>
    public static IReadOnlySet<Role> RolesWhileSoftClosed { get; } = new HashSet<Role> { Role.Approver, Role.Administrator };

    /// <summary>Decides about one posting.</summary>
    /// <param name="posting">What is to be recorded.</param>
    /// <param name="books">The months of the ledger as they stand, and the exceptions.</param>
    /// <param name="now">The instant of the posting.</param>
    /// <param name="today">The same by the tenant's calendar.</param>
    public static PostingDecision Decide(Posting posting, Books books, DateTimeOffset now, LocalDate today)
    {
        var standing = books.Of(posting.Ledger, posting.Period, today);
        var state = standing.StateAt(now);
        var mayPost = state switch
        {
            PeriodState.Open => true,
            PeriodState.SoftClosed => posting.Roles.Overlaps(RolesWhileSoftClosed) || books.HasException(posting, now),
            PeriodState.Future or PeriodState.Closed or PeriodState.HardLocked => false,
            _ => throw new ArgumentOutOfRangeException(nameof(books), state, "Not a state."),
        };
        var use = mayPost ? null : OpenInstead(posting, books, now, today);
        return new PostingDecision(mayPost, posting.Ledger, posting.Period, state, standing.Version, use, use is { } period ? DayIn(period, today) : null, WhyOf(state, mayPost, use));
    }

    /// <summary>Where a late document goes; null when its own month still takes it, or when no month is open.</summary>
    public static LatePosting? RouteLate(PostingDecision decision, string reference)
        => decision is { MayPost: false, UsePeriod: { } period, UseDay: { } day } && period > decision.Period
            ? new LatePosting(period, day, decision.Period, reference)
            : null;

    /// <summary>The first open month after the one asked for; for a future month the current one.</summary>
    private static Period? OpenInstead(Posting posting, Books books, DateTimeOffset now, LocalDate today)
    {
        var current = Period.Of(today);
        for (var period = posting.Period > current ? current : posting.Period.Next; period <= current; period = period.Next)
        {
            if (books.Of(posting.Ledger, period, today).StateAt(now) == PeriodState.Open)
            {
                return period;
            }
        }

        return null;
    }

    private static LocalDate DayIn(Period period, LocalDate today) => period.Contains(today) ? today : period.First;

    private static string WhyOf(PeriodState state, bool mayPost, Period? use) => (state, mayPost) switch
    {
        (PeriodState.Open, _) => "The month is open.",
        (PeriodState.SoftClosed, true) => "The month is soft-closed, and you may still post to it.",
        _ => $"The month is {Words(state)}{(use is { } period ? $"; use {period}." : ", and no later month is open.")}",
    };

    private static string Words(PeriodState state) => state switch
    {
        PeriodState.Future => "not open yet",
        PeriodState.SoftClosed => "soft-closed",
        PeriodState.Closed => "closed",
        PeriodState.HardLocked => "locked for good",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Refuses nothing."),
    };
}

/// <summary>The months of a tenant's ledgers as they stand, and the exceptions.</summary>
public sealed class Books(IEnumerable<PeriodStanding> standings, IEnumerable<PostingExemption> exceptions)
{
    private readonly Dictionary<(LedgerName, Period), PeriodStanding> standings = standings.ToDictionary(standing => (standing.Ledger, standing.Period));
    private readonly PostingExemption[] exceptions = [.. exceptions];

    /// <summary>A month as it was last written; one that nobody has touched is closed when a later one of its ledger is, or was before a reopening.</summary>
    public PeriodStanding Of(LedgerName ledger, Period period, LocalDate today)
    {
        var untouched = PeriodStanding.Untouched(ledger, period, today);
        return standings.GetValueOrDefault((ledger, period))
            ?? (After(ledger, period).Any(later => later.HasBeenShut) ? untouched with { State = PeriodState.Closed } : untouched);
    }

    /// <summary>The first month of the ledger that was ever written down; what is before it has no order to keep.</summary>
    public Period? FirstOf(LedgerName ledger)
    {
        var kept = standings.Keys.Where(key => key.Item1 == ledger).Select(key => key.Item2).ToList();
        return kept.Count == 0 ? null : kept.Min();
    }

    /// <summary>The later months of the ledger that were written down.</summary>
    public IEnumerable<PeriodStanding> After(LedgerName ledger, Period period)
        => standings.Values.Where(standing => standing.Ledger == ledger && standing.Period > period).OrderBy(standing => standing.Period);

    public bool HasException(Posting posting, DateTimeOffset now)
        => posting.Actor is { } person && exceptions.Any(one => one.Ledger == posting.Ledger && one.Period == posting.Period && one.Person == person && now < one.Until);
}
