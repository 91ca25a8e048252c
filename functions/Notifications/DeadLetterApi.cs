using System.Globalization;
using BackOffice.Effects;
using BackOffice.Http;
using BackOffice.Notifications.Domain;
using BackOffice.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace BackOffice.Notifications;

/// <summary>What a person decides about notifications that were given up.</summary>
public sealed class DeadLetterApi(NotificationStore store, DeadLetters deadLetters, Commands commands)
{
    private const int MostInOneRequest = 200;

    /// <summary>Sends one on its way again, on every channel on which it is dead.</summary>
    [Function("RedriveNotification")]
    [Refuses(404, "not-found")]
    [Refuses(409, "transition-refused")]
    [Allow(Role.Administrator)]
    [Takes(typeof(ReasonBody))]
    [Gives(202, typeof(RedriveResult))]
    public Task<IResult> RedriveAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = NotificationApi.Route + "/{id}/redrive")] HttpRequest request, string tenant, string id, CancellationToken cancellationToken)
        => commands.RunAsync<ReasonBody>(request, tenant, async (body, key) =>
        {
            var dead = await RequireDeadAsync(tenant, id, NotificationEvent.Redrive, cancellationToken);
            return Accepted(tenant, id, new RedriveResult(await RedriveAsync(dead, (Caller.Of(request).Name, body.Checked(), key), cancellationToken), Left: 0));
        }, cancellationToken);

    /// <summary>Sends the 200 oldest that are dead on their way again, each at its place in its recipient's order, and says how many are left for another call.</summary>
    [Function("RedriveAllNotifications")]
    [Allow(Role.Administrator)]
    [Takes(typeof(ReasonBody))]
    [Gives(202, typeof(RedriveResult))]
    public Task<IResult> RedriveAllAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = NotificationApi.Route + "/dead-letters/redrive")] HttpRequest request, string tenant, CancellationToken cancellationToken)
        => commands.RunAsync<ReasonBody>(request, tenant, async (body, key) =>
            Accepted(tenant, "dead-letters", await deadLetters.RedriveOldestAsync(tenant, MostInOneRequest, (Caller.Of(request).Name, body.Checked(), key), cancellationToken)), cancellationToken);

    /// <summary>Closes one that need not arrive any more.</summary>
    [Function("AbandonNotification")]
    [Refuses(404, "not-found")]
    [Refuses(409, "transition-refused")]
    [Allow(Role.Administrator)]
    [Takes(typeof(ReasonBody))]
    [Gives(202, typeof(RedriveResult))]
    public Task<IResult> AbandonAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = NotificationApi.Route + "/{id}/abandon")] HttpRequest request, string tenant, string id, CancellationToken cancellationToken)
        => commands.RunAsync<ReasonBody>(request, tenant, async (body, key) =>
        {
            foreach (var row in await RequireDeadAsync(tenant, id, NotificationEvent.Abandon, cancellationToken))
            {
                await deadLetters.AbandonAsync(row, (Caller.Of(request).Name, body.Checked(), key), cancellationToken);
            }

            return Accepted(tenant, id, new RedriveResult(Redriven: 0, Left: 0));
        }, cancellationToken);

    private async Task<int> RedriveAsync(IReadOnlyList<NotificationRow> dead, (string Actor, string Reason, string Correlation) by, CancellationToken cancellationToken)
    {
        var redriven = 0;
        foreach (var row in dead.OrderBy(row => row.Order))
        {
            redriven += await deadLetters.RedriveAsync(row, by, cancellationToken) ? 1 : 0;
        }

        return redriven;
    }

    /// <exception cref="RefusedException">404 not-found, 409 transition-refused.</exception>
    private async Task<IReadOnlyList<NotificationRow>> RequireDeadAsync(string tenant, string id, NotificationEvent wanted, CancellationToken cancellationToken)
    {
        List<NotificationRow> rows = [];
        if (NotificationKeys.CanBeId(id))
        {
            await foreach (var row in store.Query<NotificationRow>(tenant, NotificationKeys.RecordsOf(id)).WithCancellation(cancellationToken))
            {
                rows.Add(row);
            }
        }

        var dead = rows.FindAll(row => NotificationLifecycle.Table.Next(row.State, wanted) is not null);
        return rows is [] ? throw RefusedException.NotFound("There is no such notification.")
            : dead is not [] ? dead
            : throw new RefusedException(StatusCodes.Status409Conflict, "transition-refused", $"This notification is {rows[0].State}.")
            {
                More = new Dictionary<string, object?> { ["state"] = rows[0].State, ["allowed"] = NotificationStatus.Of(rows[0]).Allowed },
            };
    }

    private static CommandAnswer Accepted(string tenant, string what, RedriveResult result)
        => CommandAnswer.Accepted(string.Create(CultureInfo.InvariantCulture, $"/api/v1/{tenant}/notifications/{what}"), result);
}
