using BackOffice.Closing;
using BackOffice.Closing.Domain;
using BackOffice.Http;
using BackOffice.Ledger.Domain;
using BackOffice.Storage;
using BackOffice.Tenancy;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace BackOffice.Ledger;

/// <summary>
/// The journal of every ledger: append-only, each entry balanced and numbered without gaps by tenant and year. Features post
/// through it; nobody edits.
/// </summary>
public sealed class Journal(JournalStore store, Periods periods, Actors actors)
{
    private const string Program = "journal";

    /// <summary>Posts an entry, once: a second call with the same entry answers the same number, even when its month is closed by then.</summary>
    /// <param name="entry">With an id that is the same each time.</param>
    /// <param name="by">The person who posts, whom a soft-closed month looks at; null for the program itself.</param>
    /// <param name="cancellationToken">The caller's.</param>
    /// <exception cref="RefusedException">409 period-closed, with the month to use instead (usePeriod, useDay); 409 entry-differs, the id was used for another entry; 404 no such tenant.</exception>
    public async Task<JournalReceipt> PostAsync(JournalEntry entry, Caller? by, CancellationToken cancellationToken)
    {
        var row = JournalRow.From(entry, DigestOf(entry));
        if (await store.FindAsync(entry.Header.Tenant, entry.Id, cancellationToken) is { } there)
        {
            return ReceiptOf(entry, row, there.Number, there.Digest);
        }

        var posting = new Posting(entry.Header.Tenant, entry.Header.Ledger, entry.Header.Day) { Actor = by?.Name, Roles = by?.Roles ?? new HashSet<Role>() };
        return await periods.PostAsync(posting, (decision, writing) => WriteAsync(entry, row, (decision, by), writing), cancellationToken);
    }

    /// <summary>Takes an entry back by one that points at it; a second call with the same day and reason answers the same number.</summary>
    /// <param name="entry">Which, and of which tenant.</param>
    /// <param name="terms">The day and the reason of the reversal.</param>
    /// <param name="by">The person who does it; null for the program itself.</param>
    /// <param name="cancellationToken">The caller's.</param>
    /// <exception cref="RefusedException">404 not-found; 409 period-closed; 409 entry-differs, it was taken back before with another day or reason.</exception>
    public async Task<JournalReceipt> ReverseAsync((string Tenant, string Id) entry, (LocalDate Day, string Reason) terms, Caller? by, CancellationToken cancellationToken)
    {
        var posted = await FindAsync(entry.Tenant, entry.Id, cancellationToken) ?? throw RefusedException.NotFound($"The journal has no entry '{entry.Id}'.");
        return await PostAsync(posted.Reversal(terms.Day, terms.Reason), by, cancellationToken);
    }

    /// <summary>An entry as it was posted, or null.</summary>
    public async Task<JournalEntry?> FindAsync(string tenant, string id, CancellationToken cancellationToken)
        => await store.FindAsync(tenant, id, cancellationToken) is { } row
            ? JournalEntry.Of(row.Header(tenant), await store.ReadLinesAsync(row, cancellationToken)).Naming(row.ReadAccountNames())
            : null;

    private async Task<JournalReceipt> WriteAsync(JournalEntry entry, JournalRow row, (PostingDecision Decision, Caller? By) posting, CancellationToken cancellationToken)
    {
        var actor = await actors.NowAsync(entry.Header.Tenant, posting.By?.Name ?? Program, entry.Header.Source, cancellationToken);
        (row.PeriodVersion, row.PostedAt, row.LocalTime, row.PostedBy) = (posting.Decision.PeriodVersion, actor.Now, actor.LocalTime, actor.Name);
        var given = await store.AddAsync(entry, row, cancellationToken);
        return ReceiptOf(entry, row, given.Number, given.Owner);
    }

    private static JournalReceipt ReceiptOf(JournalEntry entry, JournalRow row, long number, string digest)
        => digest == row.Digest
            ? new JournalReceipt(entry.Id, row.Year, number)
            : throw new RefusedException(StatusCodes.Status409Conflict, "entry-differs", $"The journal has another entry with the id '{entry.Id}'.");

    /// <summary>Of all that the entry says; amounts in minor units, so that 12.5 and 12.50 are the same.</summary>
    private static string DigestOf(JournalEntry entry)
    {
        var header = entry.Header;
        return Digest.Of(
            header.Tenant,
            header.Id,
            header.Ledger.Word(),
            NodaTime.Text.LocalDatePattern.Iso.Format(header.Day),
            header.Period.ToString(),
            header.Description,
            header.Source,
            header.Rules ?? "",
            header.Reverses ?? "",
            entry.Total.Currency.Code,
            JournalRow.Written(entry.Lines));
    }
}

/// <summary>That an entry is in the journal.</summary>
/// <param name="Id">Of the entry.</param>
/// <param name="Year">Of its posting day.</param>
/// <param name="Number">In the journal of that year.</param>
public sealed record JournalReceipt(string Id, int Year, long Number);
