using Azure;
using Azure.Data.Tables;
using BackOffice.Storage;

namespace BackOffice.Effects;

/// <summary>
/// Remembers what has been done to the world, so that it is done once. An effect is written down as Pending before it
/// happens and as Done, with its result, after; whoever comes again gets the result, or finishes what was begun.
/// </summary>
public sealed class EffectLedger(TableServiceClient tables, TimeProvider time)
{
    internal const string TableName = "Effects";

    private const string Done = "Done";
    private const string Pending = "Pending";

    private readonly TableClient table = tables.GetTableClient(TableName);

    /// <summary>Does the effect unless it is done, and answers its result: the first one, whoever asks.</summary>
    /// <param name="key">What the business calls this effect.</param>
    /// <param name="inputDigest">Of all that decides the effect; another digest under the same key is refused.</param>
    /// <param name="effect">
    /// Called when the effect is not yet Done, so again after a crash between doing and remembering: it must ask its
    /// target first, or be harmless twice. The result is at most 32 000 characters.
    /// </param>
    /// <param name="cancellationToken">Stops waiting; an effect under way stays Pending.</param>
    /// <exception cref="EffectDiffersException">The key stands for another input.</exception>
    public async Task<string> OnceAsync(EffectKey key, string inputDigest, Func<Task<string>> effect, CancellationToken cancellationToken)
    {
        var row = await BeginAsync(key, inputDigest, cancellationToken);
        if (row.Text("State") == Done)
        {
            return row.Text("Result");
        }

        var result = await effect();
        row["State"] = Done;
        row["Result"] = result;
        row["ResultDigest"] = Digest.Of(result);
        row["DoneAt"] = time.GetUtcNow();
        return await FinishAsync(row, result, cancellationToken);
    }

    private async Task<TableEntity> BeginAsync(EffectKey key, string inputDigest, CancellationToken cancellationToken)
    {
        var row = new TableEntity(key.Partition, key.Row)
        {
            ["SchemaVersion"] = 1,
            ["State"] = Pending,
            ["InputDigest"] = inputDigest,
            ["BegunAt"] = time.GetUtcNow(),
        };

        try
        {
            var added = await table.AddEntityAsync(row, cancellationToken);
            row.ETag = added.Headers.ETag ?? ETag.All;
            return row;
        }
        catch (RequestFailedException exists) when (exists.Status == 409)
        {
            var kept = await table.GetEntityIfExistsAsync<TableEntity>(key.Partition, key.Row, cancellationToken: cancellationToken);
            return kept.Value!.Text("InputDigest") == inputDigest ? kept.Value! : throw new EffectDiffersException(key);
        }
    }

    private async Task<string> FinishAsync(TableEntity row, string result, CancellationToken cancellationToken)
    {
        try
        {
            await table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, cancellationToken);
            return result;
        }
        catch (RequestFailedException stale) when (stale.Status == 412)
        {
            // Somebody finished the same effect at the same time (or our own answer was lost): the first result stands.
            var kept = await table.GetEntityIfExistsAsync<TableEntity>(row.PartitionKey, row.RowKey, cancellationToken: cancellationToken);
            return kept.Value!.Text("Result");
        }
    }
}

/// <summary>The business name of an effect.</summary>
/// <param name="Tenant">Whose effect it is.</param>
/// <param name="Kind">What sort: command, payment, posting.</param>
/// <param name="Key">Which one, in words of the business; only its digest is stored.</param>
public sealed record EffectKey(string Tenant, string Kind, string Key)
{
    internal string Partition => $"{Tenant}|{Kind}";

    internal string Row => Digest.Of(Tenant, Kind, Key);
}

/// <summary>An effect key was used before for something else.</summary>
public sealed class EffectDiffersException(EffectKey key) : Exception($"The {key.Kind} key was used before with another content.");
