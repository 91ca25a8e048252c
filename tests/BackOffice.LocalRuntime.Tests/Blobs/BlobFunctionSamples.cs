using System.Collections.Concurrent;
using System.Text;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Azure.Functions.Worker;

namespace BackOffice.LocalRuntime.Tests.Blobs;

/// <summary>What functions of these tests were given, by the name of the function.</summary>
public sealed class Sightings
{
    public ConcurrentDictionary<string, string> Seen { get; } = new(StringComparer.Ordinal);

    /// <summary>What functions that take their time wait for.</summary>
    public TaskCompletionSource End { get; } = new();
}

/// <summary>A blob of JSON.</summary>
public sealed record Order(int Number);

/// <summary>One function a type of parameter.</summary>
public sealed class ReadingFunctions(Sightings sightings)
{
    private const string Path = "drop/{name}";

    [Function("AsString")]
    public void AsString([BlobTrigger(Path, Source = BlobTriggerSource.EventGrid)] string blob) => sightings.Seen["AsString"] = blob;

    [Function("AsBytes")]
    public void AsBytes([BlobTrigger(Path)] byte[] blob) => sightings.Seen["AsBytes"] = Encoding.UTF8.GetString(blob);

    [Function("AsBinaryData")]
    public void AsBinaryData([BlobTrigger(Path)] BinaryData blob) => sightings.Seen["AsBinaryData"] = blob.ToString();

    [Function("AsStream")]
    public async Task AsStream([BlobTrigger(Path)] Stream blob)
    {
        using var reader = new StreamReader(blob);
        sightings.Seen["AsStream"] = await reader.ReadToEndAsync();
    }

    [Function("AsBlobClient")]
    public void AsBlobClient([BlobTrigger(Path)] BlobClient blob) => sightings.Seen["AsBlobClient"] = blob.Name;

    [Function("AsBlockBlobClient")]
    public void AsBlockBlobClient([BlobTrigger(Path)] BlockBlobClient blob) => sightings.Seen["AsBlockBlobClient"] = blob.Name;

    [Function("AsBlobBaseClient")]
    public void AsBlobBaseClient([BlobTrigger(Path)] BlobBaseClient blob) => sightings.Seen["AsBlobBaseClient"] = blob.Name;

    [Function("AsContainerClient")]
    public void AsContainerClient([BlobTrigger(Path)] BlobContainerClient container) => sightings.Seen["AsContainerClient"] = container.Name;

    [Function("AsObject")]
    public void AsObject([BlobTrigger(Path)] Order order) => sightings.Seen["AsObject"] = $"{order.Number}";
}

/// <summary>All values beside a blob.</summary>
public sealed class NamingFunctions(Sightings sightings)
{
    [Function("Names")]
    public void Names(
        [BlobTrigger("drop/{tenant}/{name}.{ext}")] BlobClient blob,
        string tenant,
        string name,
        string ext,
        string blobTrigger,
        Uri uri,
        IDictionary<string, string> metadata)
        => sightings.Seen["Names"] = $"{tenant}|{name}|{ext}|{blobTrigger}|/test{uri.AbsolutePath[uri.AbsolutePath.IndexOf('/', 1)..]}|{metadata.Count}";
}

/// <summary>Takes its time.</summary>
public sealed class PatientFunctions(Sightings sightings)
{
    [Function("Wait")]
    public async Task Wait([BlobTrigger("drop/{name}")] BlobClient blob, CancellationToken cancellationToken)
    {
        sightings.Seen[blob.Name] = "waiting";
        await sightings.End.Task.WaitAsync(cancellationToken);
    }
}

/// <summary>A type no blob has.</summary>
public sealed class ImpossibleFunctions
{
    [Function("Number")]
    public void Number([BlobTrigger("drop/{name}")] int blob) => ArgumentOutOfRangeException.ThrowIfNegative(blob);
}
