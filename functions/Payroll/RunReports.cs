using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using System.Text;
using BackOffice.Http;
using BackOffice.Notifications.Domain;
using BackOffice.Payroll.Domain;
using BackOffice.People;
using BackOffice.People.Domain;
using BackOffice.Primitives;
using BackOffice.Schedule;
using BackOffice.Schedule.Domain;
using Microsoft.AspNetCore.Http;

namespace BackOffice.Payroll;

/// <summary>What a calculated round says as a whole: the register of its people, what is owed to authorities, the difference to the month before.</summary>
public sealed class RunReports(PayrollStore store, PayrollBlobs blobs, CaseGathering cases, PayGroups groups, CalendarStore calendars, DeadlineRules deadlines)
{
    private static readonly UTF8Encoding WithMark = new(encoderShouldEmitUTF8Identifier: true);
    private static readonly FrozenDictionary<string, DueRules> Rules = DueRuleFiles.Read();

    /// <summary>The sums of a round by line code, cost centre and party.</summary>
    /// <exception cref="RefusedException">409 not-calculated.</exception>
    internal async Task<PayTotals> TotalsAsync(RunRow run, CancellationToken cancellationToken)
    {
        RequireCalculated(run);
        return await store.ReadTotalsAsync(run, cancellationToken);
    }

    /// <summary>What the run makes its employer owe, each with its day.</summary>
    /// <exception cref="RefusedException">409 not-calculated; 409 no-due-rule, a code that nobody is owed for by our rules.</exception>
    internal async Task<IReadOnlyList<Due>> DuesAsync(RunRow run, CancellationToken cancellationToken)
    {
        var frame = await FrameAsync(run, cancellationToken);
        var calendar = await calendars.FindAsync(run.Reference.Tenant, cancellationToken);
        var terms = new DueTerms(frame.Group.Country, run.Period, run.PayDay, calendar.Settings.Variants);
        var outcome = Dues.Of(await TotalsAsync(run, cancellationToken), terms, Rules[frame.Group.Country], deadlines);
        return outcome.UnknownCodes.Count == 0
            ? outcome.Dues
            : throw new RefusedException(StatusCodes.Status409Conflict, "no-due-rule", $"No rule says to whom these are owed: {string.Join(", ", outcome.UnknownCodes)}.");
    }

    /// <summary>What creditors and funds of the group are called: by the latest that was said of it, which is no figure and may be written better than it was then.</summary>
    /// <exception cref="RefusedException">409 not-calculated.</exception>
    internal async Task<IReadOnlyDictionary<string, string>> PayeesAsync(RunRow run, CancellationToken cancellationToken)
    {
        var payees = new Dictionary<string, string>((await FrameAsync(run, cancellationToken)).Group.Payees, StringComparer.Ordinal);
        foreach (var (code, name) in (await groups.FindFileAsync(run.Reference.Tenant, run.Group, cancellationToken))?.File.Versions[^1].Group.Payees ?? payees)
        {
            payees[code] = name;
        }

        return payees;
    }

    /// <summary>The sums by code beside those of the newest posted regular run of the group.</summary>
    /// <exception cref="RefusedException">409 not-calculated.</exception>
    internal async Task<RunComparison> CompareAsync(RunRow run, CancellationToken cancellationToken)
    {
        var earlier = await BeforeAsync(run, cancellationToken);
        return RunComparison.Of(await TotalsAsync(run, cancellationToken), earlier?.RunId, earlier is null ? null : await TotalsAsync(earlier, cancellationToken));
    }

    /// <summary>The newest posted regular run of the group before this one; null when it is the first.</summary>
    internal async Task<RunRow?> BeforeAsync(RunRow run, CancellationToken cancellationToken)
    {
        var chain = await store.ReadChainAsync(run.Reference.Tenant, run.Group, cancellationToken);
        var before = chain.Standing().LastOrDefault(link => link.IsWhole && link.RunId != run.RunId && link.Period < run.Period);
        return before is null ? null : await store.FindRunAsync(new RunReference(run.Reference.Tenant, before.RunId), cancellationToken);
    }

    /// <summary>Each person's slip beside that of the month before, in the order of their ids; only those whose net moved by more than so many percent, came or went.</summary>
    /// <exception cref="RefusedException">409 not-calculated.</exception>
    internal async Task<PeopleCompared> ComparePeopleAsync(RunRow run, decimal over, CancellationToken cancellationToken)
    {
        RequireCalculated(run);
        return new PeopleCompared(blobs, await BeforeAsync(run, cancellationToken) is { } before ? before.Current : null, run.Current, over);
    }

    /// <summary>The register as CSV (RFC 4180, UTF-8 with the mark by which spreadsheets know it), person by person.</summary>
    internal async Task WriteCsvAsync(Stream target, RunRow run, CancellationToken cancellationToken)
    {
        var frame = await FrameAsync(run, cancellationToken);
        var register = new PayRegister(PayLabels.Of(Languages.OfCountry(frame.Group.Country)), run.Currency);
        await using var text = new StreamWriter(target, WithMark, leaveOpen: true);
        await text.WriteAsync(register.CsvHeader().AsMemory(), cancellationToken);
        await foreach (var (slip, face) in PeopleAsync(run, frame, cancellationToken))
        {
            await text.WriteAsync(register.CsvRow(slip, face).AsMemory(), cancellationToken);
        }
    }

    /// <summary>The register as a page to print, with the sums at its end.</summary>
    internal async Task WritePageAsync(Stream target, RunRow run, CancellationToken cancellationToken)
    {
        var frame = await FrameAsync(run, cancellationToken);
        var totals = await TotalsAsync(run, cancellationToken);
        var register = new PayRegister(PayLabels.Of(Languages.OfCountry(frame.Group.Country)), run.Currency);
        await using var text = new StreamWriter(target, leaveOpen: true);
        await text.WriteAsync(register.PageBegin(PayslipPublishing.EmployerOf(frame.Group), run.Period).AsMemory(), cancellationToken);
        await foreach (var (slip, face) in PeopleAsync(run, frame, cancellationToken))
        {
            await text.WriteAsync(register.PageRow(slip, face).AsMemory(), cancellationToken);
        }

        await text.WriteAsync(register.PageEnd(totals).AsMemory(), cancellationToken);
    }

    private async Task<CaseFrame> FrameAsync(RunRow run, CancellationToken cancellationToken)
    {
        RequireCalculated(run);
        return await cases.FrameAsync(run.Reference.Tenant, await blobs.ReadPlanAsync(run.Current, cancellationToken), cancellationToken);
    }

    private async IAsyncEnumerable<(Payslip Slip, PayslipFace Face)> PeopleAsync(RunRow run, CaseFrame frame, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var plan = await blobs.ReadPlanAsync(run.Current, cancellationToken);
        foreach (var (index, shard) in plan.Shards.Index())
        {
            var cards = await blobs.ReadCardsAsync(PayrollKeys.InputsOf(run.Current, shard, index + 1), cancellationToken);
            await foreach (var line in blobs.ReadLinesAsync<SlipLine>(PayrollKeys.SlipsOf(run.Current, shard, index + 1), cancellationToken))
            {
                if (line.Slip is { } slip)
                {
                    yield return (slip, PayslipPublishing.FaceOf(line.Person, cards[line.Person], frame));
                }
            }
        }
    }

    /// <exception cref="RefusedException">409 not-calculated.</exception>
    internal static void RequireCalculated(RunRow run)
    {
        if (run.Sums is null)
        {
            throw new RefusedException(StatusCodes.Status409Conflict, "not-calculated", $"The run {run.RunId} is {run.State}: there is nothing to show before it is calculated.");
        }
    }
}
