using System.Security.Cryptography;
using Azure.Storage.Blobs;
using BackOffice.Closing;
using BackOffice.Closing.Domain;
using BackOffice.People;
using BackOffice.Storage;
using BackOffice.Tenancy;
using BackOffice.Timesheets.Domain;

namespace BackOffice.Timesheets;

/// <summary>
/// Takes a sheet in: written down, kept, read, checked. Each step is harmless twice, so whoever begins anew ends the same: the
/// rows of people count only once the sheet itself says that it was checked and approved.
/// </summary>
public sealed class TimesheetIntake(TimesheetStore store, SheetChecks checks, Periods periods, BlobServiceClient blobs)
{
    private readonly BlobContainerClient kept = blobs.GetBlobContainerClient(TimesheetKeys.Kept);

    /// <summary>Takes in a content under a name; one that was taken in before is left as it is.</summary>
    internal async Task<SheetRow> TakeInAsync(SheetPlace place, string name, ReadOnlyMemory<byte> content, Actor by, CancellationToken cancellationToken)
    {
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(content.Span));
        await kept.KeepAsync(TimesheetKeys.KeptBlob(place.Tenant, sha256), content, cancellationToken);
        var seen = SheetRow.Seen(place, name, sha256, by);
        if (await store.FindAsync(place, seen.Id, cancellationToken) is { State: not SheetState.Received } known)
        {
            return known;
        }

        await store.BeginAsync(place, seen.Id, cancellationToken);
        var sheet = await store.AddAsync(place, seen, cancellationToken);
        sheet = sheet.State == SheetState.Received ? await ExamineAsync(place, sheet, content, by, cancellationToken) : sheet;
        await store.EndAsync(place, sheet.Id, cancellationToken);
        return sheet;
    }

    /// <summary>Writes down that something lies in the drop that is too large to be a sheet; it stays there.</summary>
    internal async Task RefuseAsync(SheetPlace place, string name, string version, Actor by, CancellationToken cancellationToken)
    {
        var sheet = await store.AddAsync(place, SheetRow.Seen(place, name, Digest.Of(name, version), by), cancellationToken);
        if (sheet.State == SheetState.Received)
        {
            sheet.Note([new TimeError(0, "", "too-large", "A sheet is smaller. The file stays in the drop.")]);
            sheet.Move(SheetEvent.FindFault, by, "Too large");
            await store.TryWriteAsync([sheet.Replace()], cancellationToken);
        }
    }

    /// <summary>Goes on with a sheet that was written down and not yet read.</summary>
    internal async Task ResumeAsync(SheetPlace place, SheetRow sheet, Actor by, CancellationToken cancellationToken)
    {
        var content = await kept.FindAsync(TimesheetKeys.KeptBlob(place.Tenant, sheet.Sha256), cancellationToken) ?? throw new InvalidOperationException("The content of a sheet is gone.");
        await ExamineAsync(place, sheet, content, by, cancellationToken);
        await store.EndAsync(place, sheet.Id, cancellationToken);
    }

    private async Task<SheetRow> ExamineAsync(SheetPlace place, SheetRow sheet, ReadOnlyMemory<byte> content, Actor by, CancellationToken cancellationToken)
    {
        if (await FirstOfContentAsync(place, sheet, cancellationToken) is { } first)
        {
            sheet.Other = first;
            sheet.Move(SheetEvent.FindDuplicate, by, "The same content came before");
        }
        else
        {
            await CheckAsync(place, sheet, content, by, cancellationToken);
        }

        // Somebody else took in the same sheet at the same time: what is written stands.
        return await store.TryWriteAsync([sheet.Replace()], cancellationToken) ? sheet : await store.FindAsync(place, sheet.Id, cancellationToken) ?? sheet;
    }

    /// <summary>The sheet that had this content before, unless nothing came of it: what was refused may come again.</summary>
    private async Task<string?> FirstOfContentAsync(SheetPlace place, SheetRow sheet, CancellationToken cancellationToken)
    {
        var owner = await store.OwnContentAsync(place, sheet, cancellationToken);
        var first = owner == sheet.Id ? null : await store.FindAsync(place, owner, cancellationToken);
        return first is { State: SheetState.Received or SheetState.Checked or SheetState.Approved } ? owner : null;
    }

    private async Task CheckAsync(SheetPlace place, SheetRow sheet, ReadOnlyMemory<byte> content, Actor by, CancellationToken cancellationToken)
    {
        var (rows, unreadable) = SheetCsv.Read(content);
        var others = (await store.SheetsAsync(place, cancellationToken)).Where(other => other.Id != sheet.Id && other.Name != sheet.Name && other.State is SheetState.Checked or SheetState.Approved).Select(other => other.Id).ToHashSet(StringComparer.Ordinal);
        var tenant = by.Tenant ?? throw new InvalidOperationException("Nobody knows the tenant of this sheet.");
        var result = unreadable.Count > 0
            ? new CheckedSheet([], unreadable)
            : await checks.CheckAsync(place, rows, tenant, row => others.Contains(row.Sheet) && row.RejectedAt is null, cancellationToken);
        (sheet.Rows, sheet.People) = (rows.Count, rows.Select(row => row.Person).Distinct(StringComparer.Ordinal).Count());
        if (result.Errors.Count > 0)
        {
            sheet.Note(result.Errors);
            sheet.Move(SheetEvent.FindFault, by, "Some rows are wrong");
            return;
        }

        await store.AddPeopleAsync(place, sheet.Id, result.People, cancellationToken);
        sheet.IsRetro = await IsRetroAsync(place, cancellationToken);
        sheet.Move(SheetEvent.PassChecks, by, "Every row is right");
    }

    /// <summary>The run of the month has taken what it took, or the month takes no postings any more.</summary>
    private async Task<bool> IsRetroAsync(SheetPlace place, CancellationToken cancellationToken)
        => await store.CutOffOfAsync(place, cancellationToken) is not null
            || await periods.DecideAsync(place.Tenant, LedgerName.Payroll, place.Period!.Value.Last, cancellationToken) is { MayPost: false, State: not PeriodState.Future };
}
