using System.Collections.Concurrent;
using Azure.Data.Tables;
using BackOffice.Notifications.Domain;
using BackOffice.Tenancy;
using Microsoft.Extensions.Options;

namespace BackOffice.Notifications;

/// <summary>
/// Moves the lines on that are due. Within a line one after the other and in order, the lines beside each other: who does
/// not answer keeps nobody else waiting.
/// </summary>
public sealed class LinePump(NotificationStore store, Lines lines, Delivery delivery, Actors actors, LineClock clock)
{
    /// <summary>Moves on every line of the tenant that is due.</summary>
    /// <returns>What went wrong in single lines: they are tried again when their claim lapses, and the others do not wait for them.</returns>
    internal async Task<IReadOnlyCollection<Exception>> RunAsync(string tenant, CancellationToken cancellationToken)
    {
        List<LineRow> due = [];
        await foreach (var line in store.Query<LineRow>(tenant, NotificationKeys.LinePrefix, TableClient.CreateQueryFilter($"DueAt le {clock.Second}")).WithCancellation(cancellationToken))
        {
            due.Add(line);
        }

        ConcurrentBag<Exception> failures = [];
        await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = LineClock.LinesAtATime, CancellationToken = cancellationToken }, async (line, token) =>
        {
            try
            {
                await ClaimAndMoveAsync(tenant, line, token);
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !token.IsCancellationRequested)
            {
                failures.Add(failure);
            }
        });
        return failures;
    }

    private async Task ClaimAndMoveAsync(string tenant, LineRow line, CancellationToken cancellationToken)
    {
        if (line.ClaimedUntil > clock.Now)
        {
            return;
        }

        clock.Claim(line);
        if (await lines.TrySaveAsync(line))
        {
            var place = new LinePlace(tenant, Enum.Parse<Lane>(line.Lane), line.Recipient);
            await (place.Lane == Lane.Digest ? new DigestRun(store, lines, delivery, (actors, clock)).MoveAsync(place, cancellationToken) : MoveAsync(place, cancellationToken));
        }
    }

    private async Task MoveAsync(LinePlace place, CancellationToken cancellationToken)
    {
        while (true)
        {
            var line = await lines.FindAsync(place.Tenant, place.Lane, place.Recipient, cancellationToken);
            if (line is null)
            {
                return;
            }

            if (await store.FirstAsync<PlaceRow>(place.Tenant, NotificationKeys.PlacesOf(place.Lane, place.Recipient), cancellationToken) is not { } first)
            {
                // Whoever takes a place meanwhile writes the line, and it stays.
                _ = await store.TryDeleteAsync(line);
                continue;
            }

            var row = await store.FindAsync<NotificationRow>(place.Tenant, first.Notification, cancellationToken) ?? throw new InvalidDataException($"Notification {first.Notification} is missing.");
            var outcome = await delivery.AttemptAsync(row, await delivery.FindAsync(place.Tenant, place.Recipient, cancellationToken), cancellationToken);
            if (!await SettleAsync(place, (line, row, first), outcome, cancellationToken))
            {
                return;
            }
        }
    }

    /// <returns>Whether the next in line may be tried.</returns>
    private async Task<bool> SettleAsync(LinePlace place, (LineRow Line, NotificationRow Row, PlaceRow Place) first, DeliveryDecision outcome, CancellationToken cancellationToken)
    {
        var (line, row, at) = first;
        var actor = await actors.NowAsync(place.Tenant, Dispatcher.Name, row.MessageId, cancellationToken);
        var @event = outcome.Event == NotificationEvent.Fail && clock.IsTimeToGiveUp(row, line) ? NotificationEvent.GiveUp : outcome.Event;
        if (outcome.ForDigest)
        {
            row.Move(NotificationEvent.Hold, actor, outcome.Reason);
            await lines.ParkAsync(row, new Parking(Lane.Digest, outcome.Until!.Value.ToDateTimeOffset()) { From = at }, cancellationToken);
            return true;
        }

        if (@event is NotificationEvent.Hold or NotificationEvent.Fail)
        {
            await StayAsync(place, row, outcome, actor, cancellationToken);
            return false;
        }

        row.Move(@event, actor, outcome.Reason);
        await store.SaveAsync(row, new TableTransactionAction(TableTransactionActionType.Delete, at, at.ETag));
        if (line.Failures > 0 && @event == NotificationEvent.Deliver || line.ClaimedUntil < clock.Now + LineClock.Renewal)
        {
            await lines.ChangeAsync(place.Tenant, place.Lane, place.Recipient, @event == NotificationEvent.Deliver ? clock.Succeed : clock.Claim, cancellationToken);
        }

        return true;
    }

    private async Task StayAsync(LinePlace place, NotificationRow row, DeliveryDecision outcome, Actor actor, CancellationToken cancellationToken)
    {
        if (outcome.Event == NotificationEvent.Fail || row.Reason != outcome.Reason)
        {
            row.Move(outcome.Event, actor, outcome.Reason);
            await store.SaveAsync(row);
        }

        await lines.ChangeAsync(place.Tenant, place.Lane, place.Recipient, line => clock.Postpone(line, outcome), cancellationToken);
    }
}

/// <summary>Which line.</summary>
internal sealed record LinePlace(string Tenant, Lane Lane, string Recipient);
