using System.Buffers;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using BackOffice.Payroll.Domain;
using BackOffice.Storage;

namespace BackOffice.Payroll;

/// <summary>What went into a run and what came out, as JSON lines in compressed blobs that are written once.</summary>
public sealed class PayrollBlobs(BlobServiceClient blobs)
{
    private static readonly JsonWriterOptions LineForm = new() { Encoder = PayJson.Options.Encoder, SkipValidation = true };

    /// <summary>Plans remembered, so that a hundred shards do not read theirs a hundred times.</summary>
    private const int MostPlans = 16;

    private readonly Remembered<string, RoundPlan> plans = new(MostPlans);
    private readonly BlobContainerClient container = blobs.GetBlobContainerClient(PayrollKeys.Container);

    /// <summary>Writes one line a record; what lies there already was written by an earlier try and stays.</summary>
    /// <returns>SHA-256 of the lines as they lie there, before compression, and whether they are these.</returns>
    internal async Task<(string Digest, bool IsFirst)> WriteLinesAsync<T>(string name, IEnumerable<T> records, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        string digest;
        await using (var zip = new GZipStream(content, CompressionLevel.Fastest, leaveOpen: true))
        {
            digest = DigestOf(records, line => zip.Write(line));
        }

        content.Position = 0;
        return await TryPutAsync(name, content, cancellationToken)
            ? (digest, true)
            : (await DigestAsync(name, cancellationToken), false);
    }

    /// <summary>SHA-256 of the lines that records are written as.</summary>
    /// <param name="records">One line each.</param>
    /// <param name="write">Takes the bytes of each line, in their order.</param>
    internal static string DigestOf<T>(IEnumerable<T> records, Action<ReadOnlySpan<byte>>? write = null)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var line = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(line, LineForm);
        foreach (var record in records)
        {
            JsonSerializer.Serialize(json, record, PayJson.Options);
            line.Write("\n"u8);
            hash.AppendData(line.WrittenSpan);
            write?.Invoke(line.WrittenSpan);
            line.ResetWrittenCount();
            json.Reset();
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The records of a blob, one after the other.</summary>
    internal async IAsyncEnumerable<T> ReadLinesAsync<T>(string name, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var download = await container.GetBlobClient(name).DownloadStreamingAsync(cancellationToken: cancellationToken);
        await using var content = download.Value.Content;
        await foreach (var record in LinesAsync<T>(content, cancellationToken))
        {
            yield return record;
        }
    }

    /// <summary>What a shard was made of and what came out, read once.</summary>
    internal async Task<ShardFile> ReadShardAsync(ShardReference shard, RoundPlan plan, CancellationToken cancellationToken)
    {
        var part = plan.Shards[shard.Number - 1];
        var inputs = await container.GetBlobClient(PayrollKeys.InputsOf(shard.Round, part, shard.Number)).DownloadContentAsync(cancellationToken);
        var slips = await container.GetBlobClient(PayrollKeys.SlipsOf(shard.Round, part, shard.Number)).DownloadContentAsync(cancellationToken);
        return new ShardFile(plan, inputs.Value.Content, slips.Value.Content);
    }

    /// <summary>The records of compressed lines, one after the other.</summary>
    internal static async IAsyncEnumerable<T> LinesAsync<T>(Stream content, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var unzip = new GZipStream(content, CompressionMode.Decompress);
        await foreach (var record in JsonSerializer.DeserializeAsyncEnumerable<T>(unzip, topLevelValues: true, PayJson.Options, cancellationToken))
        {
            yield return record ?? throw new InvalidDataException("An empty line among records.");
        }
    }

    /// <summary>Whom the lines of a shard pay, by person.</summary>
    internal async Task<Dictionary<string, PersonCard>> ReadCardsAsync(string name, CancellationToken cancellationToken)
        => await CardsOf(ReadLinesAsync<CardLine>(name, cancellationToken), cancellationToken);

    internal static ValueTask<Dictionary<string, PersonCard>> CardsOf(IAsyncEnumerable<CardLine> lines, CancellationToken cancellationToken)
        => lines.Where(line => line.Card is not null)
            .ToDictionaryAsync(line => line.Person, line => line.Card!, StringComparer.Ordinal, cancellationToken);

    /// <summary>A record of its own; null when it was never written.</summary>
    internal async Task<T?> FindAsync<T>(string name, CancellationToken cancellationToken)
        where T : class
    {
        await using var content = await OpenAsync(name, default, cancellationToken);
        return content is null ? null : await JsonSerializer.DeserializeAsync<T>(content, PayJson.Options, cancellationToken);
    }

    /// <summary>The plan of a round, which never changes once it is written; null before.</summary>
    internal Task<RoundPlan?> FindPlanAsync(RunRound round, CancellationToken cancellationToken)
    {
        var name = PayrollKeys.PlanBlob(round);
        return plans.GetAsync(name, () => FindAsync<RoundPlan>(name, cancellationToken));
    }

    /// <summary>Keeps the plan of a round. Who was first has planned it: what people are added meanwhile would differ.</summary>
    /// <returns>The plan as it lies there.</returns>
    internal async Task<RoundPlan> KeepPlanAsync(RunRound round, RoundPlan plan, CancellationToken cancellationToken)
    {
        var name = PayrollKeys.PlanBlob(round);
        using var content = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(plan, PayJson.Options));
        return (await plans.GetAsync(name, async () => await TryPutAsync(name, content, cancellationToken)
            ? JsonSerializer.Deserialize<RoundPlan>(content.ToArray(), PayJson.Options)
            : await FindAsync<RoundPlan>(name, cancellationToken)))!;
    }

    internal async Task<RoundPlan> ReadPlanAsync(RunRound round, CancellationToken cancellationToken)
        => await FindPlanAsync(round, cancellationToken) ?? throw new InvalidOperationException($"{round.InstanceId} was never planned.");

    /// <summary>Puts a content under a name; false when something lies there already, which stays.</summary>
    internal async Task<bool> TryPutAsync(string name, Stream content, CancellationToken cancellationToken)
    {
        try
        {
            await container.GetBlobClient(name).UploadAsync(content, new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } }, cancellationToken);
            return true;
        }
        catch (RequestFailedException exists) when (exists.Status is 409 or 412)
        {
            return false;
        }
    }

    internal async Task<Stream?> OpenAsync(string name, HttpRange range, CancellationToken cancellationToken)
    {
        try
        {
            var download = await container.GetBlobClient(name).DownloadStreamingAsync(new BlobDownloadOptions { Range = range }, cancellationToken);
            return download.Value.Content;
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            return null;
        }
    }

    private async Task<string> DigestAsync(string name, CancellationToken cancellationToken)
    {
        await using var content = await OpenAsync(name, default, cancellationToken) ?? throw new InvalidDataException($"{name} is gone.");
        await using var unzip = new GZipStream(content, CompressionMode.Decompress);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(unzip, cancellationToken));
    }
}
