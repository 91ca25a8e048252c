using BackOffice.Effects;
using BackOffice.Http;
using BackOffice.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace BackOffice.Notifications;

/// <summary>The directory of recipients over HTTP.</summary>
public sealed class RecipientApi(RecipientDirectory directory, Recipients recipients, Erasure erasure, Commands commands)
{
    private const string Route = "v1/{tenant}/recipients";

    /// <summary>All recipients of the tenant, in the order of their ids.</summary>
    [Function("ListRecipients")]
    [Paged]
    [Allow(Role.Administrator, Role.Auditor)]
    [Gives(200, typeof(Page<RecipientView>))]
    public async Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = Route)] HttpRequest request, string tenant, CancellationToken cancellationToken)
        => TypedResults.Ok(await Paging.ReadAsync(request, directory.Query(tenant, Paging.TopOf(request)), RecipientView.Of, cancellationToken));

    /// <summary>One recipient, with the ETag that changing it asks for.</summary>
    [Function("GetRecipient")]
    [Refuses(404, "not-found")]
    [Allow(Role.Administrator, Role.Auditor)]
    [Tagged]
    [Gives(200, typeof(RecipientView))]
    public async Task<IResult> GetAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = Route + "/{id}")] HttpRequest request, string tenant, string id, CancellationToken cancellationToken)
        => ETags.Ok(request, await recipients.FindViewAsync(tenant, id, cancellationToken) ?? throw NotFound());

    /// <summary>Adds a recipient, or replaces one: then If-Match is the ETag it was read with. The webhook secret stays.</summary>
    [Function("PutRecipient")]
    [Allow(Role.Administrator)]
    [Tagged]
    [Refuses(409, "recipient-erased")]
    [Refuses(428, "etag-missing")]
    [Takes(typeof(RecipientBody))]
    [Gives(200, typeof(RecipientView))]
    public async Task<IResult> PutAsync([HttpTrigger(AuthorizationLevel.Function, "put", Route = Route + "/{id}")] HttpRequest request, string tenant, string id, CancellationToken cancellationToken)
    {
        var body = await Json.ReadAsync<RecipientBody>(request, cancellationToken);
        await ETags.RequireAsync(request, () => recipients.FindViewAsync(tenant, id, cancellationToken));
        return ETags.Ok(request, await recipients.PutAsync((tenant, id), body, request.Headers.IfMatch.Count > 0, cancellationToken));
    }

    /// <summary>Replaces the webhook secret; the one before signs too for a day, so that the receiver can change over.</summary>
    [Function("RotateWebhookSecret")]
    [Refuses(404, "not-found")]
    [Allow(Role.Administrator)]
    [Takes(typeof(SecretBody))]
    [Gives(202, typeof(SecretView))]
    public Task<IResult> RotateAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = Route + "/{id}/webhook-secret")] HttpRequest request, string tenant, string id, CancellationToken cancellationToken)
        => commands.RunAsync<SecretBody>(request, tenant, async (body, _) => Accepted(tenant, id, await recipients.RotateAsync(tenant, id, body.Secret ?? "", cancellationToken) ?? throw NotFound()), cancellationToken);

    /// <summary>Removes everything personal: address, mails that were kept, and what waits. The id stays as a mark, and is never used again.</summary>
    [Function("EraseRecipient")]
    [Refuses(404, "not-found")]
    [Allow(Role.Administrator)]
    [Takes(typeof(ReasonBody))]
    [Gives(202, typeof(RecipientView))]
    public Task<IResult> EraseAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = Route + "/{id}/erase")] HttpRequest request, string tenant, string id, CancellationToken cancellationToken)
        => commands.RunAsync<ReasonBody>(request, tenant, async (body, _) => Accepted(tenant, id, await erasure.EraseAsync((tenant, id), (Caller.Of(request).Name, body.Checked()), cancellationToken) ?? throw NotFound()), cancellationToken);

    private static CommandAnswer Accepted<TView>(string tenant, string id, TView view) => CommandAnswer.Accepted($"/api/v1/{tenant}/recipients/{id}", view);

    private static RefusedException NotFound() => RefusedException.NotFound("There is no such recipient.");
}
