using BackOffice.Notifications;
using BackOffice.Schedule.Domain;
using BackOffice.Tenancy;
using Microsoft.DurableTask.Client;
using NodaTime;

namespace BackOffice.Schedule;

/// <summary>
/// What every minute does: claims, tenant by tenant, the periods whose time has come since they were last claimed, and lets them go. It
/// may come twice at once, late, or not for days.
/// </summary>
public sealed class ScheduleTick(ScheduleStore store, JobDispatcher dispatcher, JobCatalog jobs, TenantStore tenants, Outbox outbox, TimeProvider time)
{
    /// <summary>Each takes two rows of a transaction of a hundred, and the cursor one.</summary>
    private const int MostRuns = 45;

    /// <summary>How old a notification must be before the tick sends what a crash left behind.</summary>
    private static readonly TimeSpan Leftover = TimeSpan.FromMinutes(5);

    /// <exception cref="AggregateException">Some tenants failed; the others were served, and the next tick tries all again.</exception>
    internal Task RunAsync(DurableTaskClient client, CancellationToken cancellationToken)
        => tenants.ForEachAsync("The tick", tenant => RunAsync(tenant, client, cancellationToken), cancellationToken);

    internal async Task RunAsync(Tenant tenant, DurableTaskClient client, CancellationToken cancellationToken)
    {
        bool isMore;
        do
        {
            var snapshot = await store.ReadAsync(tenant.Id, cancellationToken);
            var (claim, left) = Plan(tenant, snapshot);
            var claimed = claim is null ? [] : await store.ClaimAsync(tenant.Id, snapshot.Cursor, claim, cancellationToken);
            isMore = left && claimed is not null;

            // Where somebody else was quicker, what he claimed is his to start; the next tick sees whatever he left.
            var open = snapshot.Open.Concat((claimed ?? []).Where(run => run.IsListed).Select(run => (run.Job, run.Key)));
            foreach (var job in open.GroupBy(run => run.Job, StringComparer.Ordinal))
            {
                await dispatcher.AdvanceAsync((tenant.Id, job.Key), [.. job.Select(run => run.Key).Order(StringComparer.Ordinal)], client, cancellationToken);
            }
        }
        while (isMore);

        await SendLeftoversAsync(tenant.Id, cancellationToken);
    }

    private (ScheduleClaim? Claim, bool IsMore) Plan(Tenant tenant, ScheduleSnapshot snapshot)
    {
        var now = time.GetUtcNow();
        var calendar = snapshot.Settings.For(tenant.Country, tenant.Zone);
        var before = ScheduleStore.CursorsOf(snapshot.Cursor);
        var after = new Dictionary<string, JobCursor>(before, StringComparer.Ordinal);
        List<JobRunRow> runs = [];
        var isMore = false;
        foreach (var job in jobs.Definitions)
        {
            var standing = new JobStanding(
                before.GetValueOrDefault(job.Id),
                job.RunsIn(tenant.Country) && !snapshot.Settings.JobsOff.Contains(job.Id),
                !snapshot.Open.Any(run => run.Job == job.Id));
            var whole = SchedulePlan.Of(job, standing, calendar, Instant.FromDateTimeOffset(now));
            if (whole.Runs.Count > 0 && runs.Count >= MostRuns)
            {
                isMore = true;
                continue;
            }

            var plan = whole.Take(MostRuns - runs.Count);
            isMore |= plan.Runs.Count < whole.Runs.Count;
            after[job.Id] = plan.Cursor;
            runs.AddRange(plan.Runs.Select(run => JobRunRow.Of(tenant, job.Id, run, now)));
        }

        var isSame = runs.Count == 0 && before.Count == after.Count && before.All(known => after[known.Key] == known.Value);
        return (isSame ? null : new ScheduleClaim(after, runs), isMore);
    }

    /// <summary>Every fifth minute is enough for what a crash between a change and its sending left.</summary>
    private async Task SendLeftoversAsync(string tenant, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (now.Minute % Leftover.Minutes == 0)
        {
            await outbox.SendLeftoversAsync(new Leftovers(ScheduleKeys.Table, ScheduleKeys.Runs(tenant), now - Leftover), cancellationToken);
            await outbox.SendLeftoversAsync(new Leftovers(ScheduleKeys.Table, ScheduleKeys.Deadlines(tenant), now - Leftover), cancellationToken);
        }
    }
}
