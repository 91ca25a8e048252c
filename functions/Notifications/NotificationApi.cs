using Azure.Data.Tables;
using BackOffice.Http;
using BackOffice.Notifications.Domain;
using BackOffice.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace BackOffice.Notifications;

/// <summary>Notifications over HTTP: what has become of them.</summary>
public sealed class NotificationApi(NotificationStore store, DeadLetters deadLetters, OutboxPlaces places, Outbox outbox)
{
    internal const string Route = "v1/{tenant}/notifications";

    /// <summary>What has become of notifications, latest first.</summary>
    [Function("ListNotifications")]
    [Allow]
    [Paged]
    [Query("state", "The state it is in.", Words = typeof(NotificationState))]
    [Query("recipient", "Whom it is for.")]
    [Query("event", "What happened.")]
    [Query("messageId", "The id its feature knows it by.")]
    [Gives(200, typeof(Page<NotificationStatus>))]
    public async Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = Route)] HttpRequest request, string tenant, CancellationToken cancellationToken)
    {
        var rows = store.Query<NotificationRow>(tenant, NotificationKeys.RecordPrefix, FilterOf(request.Query), Paging.TopOf(request));
        return TypedResults.Ok(await Paging.ReadAsync(request, rows, NotificationStatus.Of, cancellationToken));
    }

    /// <summary>One notification on all its channels, with every change of state.</summary>
    [Function("GetNotification")]
    [Allow]
    [Refuses(404, "not-found")]
    [Gives(200, typeof(NotificationDetail))]
    public async Task<IResult> GetAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = Route + "/{id}")] HttpRequest request, string tenant, string id, CancellationToken cancellationToken)
    {
        List<NotificationStatus> channels = [];
        if (NotificationKeys.CanBeId(id))
        {
            await foreach (var row in store.Query<NotificationRow>(tenant, NotificationKeys.RecordsOf(id)).WithCancellation(cancellationToken))
            {
                channels.Add(NotificationStatus.Of(row));
            }
        }

        return channels is [] ? throw RefusedException.NotFound("There is no such notification.") : TypedResults.Ok(new NotificationDetail(id, channels));
    }

    /// <summary>What was given up or came back, latest first, with the reason.</summary>
    [Function("ListDeadLetters")]
    [Allow]
    [Paged]
    [Gives(200, typeof(Page<NotificationStatus>))]
    public async Task<IResult> ListDeadAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = Route + "/dead-letters")] HttpRequest request, string tenant, CancellationToken cancellationToken)
        => TypedResults.Ok(await Paging.ReadAsync(request, deadLetters.Query(tenant, Paging.TopOf(request)), NotificationStatus.Of, cancellationToken));

    /// <summary>What still waits to be handed to Service Bus: empty when all is well.</summary>
    [Function("ListPendingNotifications")]
    [Allow]
    [Paged]
    [Gives(200, typeof(Page<PendingNotification>))]
    public async Task<IResult> ListPendingAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = Route + "/pending")] HttpRequest request, string tenant, CancellationToken cancellationToken)
        => TypedResults.Ok(await Paging.ReadAsync(request, new PendingPages(places, outbox, tenant), PendingNotification.Of, cancellationToken));

    /// <exception cref="RefusedException">400 invalid-request: no such state.</exception>
    private static string? FilterOf(IQueryCollection query)
    {
        List<string> conditions = [];
        foreach (var (parameter, property) in new[] { ("recipient", nameof(NotificationRow.Recipient)), ("event", nameof(NotificationRow.Event)), ("messageId", nameof(NotificationRow.MessageId)) })
        {
            if (query[parameter].FirstOrDefault() is { Length: > 0 } value)
            {
                conditions.Add(property + TableClient.CreateQueryFilter($" eq {value}"));
            }
        }

        if (query["state"].FirstOrDefault() is { Length: > 0 } wanted)
        {
            var state = Enum.TryParse<NotificationState>(wanted, ignoreCase: true, out var known) && Enum.IsDefined(known)
                ? known
                : throw RefusedException.Invalid($"'state' is one of {string.Join(", ", Enum.GetNames<NotificationState>())}.");
            conditions.Add(TableClient.CreateQueryFilter($"State eq {state.ToString()}"));
        }

        return conditions is [] ? null : string.Join(" and ", conditions);
    }
}
