using BackOffice.Notifications.Domain;

namespace BackOffice.Notifications;

/// <summary>A notification on one channel as the API shows it.</summary>
/// <param name="Recipient">The id in the directory; who that is stands there.</param>
/// <param name="Duplicates">Further deliveries of the same message, none of which was sent on.</param>
internal sealed record NotificationStatus(
    string Id,
    Channel Channel,
    NotificationState State,
    string? Reason,
    string Event,
    string Subject,
    string Recipient,
    string MessageId,
    DateTimeOffset RequestedAt,
    DateTimeOffset? DeliveredAt,
    DateTimeOffset? WaitingSince,
    int Attempts,
    int Duplicates,
    IReadOnlyList<NotificationChange> Changes,
    IReadOnlyList<string> Allowed)
{
    public static NotificationStatus Of(NotificationRow row) => new(
        row.Id,
        row.Channel,
        row.State,
        row.Reason,
        row.Event,
        row.Subject,
        row.Recipient,
        row.MessageId,
        row.RequestedAt,
        row.DeliveredAt,
        row.WaitingSince,
        row.Attempts,
        row.Duplicates,
        row.ReadChanges(),
        NotificationLifecycle.Dead.Contains(row.State) ? ["redrive", "abandon"] : []);
}

/// <summary>A notification on all its channels.</summary>
internal sealed record NotificationDetail(string Id, IReadOnlyList<NotificationStatus> Channels);

/// <summary>A notification that still waits in the outbox of the feature it comes from.</summary>
internal sealed record PendingNotification(string MessageId, NotificationState State, string Event, string Subject, string Recipient, DateTimeOffset? RequestedAt)
{
    public static PendingNotification Of(Notification waiting)
        => new(waiting.MessageId, NotificationState.Requested, waiting.Event, waiting.Subject, waiting.Recipient, waiting.RequestedAt);
}

/// <summary>Why a person redrives, abandons or erases.</summary>
internal sealed record ReasonBody(string? Reason)
{
    private const int Shortest = 3;
    private const int Longest = 200;

    /// <exception cref="Http.RefusedException">400 invalid-request.</exception>
    public string Checked()
        => Reason?.Trim() is { Length: >= Shortest and <= Longest } reason ? reason : throw Http.RefusedException.Invalid($"Give a reason of {Shortest} to {Longest} characters.");
}

/// <summary>How many a command took up.</summary>
/// <param name="Left">Still dead, for another call under another Idempotency-Key.</param>
internal sealed record RedriveResult(int Redriven, int Left);
