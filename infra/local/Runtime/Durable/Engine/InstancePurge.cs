using BackOffice.LocalRuntime.Durable.History;
using BackOffice.LocalRuntime.Durable.Storage;

namespace BackOffice.LocalRuntime.Durable.Engine;

/// <summary>Deletes a finished instance with its whole log (D-47).</summary>
internal sealed class InstancePurge(Shard shard, IEngineStore store)
{
    /// <summary>Of a log: fits into one commit with the instance's own row.</summary>
    private const int RowsAtOnce = 90;

    /// <param name="stored">What is to go. Nobody else may work on its id meanwhile.</param>
    /// <param name="withChildren">Whether its children are to be named.</param>
    /// <param name="done">Called on the shard's loop, with the children, once no row is left.</param>
    public async Task RunAsync(InstanceRecord stored, bool withChildren, Action<IReadOnlyList<string>> done)
    {
        var token = shard.Stopping;
        try
        {
            // A purge that was cut off has named them before, and its log has lost its end.
            var children = withChildren && !stored.IsPurging ? await ChildrenAsync(stored, token) : [];
            shard.Post(() => DeleteRows(stored, () => done(children)));
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // The engine stops; whoever waits is told so by the engine.
        }
    }

    private async Task<IReadOnlyList<string>> ChildrenAsync(InstanceRecord stored, CancellationToken token)
    {
        var history = await shard.Retry.ReadAsync(() => LogReader.ReadAsync(store, shard.Number, stored, token), token);
        return [.. history.OfType<SubOrchestrationCreated>().Select(sub => sub.InstanceId)];
    }

    /// <summary>
    /// A long log goes from its end, one commit at a time, each with the number of rows that are left: a crash in between leaves
    /// an instance that can be looked at and purged again, and no row that nobody knows of.
    /// </summary>
    private void DeleteRows(InstanceRecord stored, Action done)
    {
        var left = Math.Max(0, stored.LogRows - RowsAtOnce);
        var log = InstanceRows.LogKeys(stored).Skip(left);
        if (left == 0)
        {
            shard.Write(new InstanceChange(stored.Id, done) { Deletes = [EngineKeys.Instance(stored.Id), .. log] });
            return;
        }

        var shorter = stored with { LogRows = left, Tail = string.Empty, IsPurging = true };
        shard.Write(new InstanceChange(stored.Id, () => DeleteRows(shorter, done)) { Row = InstanceRows.ToRow(shorter, isNew: false), Deletes = [.. log] });
    }
}
