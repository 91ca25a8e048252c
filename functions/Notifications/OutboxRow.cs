using Azure.Data.Tables;
using BackOffice.Storage;

namespace BackOffice.Notifications;

/// <summary>
/// A notification on its way: written as pending in the same transaction as the change it tells of, and replaced by a
/// sent row once Service Bus has it.
/// </summary>
internal static class OutboxRow
{
    public const string PendingPrefix = "outbox|pending|";

    private const string SentPrefix = "outbox|sent|";

    public static string PendingKey(string messageId) => PendingPrefix + messageId;

    public static string SentKey(string messageId) => SentPrefix + messageId;

    /// <summary>The insert for the transaction of the change.</summary>
    public static TableTransactionAction Insert(string partition, Notification notification, DateTimeOffset now)
        => new(TableTransactionActionType.Add, new TableEntity(partition, PendingKey(notification.MessageId))
        {
            ["SchemaVersion"] = 1,
            ["Tenant"] = notification.Tenant,
            ["Event"] = notification.Event,
            ["Subject"] = notification.Subject,
            ["Recipient"] = notification.Recipient,
            ["Body"] = notification.Body,
            ["Occurrence"] = notification.Occurrence,
            ["RequestedAt"] = now,
        });

    public static Notification ToNotification(TableEntity row)
        => new(row.Text("Tenant"), row.Text("Event"), row.Text("Subject"), row.Text("Recipient"), row.Text("Body"))
        {
            Occurrence = row.GetInt32("Occurrence") ?? 1,
            RequestedAt = row.GetDateTimeOffset("RequestedAt"),
        };

    /// <summary>Pending away, sent in its place.</summary>
    public static TableTransactionAction[] MarkSent(string partition, Notification notification, DateTimeOffset now) =>
    [
        new(TableTransactionActionType.Delete, new TableEntity(partition, PendingKey(notification.MessageId)), Azure.ETag.All),
        new(TableTransactionActionType.Add, new TableEntity(partition, SentKey(notification.MessageId))
        {
            ["SchemaVersion"] = 1,
            ["Event"] = notification.Event,
            ["Subject"] = notification.Subject,
            ["Recipient"] = notification.Recipient,
            ["SentAt"] = now,
        }),
    ];
}
