using Azure;
using Azure.Data.Tables;
using BackOffice.Notifications.Domain;

namespace BackOffice.Notifications;

/// <summary>
/// The lines in which notifications wait for their recipient. A notification that cannot go out now takes its place in one
/// transaction with its new state, and all later ones of the recipient stand behind it: so their order is kept and nobody
/// else waits.
/// </summary>
public sealed class Lines(NotificationStore store, TimeProvider time)
{
    /// <summary>Somebody else is quicker so often only where something is wrong.</summary>
    private const int MostTries = 50;

    /// <summary>The recipient's line, or null when nothing waits in it.</summary>
    internal Task<LineRow?> FindAsync(string tenant, Lane lane, string recipient, CancellationToken cancellationToken)
        => store.FindAsync<LineRow>(tenant, NotificationKeys.Line(lane, recipient), cancellationToken);

    /// <summary>Gives a changed notification its place; an existing line keeps its due time unless told to move now.</summary>
    /// <exception cref="LineCrowdedException">The line was changed by others each time, or another notification has its place; nothing was written.</exception>
    internal async Task<Parked> ParkAsync(NotificationRow row, Parking parking, CancellationToken cancellationToken)
    {
        var lane = parking.Lane;
        (row.Lane, row.WaitingSince) = ($"{lane}", row.WaitingSince ?? time.GetUtcNow());
        var place = new PlaceRow { PartitionKey = row.PartitionKey, RowKey = NotificationKeys.Place(lane, row.Recipient, row.Order), Notification = row.RowKey, Order = row.Order };
        for (var tries = 0; tries < MostTries; tries++)
        {
            var line = await FindAsync(row.Tenant, lane, row.Recipient, cancellationToken);
            try
            {
                await store.SaveAsync(row, [new(TableTransactionActionType.Add, place), Touch(line, row, parking), .. Leave(parking.From)]);
                return Parked.InLine;
            }
            catch (RequestFailedException changed) when (changed.Status is 409 or 412 or 404)
            {
                var kept = await store.FindAsync<NotificationRow>(row.Tenant, row.RowKey, cancellationToken);
                if (kept is null || (row.ETag == ETag.All ? kept.Lane is not null : kept.ETag != row.ETag))
                {
                    return Parked.ByAnother;
                }
            }
        }

        throw new LineCrowdedException(NotificationKeys.Line(lane, row.Recipient));
    }

    /// <summary>Has the line moved on now.</summary>
    internal Task HurryAsync(string tenant, Lane lane, string recipient, CancellationToken cancellationToken)
        => ChangeAsync(tenant, lane, recipient, line => line.DueAt = time.GetUtcNow(), cancellationToken);

    /// <summary>Changes the line, over again when somebody else changed it; nothing where there is none.</summary>
    /// <exception cref="LineCrowdedException">It was changed by others each time.</exception>
    internal async Task ChangeAsync(string tenant, Lane lane, string recipient, Action<LineRow> change, CancellationToken cancellationToken)
    {
        for (var tries = 0; await FindAsync(tenant, lane, recipient, cancellationToken) is { } line; tries++)
        {
            if (tries == MostTries)
            {
                throw new LineCrowdedException(line.RowKey);
            }

            change(line);
            if (await TrySaveAsync(line))
            {
                return;
            }
        }
    }

    internal async Task<bool> TrySaveAsync(LineRow line)
    {
        try
        {
            await store.SaveAsync(line);
            return true;
        }
        catch (RequestFailedException changed) when (changed.Status is 412 or 404)
        {
            return false;
        }
    }

    /// <summary>The line is written with every place that is taken in it: whoever wants to remove it as empty finds it changed.</summary>
    private TableTransactionAction Touch(LineRow? line, NotificationRow row, Parking parking)
    {
        if (line is null)
        {
            return new(TableTransactionActionType.Add, new LineRow
            {
                PartitionKey = row.PartitionKey,
                RowKey = NotificationKeys.Line(parking.Lane, row.Recipient),
                Lane = $"{parking.Lane}",
                Recipient = row.Recipient,
                DueAt = parking.DueAt,
                Failures = row.State == NotificationState.Failed ? 1 : 0,
                FailingSince = row.State == NotificationState.Failed ? time.GetUtcNow() : null,
            });
        }

        line.DueAt = parking.IsUrgent && parking.DueAt < line.DueAt ? parking.DueAt : line.DueAt;
        return new(TableTransactionActionType.UpdateReplace, line, line.ETag);
    }

    private static TableTransactionAction[] Leave(PlaceRow? place)
        => place is null ? [] : [new(TableTransactionActionType.Delete, place, place.ETag)];
}

/// <summary>Where a notification is to wait.</summary>
/// <param name="DueAt">When the line moves, if it is a new one.</param>
internal sealed record Parking(Lane Lane, DateTimeOffset DueAt)
{
    /// <summary>An existing line moves by then too.</summary>
    public bool IsUrgent { get; init; }

    /// <summary>The place in another line that it leaves.</summary>
    public PlaceRow? From { get; init; }
}

/// <summary>What became of a notification that was to wait.</summary>
internal enum Parked
{
    /// <summary>It has its place.</summary>
    InLine,

    /// <summary>Somebody else changed it meanwhile; it is theirs.</summary>
    ByAnother,
}

/// <summary>A line could not be changed, however often it was tried: whoever wanted to tries again later, as after a fault of storage.</summary>
internal sealed class LineCrowdedException(string line) : Exception($"The line '{line}' could not be changed in time.");
