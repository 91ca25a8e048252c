using System.Text.Encodings.Web;
using System.Text.Json;
using Azure;
using Azure.Storage.Queues;

namespace BackOffice.LocalRuntime.Blobs;

/// <summary>A blob that was given up, in the property order of the extension (B-5).</summary>
internal sealed record PoisonBlobMessage(string FunctionId, string BlobType, string ContainerName, string BlobName, string ETag)
{
    private static readonly JsonSerializerOptions AsTheExtensionWrites = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string ToJson() => JsonSerializer.Serialize(new { Type = "BlobTrigger", FunctionId, BlobType, ContainerName, BlobName, ETag }, AsTheExtensionWrites);
}

/// <summary>Where poison messages go, in the blob's own account (B-6).</summary>
internal sealed class PoisonBlobQueue(QueueServiceClient account)
{
    public const string Name = "webjobs-blobtrigger-poison";

    private readonly QueueClient queue = account.GetQueueClient(Name);

    public async Task SendAsync(PoisonBlobMessage message, CancellationToken cancellationToken)
    {
        var text = message.ToJson();
        try
        {
            await queue.SendMessageAsync(text, cancellationToken);
        }
        catch (RequestFailedException missing) when (missing.ErrorCode == "QueueNotFound")
        {
            await queue.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            await queue.SendMessageAsync(text, cancellationToken);
        }
    }
}
