using System.Text.Json.Serialization;
using BackOffice.Primitives;
using BackOffice.Tenancy;
using NodaTime;

namespace BackOffice.Closing.Domain;

/// <summary>Something that is to be recorded in a ledger on a day.</summary>
/// <param name="Tenant">Whose books.</param>
/// <param name="Ledger">Which book.</param>
/// <param name="Day">The posting day, by the tenant's calendar.</param>
public sealed record Posting(string Tenant, LedgerName Ledger, LocalDate Day)
{
    /// <summary>The account of the person who posts; null for the program itself.</summary>
    public string? Actor { get; init; }

    /// <summary>What that person may do; a soft-closed month looks at it.</summary>
    public IReadOnlySet<Role> Roles { get; init; } = new HashSet<Role>();

    public Period Period => Period.Of(Day);
}

/// <summary>One person may post to one soft-closed month of one ledger until an instant, exclusive.</summary>
public sealed record PostingExemption(LedgerName Ledger, Period Period, string Person, DateTimeOffset Until);

/// <summary>Whether a posting is taken, and where it goes when it is not.</summary>
/// <param name="MayPost">Taken as it is.</param>
/// <param name="Ledger">The book it was asked for.</param>
/// <param name="Period">The month it was asked for.</param>
/// <param name="State">How that month stands.</param>
/// <param name="PeriodVersion">Of that month; kept with the posting it says which state the posting was decided in.</param>
/// <param name="UsePeriod">The month to use instead; null when the posting is taken, or when none is open.</param>
/// <param name="UseDay">The day of that month to post on: today when it is the current month, else its first day.</param>
/// <param name="Why">For the person who asked.</param>
public sealed record PostingDecision(
    bool MayPost,
    LedgerName Ledger,
    Period Period,
    PeriodState State,
    int PeriodVersion,
    Period? UsePeriod,
    [property: JsonConverter(typeof(IsoDateJsonConverter))] LocalDate? UseDay,
    string Why);

/// <summary>A document that came after its month was closed: recorded in the next open month, with a reference to its own.</summary>
/// <param name="PostIn">The month that takes it.</param>
/// <param name="On">The posting day.</param>
/// <param name="BelongsTo">The month it is about.</param>
/// <param name="Reference">What it says of itself, the number of a bill for instance.</param>
public sealed record LatePosting(Period PostIn, [property: JsonConverter(typeof(IsoDateJsonConverter))] LocalDate On, Period BelongsTo, string Reference);
