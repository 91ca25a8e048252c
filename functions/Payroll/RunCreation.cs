using Azure.Data.Tables;
using BackOffice.Http;
using BackOffice.Payroll.Domain;
using BackOffice.People;
using BackOffice.Primitives;
using BackOffice.Storage;
using BackOffice.Tenancy;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace BackOffice.Payroll;

/// <summary>Creates runs; nothing is calculated yet.</summary>
public sealed class RunCreation(PayrollStore store, PayGroups groups, CountryRuleBook rules)
{
    private const int MostOfAKind = 99;

    /// <summary>Creates a run, or answers the one that is there: of regular runs there is one of a group and month that lives.</summary>
    /// <exception cref="RefusedException">404 not-found: no such group; 422 rule-gap: the country has no rules on the pay day.</exception>
    internal async Task<RunRow> CreateAsync(string tenant, NewRun wanted, Actor actor, CancellationToken cancellationToken)
    {
        var group = await groups.FindAsync(tenant, wanted.Group, wanted.Period.Last, actor.Now, cancellationToken) ?? throw RefusedException.NotFound($"There is no pay group '{wanted.Group}'.");
        var payDay = wanted.PayDay ?? group.PayDayOf(wanted.Period);
        if (rules.Find(group.Country, wanted.Period, payDay) is null)
        {
            throw new RefusedException(StatusCodes.Status422UnprocessableEntity, "rule-gap", $"There are no payroll rules of {group.Country} on {payDay}.");
        }

        for (var (attempt, number) = (1, 1); attempt <= MostOfAKind; attempt++)
        {
            var run = RowOf(tenant, wanted, (payDay, number), actor);
            run.CurrencyCode = group.Currency.Code;
            IReadOnlyList<TableTransactionAction> alongside = wanted.Alongside is null ? [] : await wanted.Alongside(run);
            if (await store.TryWriteAsync(tenant, [.. run.Note("Create", actor, wanted.Reason), .. alongside], actor.Now))
            {
                return run;
            }

            if (await store.FindRunAsync(run.Reference, cancellationToken) is not { } there)
            {
                continue; // what is written alongside has changed
            }

            if (await store.WasAskedAsync(run.Reference, actor, cancellationToken) || (wanted.Kind == PayRunKind.Regular && !wanted.IsPreview && !IsGivenUp(there)))
            {
                return there;
            }

            number++;
        }

        throw new RefusedException(StatusCodes.Status409Conflict, "too-many-runs", $"There are {MostOfAKind} runs of this kind in {wanted.Period}.");
    }

    private static bool IsGivenUp(RunRow row) => row.State is RunState.Cancelled or RunState.Reversed;

    private static RunRow RowOf(string tenant, NewRun wanted, (LocalDate PayDay, int Number) run, Actor actor)
    {
        var id = wanted.IsPreview
            ? RunReference.PreviewIdOf(wanted.Group, wanted.Period, wanted.Kind, run.Number)
            : RunReference.IdOf(wanted.Group, wanted.Period, wanted.Kind, run.Number);
        var row = new RunRow
        {
            PartitionKey = PayrollKeys.Partition(tenant),
            RowKey = PayrollKeys.Run(id),
            Group = wanted.Group,
            PeriodText = wanted.Period.ToString(),
            PayDayText = NodaTime.Text.LocalDatePattern.Iso.Format(run.PayDay),
            Kind = wanted.Kind,
            IsPreview = wanted.IsPreview,
            Only = wanted.People is null ? null : RowJson.Write(wanted.People.Order(StringComparer.Ordinal)),
            CreatedBy = actor.Name,
            Reverses = wanted.Reverses,
            MonthlyRecovery = wanted.MonthlyRecovery == 0 ? null : RowJson.Write(wanted.MonthlyRecovery),
        };
        row.Prepare(actor.Name);
        return row;
    }
}

/// <summary>A run that somebody wants.</summary>
internal sealed record NewRun(string Group, Period Period, PayRunKind Kind, string Reason)
{
    /// <summary>Null for the group's usual day.</summary>
    public LocalDate? PayDay { get; init; }

    /// <summary>Null for the whole group.</summary>
    public IReadOnlyCollection<string>? People { get; init; }

    public bool IsPreview { get; init; }

    /// <summary>The run that it takes back.</summary>
    public string? Reverses { get; init; }

    /// <summary>Of a reversal: what is recovered of each person a month at most; 0 for as much as the law allows.</summary>
    public decimal MonthlyRecovery { get; init; }

    /// <summary>Read anew for each try: what is written with it, whole or not at all.</summary>
    public Func<RunRow, Task<IReadOnlyList<TableTransactionAction>>>? Alongside { get; init; }
}
