using System.Text.Json;
using Azure.Storage.Blobs;
using BackOffice.Runs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace BackOffice.Documents;

/// <summary>
/// Writes every arrival down before anything else is done with it, and starts its intake. Both are harmless twice: the
/// same version of the same blob is the same document and the same orchestration.
/// </summary>
public sealed class DocumentArrivals(DocumentStore store)
{
    internal async Task<DocumentReference> TakeUpAsync(DroppedBlob blob, DurableTaskClient client, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var document = blob.Document;
        await store.TryAddAsync(new DocumentRow
        {
            PartitionKey = DocumentKeys.Partition(document.Tenant),
            RowKey = DocumentRow.KeyOf(document.DocumentId),
            Name = blob.Name,
            SourceVersion = blob.Version,
            ReceivedAt = now,
        });
        await StartAsync(document, client, cancellationToken);
        return document;
    }

    /// <summary>Starts the intake unless it was started before.</summary>
    internal static Task StartAsync(DocumentReference document, DurableTaskClient client, CancellationToken cancellationToken)
        => client.StartOnceAsync(nameof(DocumentIntakeOrchestrator), document.InstanceId, document, cancellationToken);
}

/// <summary>One version of one blob in the drop.</summary>
/// <param name="Name">The whole name in the container: {tenant}/{name}.</param>
/// <param name="Version">Its ETag, with or without the quotes of a header.</param>
/// <param name="WrittenAt">When that version was written.</param>
internal sealed record DroppedBlob(string Name, string Version, DateTimeOffset WrittenAt)
{
    /// <summary>Without quotes: an answer has them, a listing has not, and both mean the same document.</summary>
    public string Version { get; } = Version.Trim('"');

    /// <summary>Whose it is: the first folder, or nobody's when that can be no tenant.</summary>
    public string Tenant => Name.Split('/', 2) is [var folder, _] && Tenancy.Tenant.ProblemWithId(folder) is null ? folder : Tenancy.Tenant.Nobody;

    public DocumentReference Document => new(Tenant, DocumentKeys.DocumentId(Tenant, Name, Version, WrittenAt));

    /// <summary>The blob that fired a trigger, from what the trigger knows; asks the storage only when that is incomplete.</summary>
    public static async Task<DroppedBlob?> FromTriggerAsync(BlobClient blob, FunctionContext context, CancellationToken cancellationToken)
    {
        if (context.BindingContext.BindingData.TryGetValue("Properties", out var text)
            && JsonSerializer.Deserialize<SeenProperties>(text?.ToString() ?? "{}") is { ETag.ValueKind: JsonValueKind.String, LastModified: { } writtenAt } seen)
        {
            return new DroppedBlob(blob.Name, seen.ETag.GetString()!, writtenAt);
        }

        var exists = await blob.ExistsAsync(cancellationToken);
        if (!exists.Value)
        {
            return null;
        }

        var properties = await blob.GetPropertiesAsync(cancellationToken: cancellationToken);
        return new DroppedBlob(blob.Name, properties.Value.ETag.ToString(), properties.Value.LastModified);
    }

    private sealed record SeenProperties(JsonElement ETag, DateTimeOffset? LastModified);
}
