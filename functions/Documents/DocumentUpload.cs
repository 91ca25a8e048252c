using System.Security.Cryptography;
using BackOffice.Effects;
using BackOffice.Http;
using BackOffice.Storage;
using BackOffice.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;

namespace BackOffice.Documents;

/// <summary>The drop over HTTP, for those who cannot write blobs.</summary>
public sealed class DocumentUpload(DocumentDrop drop, DocumentArrivals arrivals, EffectLedger ledger, TimeProvider time, IOptions<DocumentsOptions> options)
{
    private const int LongestName = 200;

    /// <summary>
    /// Drops a document and answers with the place where its fate can be followed. The same Idempotency-Key with the
    /// same content is the same document.
    /// </summary>
    [Function("DropDocument")]
    [Allow(Role.Preparer, Role.Administrator, Role.Service)]
    [Takes(typeof(Stream))]
    [Query("name", "A file name of 1 to 200 characters, without folders.", IsRequired = true)]
    [Gives(202, typeof(DocumentReference))]
    public async Task<IResult> DropAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/{tenant}/documents")] HttpRequest request, string tenant, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        var key = Commands.KeyOf(request);
        var name = CheckedName(request.Query["name"].FirstOrDefault());
        var content = await Json.ReadBytesAsync(request, options.Value.MostBytes, cancellationToken);
        var input = Digest.Of(name, Convert.ToHexStringLower(SHA256.HashData(content.Span)));

        // Every key has a folder of its own: the same name twice is two documents, the same key twice is one.
        var blobName = $"{tenant}/http-{Digest.Of(tenant, key)[..12]}/{name}";
        var id = await Commands.OncePerKeyAsync(() => ledger.OnceAsync(new EffectKey(tenant, "drop", key), input, async () =>
        {
            var blob = await drop.PutAsync(blobName, content, cancellationToken);
            var document = await arrivals.TakeUpAsync(blob, client, time.GetUtcNow(), cancellationToken);
            return document.DocumentId;
        }, cancellationToken));
        return TypedResults.Accepted($"/api/v1/{tenant}/documents/{id}", new DocumentReference(tenant, id));
    }

    private static string CheckedName(string? name)
        => name is { Length: >= 1 and <= LongestName } && name is not ("." or "..") && !name.Any(letter => char.IsControl(letter) || letter is '/' or '\\')
            ? name
            : throw RefusedException.Invalid($"'name' is a file name of 1 to {LongestName} characters, without folders.");
}
