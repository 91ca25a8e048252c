using System.Text.Json;
using BackOffice.Http;
using BackOffice.Notifications.Domain;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace BackOffice.Notifications;

/// <summary>What is done with recipients: written, and given a secret.</summary>
public sealed class Recipients(RecipientDirectory directory, WebhookGuard guard, TimeProvider time, IOptions<NotificationsOptions> options)
{
    internal async Task<RecipientView?> FindViewAsync(string tenant, string id, CancellationToken cancellationToken)
        => await directory.FindAsync(tenant, id, cancellationToken) is { } row ? RecipientView.Of(row) : null;

    /// <summary>Adds the recipient, or replaces what it was read as; the same again changes nothing.</summary>
    /// <param name="wasRead">The caller has seen it: it is there, and only that one is replaced.</param>
    /// <exception cref="RefusedException">400 invalid-request, 409 recipient-erased, 412 etag-mismatch, 428 etag-missing.</exception>
    internal async Task<RecipientView> PutAsync((string Tenant, string Id) which, RecipientBody body, bool wasRead, CancellationToken cancellationToken)
    {
        if (RecipientId.ProblemWith(which.Id) is { } problem)
        {
            throw RefusedException.Invalid(problem);
        }

        var row = new RecipientRow { PartitionKey = RecipientDirectory.Partition(which.Tenant), RowKey = which.Id };
        if (await directory.FindAsync(which.Tenant, which.Id, cancellationToken) is not { } known)
        {
            body.Fill(row, guard);
            return await directory.TryAddAsync(row, cancellationToken) ? RecipientView.Of(row) : throw Changed();
        }

        if (known.ErasedAt is not null)
        {
            throw new RefusedException(StatusCodes.Status409Conflict, "recipient-erased", "This recipient was erased; a new one gets a new id.");
        }

        var before = JsonSerializer.Serialize(RecipientView.Of(known));
        body.Fill(known, guard);
        var after = RecipientView.Of(known);
        return JsonSerializer.Serialize(after) == before ? after
            : !wasRead ? throw new RefusedException(StatusCodes.Status428PreconditionRequired, "etag-missing", "This recipient exists: read it and send its ETag as If-Match.")
            : await directory.TryUpdateAsync(known, cancellationToken) ? after
            : throw Changed();
    }

    /// <summary>The new secret signs from now on, the one before for a while too. The same again changes nothing.</summary>
    /// <exception cref="RefusedException">400 invalid-request.</exception>
    internal async Task<SecretView?> RotateAsync(string tenant, string id, string secret, CancellationToken cancellationToken)
    {
        if (WebhookSignature.ProblemWith(secret) is { } problem)
        {
            throw RefusedException.Invalid(problem);
        }

        var rotated = await directory.ChangeAsync(tenant, id, row => row.WebhookSecret == secret ? row : row.WithSecret(secret, time.GetUtcNow().AddHours(options.Value.SecretOverlapHours)), cancellationToken);
        return rotated is null ? null : new SecretView(rotated.RowKey, rotated.PreviousSecretUntil);
    }

    private static RefusedException Changed()
        => new(StatusCodes.Status412PreconditionFailed, "etag-mismatch", "Somebody changed this recipient meanwhile. Read it again.");
}
