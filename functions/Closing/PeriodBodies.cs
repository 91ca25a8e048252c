using System.Text.Json.Serialization;
using BackOffice.Closing.Domain;
using BackOffice.Http;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Closing;

/// <summary>A change of a month.</summary>
/// <param name="Reason">3 to 500 characters.</param>
/// <param name="Ledgers">Which books; all when left out.</param>
internal sealed record PeriodBody(string? Reason, IReadOnlyList<LedgerName>? Ledgers)
{
    public PeriodMove Checked(string tenant, Period period, PeriodEvent @event)
        => new(tenant, period, Bodies.Ledgers(Ledgers), @event, Reasons.Checked(Reason));
}

/// <summary>A request to reopen a month.</summary>
/// <param name="Reason">3 to 500 characters.</param>
/// <param name="Until">The end, exclusive, with its offset; at most 31 days away.</param>
/// <param name="Ledgers">Which books; all when left out.</param>
/// <param name="AffectedStep">The step from which the close runs again; the whole close when left out.</param>
internal sealed record ReopeningBody(string? Reason, DateTimeOffset? Until, IReadOnlyList<LedgerName>? Ledgers, string? AffectedStep)
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(31);

    public ReopeningRequest Checked(DateTimeOffset now, StepGraph graph)
        => Until is not { } until || until <= now || until > now + Longest ? throw RefusedException.Invalid("'until' is an instant within the next 31 days, with its offset.")
            : AffectedStep is not null && !graph.Has(AffectedStep) ? throw RefusedException.Invalid($"'affectedStep' is one of {string.Join(", ", graph.Order.Select(step => step.Id))}.")
            : new ReopeningRequest(Bodies.Ledgers(Ledgers), until.ToUniversalTime(), Reasons.Checked(Reason), AffectedStep);
}

/// <summary>An exception for one person.</summary>
/// <param name="Reason">3 to 500 characters.</param>
/// <param name="Ledger">Which book.</param>
/// <param name="Person">The account that may post.</param>
/// <param name="Until">The end, exclusive, with its offset; at most 14 days away.</param>
internal sealed record ExceptionBody(string? Reason, LedgerName? Ledger, string? Person, DateTimeOffset? Until)
{
    private const int LongestAccount = 256;
    private static readonly TimeSpan Longest = TimeSpan.FromDays(14);

    public PostingExemption Checked(Period period, DateTimeOffset now)
        => Ledger is not { } ledger ? throw RefusedException.Invalid("Give the ledger.")
            : Person?.Trim() is not { Length: > 0 and <= LongestAccount } person ? throw RefusedException.Invalid("Give the account of the person.")
            : Until is not { } until || until <= now || until > now + Longest ? throw RefusedException.Invalid("'until' is an instant within the next 14 days, with its offset.")
            : new PostingExemption(ledger, period, person, until.ToUniversalTime());
}

/// <summary>A posting that is only asked about.</summary>
/// <param name="Ledger">Which book.</param>
/// <param name="Day">The posting day, as 2026-01-31.</param>
/// <param name="Reference">What the document says of itself; a late one is recorded with it.</param>
internal sealed record PostingBody(LedgerName? Ledger, [property: JsonConverter(typeof(IsoDateJsonConverter))] LocalDate? Day, string? Reference);

/// <summary>What bodies have in common.</summary>
internal static class Bodies
{
    /// <exception cref="RefusedException">400 invalid-request.</exception>
    public static IReadOnlyList<LedgerName> Ledgers(IReadOnlyList<LedgerName>? ledgers)
        => ledgers is null ? Domain.Ledgers.All
            : ledgers.Count > 0 && ledgers.Distinct().Count() == ledgers.Count && ledgers.All(Enum.IsDefined) ? [.. ledgers.Order()]
            : throw RefusedException.Invalid("'ledgers' names at least one ledger, each once; leave it out for all.");

    /// <summary>A month in a route.</summary>
    /// <exception cref="RefusedException">404 not-found.</exception>
    public static Period Month(string text)
        => Period.TryParse(text, out var period) && period.Year is >= 2000 and < 2200 ? period : throw RefusedException.NotFound($"'{text}' is no month such as 2026-01.");
}
