using Azure;
using Azure.Data.Tables;
using BackOffice.Notifications;
using BackOffice.Payments;
using BackOffice.Payments.Domain;
using BackOffice.Payroll.Domain;
using BackOffice.Storage;
using BackOffice.Tenancy;

namespace BackOffice.Payroll;

/// <summary>The rows of the feature: runs with their history, the shards and the exceptional people of each, the chain of posted runs.</summary>
public sealed class PayrollStore(TableServiceClient tables, Outbox outbox)
{
    /// <summary>Of one transaction.</summary>
    private const int MostRows = 100;

    private readonly TableClient table = tables.GetTableClient(PayrollKeys.Table);

    internal Task<RunRow?> FindRunAsync(RunReference run, CancellationToken cancellationToken)
        => table.FindAsync<RunRow>(PayrollKeys.Partition(run.Tenant), PayrollKeys.Run(run.RunId), cancellationToken);

    /// <exception cref="InvalidOperationException">It was never written down.</exception>
    internal async Task<RunRow> RequireRunAsync(RunReference run, CancellationToken cancellationToken)
        => await FindRunAsync(run, cancellationToken) ?? throw new InvalidOperationException($"The run {run.RunId} was never written down.");

    /// <summary>The posted runs of a group; empty before the first.</summary>
    internal async Task<ChainRow> ReadChainAsync(string tenant, string group, CancellationToken cancellationToken)
        => await FindAsync<ChainRow>(PayrollKeys.Partition(tenant), PayrollKeys.Chain(group), cancellationToken) ?? ChainRow.Of(tenant, group);

    /// <summary>What of a shard's people never arrived, as far as its round knows; nothing is read where there was nothing.</summary>
    internal async Task<IReadOnlyList<LateReturnRow>> ReadLateReturnsAsync(ShardReference shard, RoundPlan plan, CancellationToken cancellationToken)
    {
        if (plan.LateReturns == 0)
        {
            return [];
        }

        var (partition, keys) = (PayrollKeys.Partition(shard.Round.Tenant), PayrollKeys.LateReturns(plan.Group, plan.Shards[shard.Number - 1]));
        var range = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {keys.From} and RowKey lt {keys.Before} and Number le {plan.LateReturns}");
        return await table.QueryAsync<LateReturnRow>(range, cancellationToken: cancellationToken).ToListAsync(cancellationToken);
    }

    internal Task<ShardRow?> FindShardAsync(ShardReference shard, CancellationToken cancellationToken)
        => FindAsync<ShardRow>(PayrollKeys.RunPartition(shard.Round.Run), PayrollKeys.Shard(shard.Round.Round, shard.Number), cancellationToken);

    internal Task<IReadOnlyList<ShardRow>> ReadShardsAsync(RunRound round, CancellationToken cancellationToken)
        => ReadAllAsync<ShardRow>(PayrollKeys.RunPartition(round.Run), PayrollKeys.ShardPrefix(round.Round), cancellationToken);

    /// <summary>The sums of the present round by line code, cost centre and party.</summary>
    internal async Task<PayTotals> ReadTotalsAsync(RunRow run, CancellationToken cancellationToken)
    {
        var totals = new RunningTotals(run.Currency);
        foreach (var shard in await ReadShardsAsync(run.Current, cancellationToken))
        {
            totals.Add(shard.ReadTotals());
        }

        return totals.Seal();
    }

    /// <summary>The exceptional people of a run, by their ids.</summary>
    internal Task<IReadOnlyList<PersonRow>> ReadPeopleAsync(RunReference run, CancellationToken cancellationToken)
        => ReadAllAsync<PersonRow>(PayrollKeys.RunPartition(run), PayrollKeys.PersonPrefix, cancellationToken);

    /// <summary>Whether anything was decided of anybody of a run.</summary>
    internal ValueTask<bool> AnyPersonAsync(RunReference run, CancellationToken cancellationToken)
        => Query<PersonRow>(PayrollKeys.RunPartition(run), PayrollKeys.PersonPrefix, pageSize: 1).AnyAsync(cancellationToken);

    internal Task<PersonRow?> FindPersonAsync(RunReference run, string person, CancellationToken cancellationToken)
        => FindAsync<PersonRow>(PayrollKeys.RunPartition(run), PayrollKeys.Person(person), cancellationToken);

    /// <summary>He is like all the others again, or held as before; nothing happens when he is already.</summary>
    internal Task DeletePersonAsync(PersonRow person, CancellationToken cancellationToken)
        => TryWriteAsync([person.Clear()], cancellationToken);

    /// <summary>The people of a shard who failed in a round; those who failed before and do not now are like all the others again.</summary>
    internal async Task WriteFailuresAsync(RunRound round, ShardPlan shard, IReadOnlyList<SlipLine> failed, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (failed.Count == 0 && round.Round == 1)
        {
            // Nobody failed before the first round, and another try of it fails the same people.
            return;
        }

        var there = (await ReadPeopleAsync(round.Run, shard, cancellationToken)).ToDictionary(person => person.Person, StringComparer.Ordinal);
        List<TableTransactionAction> writes = [.. failed.Select(line => FailureOf(round, line, there.GetValueOrDefault(line.Person), now))];
        var names = failed.Select(line => line.Person).ToHashSet(StringComparer.Ordinal);
        writes.AddRange(there.Values.Where(person => person.State == PersonState.Failed && !names.Contains(person.Person)).Select(person => person.Clear()));
        foreach (var batch in writes.Chunk(MostRows))
        {
            if (!await TryWriteAsync(batch, cancellationToken))
            {
                throw Moved(round);
            }
        }
    }

    private static TableTransactionAction FailureOf(RunRound round, SlipLine line, PersonRow? there, DateTimeOffset now)
    {
        var row = there ?? PersonRow.Of(round.Run, line.Person);
        (row.State, row.Round, row.Reason, row.Actor, row.At) = (PersonState.Failed, round.Round, "", PayrollNotices.Process, now);
        row.Problems = RowJson.Write(line.Problems);
        return there is null ? new(TableTransactionActionType.Add, row) : new(TableTransactionActionType.UpdateReplace, row, there.ETag);
    }

    /// <summary>
    /// Holds people whom an order does not pay, with its reason; whose money came back stays returned, and has it too. Those whom it
    /// took after all are like all the others again.
    /// </summary>
    internal async Task MarkOrderedAsync(ShardReference shard, IReadOnlyList<PersonRow> marked, (IReadOnlyList<PayableKey> Taken, IReadOnlyList<UnpaidPerson> Unpaid) order, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var there = marked.ToDictionary(person => person.Person, StringComparer.Ordinal);
        foreach (var unpaid in order.Unpaid)
        {
            if (!there.TryGetValue(unpaid.Person, out var row))
            {
                row = PersonRow.Of(shard.Round.Run, unpaid.Person);
                (row.State, row.Round, row.Actor, row.At, row.Reason) = (PersonState.Held, shard.Round.Round, PayrollNotices.Process, now, unpaid.Reason);
                await TryAddAsync(row, cancellationToken);
            }
            else if (!row.Reason.EndsWith(unpaid.Reason, StringComparison.Ordinal))
            {
                (row.Reason, row.At) = (row.State == PersonState.Returned ? $"{row.Reason}; {unpaid.Reason}" : unpaid.Reason, now);
                await TryWriteAsync([new(TableTransactionActionType.UpdateReplace, row, row.ETag)], cancellationToken);
            }
        }

        var taken = order.Taken.Select(RunDebt.PersonOf).ToHashSet(StringComparer.Ordinal);
        foreach (var row in marked.Where(row => row.State is PersonState.Held or PersonState.Returned && taken.Contains(row.Person)))
        {
            await DeletePersonAsync(row, cancellationToken);
        }
    }

    /// <summary>Every change of a run, oldest first.</summary>
    internal async Task<IReadOnlyList<RunChange>> ReadChangesAsync(RunReference run, CancellationToken cancellationToken)
        => [.. (await ReadAllAsync<TableEntity>(PayrollKeys.Partition(run.Tenant), PayrollKeys.ChangePrefix(run.RunId), cancellationToken)).Select(row => RowJson.Read<RunChange>(row.Text("Change")))];

    /// <summary>The same command again, after a crash before its answer was kept.</summary>
    internal async Task<bool> WasAskedAsync(RunReference run, Actor actor, CancellationToken cancellationToken)
        => await FindAskedAsync(run, actor, cancellationToken) is not null;

    /// <summary>What the same command did before; null when it is new.</summary>
    internal async Task<RunChange?> FindAskedAsync(RunReference run, Actor actor, CancellationToken cancellationToken)
        => (await ReadChangesAsync(run, cancellationToken)).FirstOrDefault(change => change.Correlation == actor.Correlation);

    /// <summary>Those of one shard.</summary>
    internal async Task<IReadOnlyList<PersonRow>> ReadPeopleAsync(RunReference run, ShardPlan shard, CancellationToken cancellationToken)
    {
        var partition = PayrollKeys.RunPartition(run);
        var range = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {PayrollKeys.Person(shard.First)} and RowKey le {PayrollKeys.Person(shard.Last)}");
        return await table.QueryAsync<PersonRow>(range, cancellationToken: cancellationToken).ToListAsync(cancellationToken);
    }

    internal Task<T?> FindAsync<T>(string partition, string rowKey, CancellationToken cancellationToken)
        where T : class, ITableEntity
        => table.FindAsync<T>(partition, rowKey, cancellationToken);

    /// <summary>Rows of a partition whose key begins so, in order.</summary>
    internal AsyncPageable<T> Query<T>(string partition, string keyPrefix, int? pageSize = null)
        where T : class, ITableEntity
        => table.QueryByPrefix<T>(partition, keyPrefix, pageSize: pageSize);

    /// <summary>Of those the ones that fulfil a condition (OData).</summary>
    internal AsyncPageable<T> Query<T>(string partition, string keyPrefix, string condition, int? pageSize = null)
        where T : class, ITableEntity
        => table.QueryByPrefix<T>(partition, keyPrefix, condition, pageSize);

    /// <summary>The runs of a tenant, of one group or of all; a group's name may be how another's begins.</summary>
    internal AsyncPageable<RunRow> QueryRuns(string tenant, string? group, int pageSize)
        => group is null
            ? Query<RunRow>(PayrollKeys.Partition(tenant), PayrollKeys.RunPrefix, pageSize)
            : Query<RunRow>(PayrollKeys.Partition(tenant), PayrollKeys.Run($"{group}-"), TableClient.CreateQueryFilter($"Group eq {group}"), pageSize);

    internal async Task<IReadOnlyList<T>> ReadAllAsync<T>(string partition, string keyPrefix, CancellationToken cancellationToken)
        where T : class, ITableEntity
        => await Query<T>(partition, keyPrefix).ToListAsync(cancellationToken);

    internal Task<bool> TryAddAsync(ITableEntity row, CancellationToken cancellationToken) => table.TryAddAsync(row, cancellationToken);

    /// <summary>Writes rows of one partition, whole or not at all; false when somebody else wrote one of them meanwhile.</summary>
    internal Task<bool> TryWriteAsync(IReadOnlyList<TableTransactionAction> rows, CancellationToken cancellationToken) => table.TryWriteAsync(rows, cancellationToken);

    /// <summary>Writes rows of a tenant's runs and the notifications that tell of them, whole or not at all.</summary>
    /// <returns>False when somebody else wrote one of them meanwhile: read again.</returns>
    internal async Task<bool> TryWriteAsync(string tenant, IEnumerable<TableTransactionAction> rows, DateTimeOffset now, params IReadOnlyList<Notification> notifications)
    {
        var partition = PayrollKeys.Partition(tenant);
        if (!await TryWriteAsync([.. rows, .. notifications.Select(notification => OutboxRow.Insert(partition, notification, now))], CancellationToken.None))
        {
            return false;
        }

        foreach (var notification in notifications)
        {
            outbox.Announce(AddressOf(tenant, notification.MessageId), notification with { RequestedAt = now });
        }

        return true;
    }

    /// <summary>Writes what a step did to a run, with the notice of the state it is in now.</summary>
    /// <param name="isQuiet">Nobody has to act on it.</param>
    /// <returns>How the round stands.</returns>
    /// <exception cref="InvalidOperationException">Somebody was quicker: the step is tried again.</exception>
    internal async Task<RunProgress> SaveAsync(RunRow row, RunRound round, IEnumerable<TableTransactionAction> rows, Actor actor, bool isQuiet = false)
    {
        Notification[] notices = !isQuiet && PayrollNotices.Of(row) is { } notice ? [notice] : [];
        row.MessageId = notices.Length > 0 ? notices[0].MessageId : null;
        return await TryWriteAsync(round.Tenant, rows, actor.Now, notices) ? row.ProgressOf(round) : throw Moved(round);
    }

    /// <summary>Somebody was quicker: the step is tried again.</summary>
    internal static InvalidOperationException Moved(RunRound round) => new($"{round.InstanceId} changed meanwhile.");

    /// <summary>Where a notification of the feature waits.</summary>
    internal static OutboxAddress AddressOf(string tenant, string messageId) => new(PayrollKeys.Table, PayrollKeys.Partition(tenant), messageId);
}
