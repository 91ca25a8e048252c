using Azure;
using BackOffice.Primitives;
using BackOffice.Schedule.Domain;
using BackOffice.Tenancy;

namespace BackOffice.Schedule;

/// <summary>The statutory terms of a tenant: opened for an event or a month, warned of before their day, met by a feature or a person.</summary>
public sealed class Deadlines(DeadlineStore store, DeadlineRules rules, Actors actors, TimeProvider time)
{
    private const string Calendar = "calendar";
    private const int Tries = 5;

    /// <summary>
    /// Opens the deadline, and tells its owner at once where the day of warning is here. A second call for the same rule and
    /// subject changes nothing and answers what is kept.
    /// </summary>
    /// <exception cref="ArgumentException">No rule of that id is in force on the day, or the subject is none.</exception>
    public async Task<DeadlineView> OpenAsync(Deadline deadline, CancellationToken cancellationToken)
    {
        var row = await RecordAsync(deadline, cancellationToken);
        await store.TellAsync(row, cancellationToken);
        return View(row);
    }

    /// <summary>Marks the deadline as met, or as met late. A second call changes nothing.</summary>
    /// <returns>Null when there is no such deadline.</returns>
    public async Task<DeadlineView?> MeetAsync(string tenant, string deadlineId, DeadlineMet met, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            var row = await store.FindAsync(tenant, deadlineId, cancellationToken);
            if (row is not { IsOpen: true })
            {
                return row is null ? null : View(row);
            }

            var actor = await actors.NowAsync(tenant, met.Actor, met.Correlation, cancellationToken);
            if (row.DayAt(actor.Now) > row.Days.Due && row.State != DeadlineState.Overdue)
            {
                row.Move(DeadlineEvent.Miss, actor, "The day is over.");
            }

            row.Move(DeadlineEvent.Meet, actor, met.Reason);
            try
            {
                await store.SaveAsync(row, notification: null, actor.Now, cancellationToken);
                return View(row);
            }
            catch (RequestFailedException stale) when (stale.Status == 412 && tries < Tries)
            {
                // The escalation changed it meanwhile: look at it again.
            }
        }
    }

    /// <summary>The open deadlines of a tenant, the most urgent first.</summary>
    public async Task<IReadOnlyList<DeadlineView>> ListOpenAsync(string tenant, CancellationToken cancellationToken)
    {
        List<DeadlineView> open = [];
        await foreach (var row in store.Query(tenant, openOnly: true).WithCancellation(cancellationToken))
        {
            open.Add(View(row));
        }

        return [.. open.OrderBy(deadline => deadline.Due).ThenBy(deadline => deadline.Id, StringComparer.Ordinal)];
    }

    /// <summary>Opens what the law of the tenant's country sets for a month. Whoever is to be told is told by the sweep of the outbox.</summary>
    /// <returns>What went wrong with single deadlines; the others are open.</returns>
    internal async Task<IReadOnlyList<Exception>> OpenMonthAsync(Tenant tenant, Period period, CalendarSettings settings, CancellationToken cancellationToken)
    {
        List<Exception> failures = [];
        foreach (var rule in rules.MonthlyIn(tenant.Country, period, settings.Variants))
        {
            await TryAsync(() => RecordAsync(new Deadline(tenant.Id, rule.Id, period.ToString(), period.First), cancellationToken), $"{rule.Id} of {period}", failures);
        }

        return failures;
    }

    /// <summary>
    /// Writes down, with what is to be told of it, what comes near, is due today or was missed; the sweep of the outbox tells it. A second
    /// call on the same day writes nothing.
    /// </summary>
    /// <returns>What went wrong with single deadlines; the others are written.</returns>
    internal async Task<IReadOnlyList<Exception>> EscalateAsync(string tenant, CancellationToken cancellationToken)
    {
        List<Exception> failures = [];
        await foreach (var row in store.Query(tenant, openOnly: true).WithCancellation(cancellationToken))
        {
            await TryAsync(() => EscalateAsync(row, cancellationToken), row.Id, failures);
        }

        return failures;
    }

    internal DeadlineView View(DeadlineRow row) => row.View(DaysOf(row), time.GetUtcNow());

    private async Task EscalateAsync(DeadlineRow row, CancellationToken cancellationToken)
    {
        if (await MoveOnAsync(row, cancellationToken))
        {
            var now = time.GetUtcNow();
            await store.SaveAsync(row, DeadlineNotices.Of(row, DaysOf(row), now), now, cancellationToken);
        }
    }

    private async Task<DeadlineRow> RecordAsync(Deadline deadline, CancellationToken cancellationToken)
    {
        var rule = rules.Find(deadline.Rule, deadline.Start) ?? throw new ArgumentException($"No rule '{deadline.Rule}' is in force on {deadline.Start}.", nameof(deadline));
        if (deadline.Problem() is { } problem)
        {
            throw new ArgumentException(problem, nameof(deadline));
        }

        var row = await store.FindAsync(deadline.Tenant, deadline.Id, cancellationToken);
        if (row is null)
        {
            var now = time.GetUtcNow();
            row = DeadlineRow.Of(deadline, rule, now);
            var isToBeTold = await MoveOnAsync(row, cancellationToken);
            var isNew = await store.TryAddAsync(row, isToBeTold ? DeadlineNotices.Of(row, rule.Days, now) : null, cancellationToken);
            row = isNew ? row : await store.FindAsync(deadline.Tenant, deadline.Id, cancellationToken) ?? row;
        }

        return row;
    }

    private static async Task TryAsync(Func<Task> step, string what, List<Exception> failures)
    {
        try
        {
            await step();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // A day's warnings must not be lost to one of them.
            failures.Add(new InvalidOperationException($"The deadline {what} failed.", failure));
        }
    }

    /// <returns>The day brought something.</returns>
    private async Task<bool> MoveOnAsync(DeadlineRow row, CancellationToken cancellationToken)
    {
        var actor = await actors.NowAsync(row.Tenant, Calendar, row.Id, cancellationToken);
        if (DeadlineLifecycle.On(row.DayAt(actor.Now), row.State, row.Days) is not { } @event)
        {
            return false;
        }

        row.Move(@event, actor, "By the calendar.");
        return true;
    }

    private WorkingCalendar DaysOf(DeadlineRow row) => rules.Latest(row.Rule)?.Days ?? new WorkingCalendar(row.Country);
}
