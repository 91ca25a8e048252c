using BackOffice.Payments.Domain;
using BackOffice.Tenancy;

namespace BackOffice.Payments;

/// <summary>Works a bank's message off: by reference first, batch after batch; what has none is looked for at the end.</summary>
public sealed class SettlementWork(PaymentStore store, PaymentBlobs blobs, PaymentMarks marks, PaymentNews news)
{
    /// <summary>Transactions in memory together.</summary>
    private const int BatchSize = 2_000;

    private const int MostAttempts = 8;

    internal async Task<SettlementSummary> RunAsync(string tenant, string digest, BankMessage message, Actor actor, CancellationToken cancellationToken)
    {
        var tally = new SettlementTally();
        var by = (actor, $"bank message {digest[..16]}");
        List<(BankTransaction Transaction, EndToEndId Id)> batch = [];
        var search = new SettlementSearch(store, blobs, (tenant, actor.Now));
        foreach (var transaction in message.Transactions())
        {
            tally.Read();
            if (SettlementMatch.EventOf(transaction.Outcome) is null && transaction.Outcome != BankOutcome.Accepted)
            {
                tally.Match(transaction.Outcome);
            }
            else if (EndToEndId.TryRead(transaction.EndToEndId, out var id))
            {
                batch.Add((transaction, id));
            }
            else if (EndToEndId.TryReadTag(transaction.OrderReference, out var tag) && transaction.Scope == BankScope.Order)
            {
                await FlushAsync(tenant, batch, (by, tally), cancellationToken);
                await MarkOrderAsync((tenant, tag), transaction, (by, tally), cancellationToken);
            }
            else if (!search.TryAdd(transaction))
            {
                tally.Miss(transaction, UnmatchedReason.NotFound);
            }

            if (batch.Count >= BatchSize)
            {
                await FlushAsync(tenant, batch, (by, tally), cancellationToken);
            }
        }

        await FlushAsync(tenant, batch, (by, tally), cancellationToken);
        batch.AddRange(await search.RunAsync(tally, cancellationToken));
        await FlushAsync(tenant, batch, (by, tally), cancellationToken);
        foreach (var order in tally.Orders)
        {
            await news.ConcludeAsync(order, [actor.Correlation], cancellationToken);
        }

        return tally.Summary(digest, message);
    }

    private async Task FlushAsync(string tenant, List<(BankTransaction Transaction, EndToEndId Id)> batch, ((Actor, string) By, SettlementTally Tally) with, CancellationToken cancellationToken)
    {
        foreach (var lines in batch.GroupBy(line => line.Id.Tag))
        {
            if (await store.FindByTagAsync(tenant, lines.Key, cancellationToken) is not { } order)
            {
                lines.ToList().ForEach(line => with.Tally.Miss(line.Transaction, UnmatchedReason.NotFound));
                continue;
            }

            with.Tally.Meet(order);
            foreach (var line in lines.Where(line => line.Transaction.Outcome == BankOutcome.Accepted))
            {
                with.Tally.Match(line.Transaction.Outcome);
            }

            List<(BankTransaction Transaction, LineMark Mark)> told = [.. lines.Where(line => line.Transaction.Outcome != BankOutcome.Accepted).Select(line => (line.Transaction, MarkOf(line.Transaction, line.Id)))];
            var unmatched = (await marks.ApplyAsync(order, [.. told.Select(line => line.Mark)], with.By, cancellationToken)).ToDictionary(miss => miss.Mark, miss => miss.Reason);
            foreach (var (transaction, mark) in told)
            {
                if (unmatched.TryGetValue(mark, out var reason))
                {
                    with.Tally.Miss(transaction, reason);
                }
                else
                {
                    with.Tally.Match(transaction.Outcome);
                }
            }
        }

        batch.Clear();
    }

    /// <summary>A word about the whole batch: every line that can take it takes it.</summary>
    private async Task MarkOrderAsync((string Tenant, string Tag) named, BankTransaction transaction, ((Actor Actor, string Reason) By, SettlementTally Tally) with, CancellationToken cancellationToken)
    {
        var reference = await store.FindByTagAsync(named.Tenant, named.Tag, cancellationToken);
        var order = reference is null ? null : await store.FindOrderAsync(reference, cancellationToken);
        if (order is null || (!order.State.IsAtBank() && order.State != PaymentOrderState.Rejected))
        {
            with.Tally.Miss(transaction, order is null ? UnmatchedReason.NotFound : UnmatchedReason.NotAtBank);
        }
        else if (SettlementMatch.EventOf(transaction.Outcome) is not { } @event)
        {
            await AcceptAsync(order, with.By, cancellationToken);
            with.Tally.Match(transaction.Outcome);
        }
        else if (transaction.Amount is { } told && !SumsOf(order).Contains(told.Amount))
        {
            with.Tally.Miss(transaction, UnmatchedReason.AmountDiffers);
        }
        else
        {
            with.Tally.Meet(order.Reference);
            with.Tally.Match(transaction.Outcome, await MarkLinesAsync(order, (transaction, @event), with.By, cancellationToken));
        }
    }

    private async Task<int> MarkLinesAsync(PaymentOrderRow order, (BankTransaction Transaction, LineEvent Event) word, (Actor, string) by, CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var parts in Enumerable.Range(1, order.Parts).Chunk(PaymentMarks.MostParts))
        {
            List<LineMark> lines = [];
            foreach (var part in parts)
            {
                var row = await store.FindPartAsync(order.Reference, part, cancellationToken) ?? throw new InvalidDataException("A sealed order without one of its parts.");
                lines.AddRange(Enumerable.Range(1, row.States.Length)
                    .Where(line => LineStates.Of(row.States, line) is var state && (state == LineLifecycle.Target(word.Event) || LineLifecycle.Table.Next(state, word.Event) is not null))
                    .Select(line => MarkOf(word.Transaction, new EndToEndId("", part, line)) with { Amount = null }));
            }

            var unmatched = await marks.ApplyAsync(order.Reference, lines, by, cancellationToken);
            count += lines.Count - unmatched.Count;
        }

        return count;
    }

    private async Task AcceptAsync(PaymentOrderRow order, (Actor Actor, string Reason) by, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MostAttempts && order.Takes(PaymentOrderEvent.Accept); attempt++)
        {
            if (await store.TryWriteAsync(order.Move(PaymentOrderEvent.Accept, by.Actor, by.Reason)))
            {
                return;
            }

            order = await store.FindOrderAsync(order.Reference, cancellationToken) ?? order;
        }
    }

    /// <summary>What a bank may book for the batch: all of it, or all but what it refused before.</summary>
    private static IEnumerable<decimal> SumsOf(PaymentOrderRow order)
        => new[] { order.Sum, order.Sum - order.RejectedSum }.Select(sum => Primitives.Money.FromMinorUnits(sum, order.ReadTerms().Currency).Amount);

    private static LineMark MarkOf(BankTransaction transaction, EndToEndId id) => new(id.Part, id.Line, SettlementMatch.EventOf(transaction.Outcome)!.Value, transaction.Position)
    {
        Amount = transaction.Amount,
        Reason = transaction.Reason,
        BookedOn = transaction.BookedOn,
    };
}
