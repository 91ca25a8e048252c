using BackOffice.Http;
using BackOffice.People;
using BackOffice.Primitives;
using BackOffice.Tenancy;
using BackOffice.Timesheets.Domain;
using Azure.Data.Tables;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace BackOffice.Timesheets;

/// <summary>What somebody decides of a sheet, or of some people in it.</summary>
/// <param name="Sheet">Its id.</param>
/// <param name="People">Only these; the whole sheet when empty.</param>
internal sealed record SheetDecision(SheetPlace Place, string Sheet, bool IsApproved, IReadOnlyList<string> People, string Reason);

/// <summary>Approves and rejects sheets: by somebody who did not bring them, and not against each other.</summary>
public sealed class SheetDecisions(TimesheetStore store, SheetChecks checks)
{
    private const int MostPeople = 90;
    private const int MostTries = 5;

    /// <exception cref="RefusedException">403 own-sheet; 404 not-found; 409 transition-refused, sheet-conflicts or too-late.</exception>
    internal async Task<SheetRow> DecideAsync(SheetDecision decision, Actor actor, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            var guard = await store.GuardAsync(decision.Place, cancellationToken);
            var sheet = await store.FindAsync(decision.Place, decision.Sheet, cancellationToken) ?? throw RefusedException.NotFound("There is no such sheet.");
            if (sheet.Changes.Any(change => change.Correlation == actor.Correlation))
            {
                return sheet;
            }

            if (string.Equals(sheet.By, actor.Name, StringComparison.OrdinalIgnoreCase))
            {
                throw new RefusedException(StatusCodes.Status403Forbidden, "own-sheet", "Nobody decides of a sheet that they brought.");
            }

            if (decision.IsApproved && await store.IsOverAsync(decision.Place, cancellationToken))
            {
                throw TooLate(decision.Place, sheet);
            }

            var rows = decision.People.Count == 0 ? await WholeAsync(decision, sheet, actor, cancellationToken) : await SomeAsync(decision, sheet, actor, cancellationToken);
            if (await store.TryWriteAsync([guard, .. rows], cancellationToken))
            {
                return sheet;
            }
        }

        throw new RefusedException(StatusCodes.Status409Conflict, "busy", "Others decide of the same month at the same time. Try again.") { RetryAfter = TimeSpan.FromSeconds(1) };
    }

    private async Task<IReadOnlyList<TableTransactionAction>> WholeAsync(SheetDecision decision, SheetRow sheet, Actor actor, CancellationToken cancellationToken)
    {
        var earlier = (await store.SheetsAsync(decision.Place, cancellationToken))
            .Where(other => decision.IsApproved && other.Id != sheet.Id && other.Name == sheet.Name && other.ReceivedAt <= sheet.ReceivedAt && other.State is SheetState.Checked or SheetState.Approved)
            .ToList();
        Move(sheet, decision.IsApproved ? SheetEvent.Approve : SheetEvent.Reject, actor, decision.Reason);
        if (decision.IsApproved)
        {
            await RefuseConflictsAsync(decision, earlier, actor, cancellationToken);
            sheet.IsRetro = sheet.IsRetro || await store.CutOffOfAsync(decision.Place, cancellationToken) is not null;
        }

        foreach (var replaced in earlier)
        {
            replaced.Other = sheet.Id;
            replaced.Move(SheetEvent.Supersede, actor, "A corrected sheet of the same name was approved");
        }

        return [sheet.Replace(), .. earlier.Select(replaced => replaced.Replace())];
    }

    private async Task<IReadOnlyList<TableTransactionAction>> SomeAsync(SheetDecision decision, SheetRow sheet, Actor actor, CancellationToken cancellationToken)
    {
        if (sheet.State != SheetState.Checked || decision.People.Count > MostPeople)
        {
            throw decision.People.Count > MostPeople ? RefusedException.Invalid($"Decide of {MostPeople} people at a time.") : Unfit(sheet, "Only people of a sheet that waits can be decided apart.");
        }

        if (decision.IsApproved)
        {
            await RefuseConflictsAsync(decision, [], actor, cancellationToken);
        }

        List<TableTransactionAction> rows = [];
        foreach (var person in decision.People.Distinct(StringComparer.Ordinal))
        {
            var row = await store.FindPersonAsync(decision.Place, person, sheet.Id, cancellationToken) ?? throw RefusedException.NotFound("Somebody of these is not in the sheet.");
            row.Decide(decision.IsApproved, actor, decision.Reason);
            rows.Add(new TableTransactionAction(TableTransactionActionType.UpdateReplace, row.Entity, row.Entity.ETag));
        }

        return rows;
    }

    /// <summary>Two sheets that came at the same time were checked without each other; of two that say something of the same time, one holds.</summary>
    private async Task RefuseConflictsAsync(SheetDecision decision, IReadOnlyList<SheetRow> replaced, Actor actor, CancellationToken cancellationToken)
    {
        var sheets = (await store.SheetsAsync(decision.Place, cancellationToken)).ToDictionary(sheet => sheet.Id, StringComparer.Ordinal);
        var gone = replaced.Select(sheet => sheet.Id).Append(decision.Sheet).ToHashSet(StringComparer.Ordinal);
        var standing = await checks.StandingAsync(decision.Place, PersonRange.All, row => !gone.Contains(row.Sheet) && row.HeldAt(actor.Now, sheets.GetValueOrDefault(row.Sheet)), cancellationToken);
        if (standing.Count == 0)
        {
            return;
        }

        var zone = DateTimeZoneProviders.Tzdb[actor.Tenant!.Zone];
        var wanted = await checks.StandingAsync(decision.Place, PersonRange.All, row => row.Sheet == decision.Sheet && row.RejectedAt is null && (decision.People.Count == 0 || decision.People.Contains(row.Person)), cancellationToken);
        var conflicts = wanted.SelectMany(person => TimeOverlap.ProblemsOf(person.Value, standing.GetValueOrDefault(person.Key) ?? [], zone)).ToList();
        if (conflicts.Count > 0)
        {
            throw new RefusedException(StatusCodes.Status409Conflict, "sheet-conflicts", "An approved sheet says something of the same time. Reject this one, or send a corrected one under the name of the other.")
            {
                More = new Dictionary<string, object?> { ["errors"] = conflicts.Take(MostPeople).ToList() },
            };
        }
    }

    private static void Move(SheetRow sheet, SheetEvent @event, Actor actor, string reason)
    {
        try
        {
            sheet.Move(@event, actor, reason);
        }
        catch (TransitionRefusedException refusal)
        {
            throw Unfit(sheet, refusal.Message);
        }
    }

    private static RefusedException TooLate(SheetPlace place, SheetRow sheet)
        => new(StatusCodes.Status409Conflict, "too-late", $"Runs look for differences of {place.Period} no more. Reject the sheet, and give what it is worth as a pay element of an open month: 'once' that month, 'for' {place.Period}.")
        {
            More = new Dictionary<string, object?> { ["state"] = $"{sheet.State}", ["allowed"] = SheetLifecycle.Table.AllowedIn(sheet.State).Where(@event => @event != SheetEvent.Approve).Select(@event => $"{@event}").ToList() },
        };

    private static RefusedException Unfit(SheetRow sheet, string why) => new(StatusCodes.Status409Conflict, "transition-refused", why)
    {
        More = new Dictionary<string, object?> { ["state"] = $"{sheet.State}", ["allowed"] = SheetLifecycle.Table.AllowedIn(sheet.State).Select(@event => $"{@event}").ToList() },
    };
}
