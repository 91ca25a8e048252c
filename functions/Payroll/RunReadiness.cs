using BackOffice.Http;
using BackOffice.Payroll.Domain;
using BackOffice.People;
using Microsoft.AspNetCore.Http;

namespace BackOffice.Payroll;

/// <summary>What would stop a run after its approval is told before it is submitted.</summary>
public sealed class RunReadiness(PayrollStore store, PayGroups groups, CountryRuleBook rules, RunPosting posting, RunReversal reversals)
{
    /// <exception cref="RefusedException">409 preview-only, recalculate-first, no-account, no-template.</exception>
    internal async Task RequireAsync(RunRow row, CancellationToken cancellationToken)
    {
        if (row.IsPreview)
        {
            throw Refused("preview-only", "A preview is never paid: create the run itself.");
        }

        if ((await store.ReadChainAsync(row.Reference.Tenant, row.Group, cancellationToken)).Tip != row.ChainTip)
        {
            throw Refused("recalculate-first", "Another run of the group was posted since this one was calculated: calculate it again.");
        }

        if (await reversals.IsStaleAsync(row, cancellationToken))
        {
            throw Refused("recalculate-first", $"{row.Reverses} has changed since: calculate the reversal again.");
        }

        await RequireTermsAsync(row, cancellationToken);
    }

    private async Task RequireTermsAsync(RunRow row, CancellationToken cancellationToken)
    {
        var group = await groups.FindAsync(row.Reference.Tenant, row.Group, row.PayDay, row.KnownAt!.Value, cancellationToken);
        if (group is null or { Accounts.Count: 0 })
        {
            throw Refused("no-account", $"The pay group {row.Group} has no account that salaries are paid from.");
        }

        if (rules.Find(group.Country, row.Period, row.PayDay)?.Pack.Version is var version && !row.ReadRules().Contains(version))
        {
            throw Refused("recalculate-first", $"The rules are now {version}: calculate it again.");
        }

        var unknown = await posting.UnknownCodesAsync(row, cancellationToken);
        if (unknown.Count > 0)
        {
            throw Refused("no-template", $"No posting template knows {string.Join(", ", unknown)}.");
        }
    }

    private static RefusedException Refused(string code, string why) => new(StatusCodes.Status409Conflict, code, why);
}
