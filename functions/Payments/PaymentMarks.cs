using Azure.Data.Tables;
using BackOffice.Payments.Domain;
using BackOffice.Primitives;
using BackOffice.Tenancy;
using NodaTime;

namespace BackOffice.Payments;

/// <summary>What is said of one line of an order.</summary>
/// <param name="Part">From 1.</param>
/// <param name="Line">From 1.</param>
/// <param name="Event">What happened to it.</param>
/// <param name="Position">Where it was said.</param>
internal sealed record LineMark(int Part, int Line, LineEvent Event, string Position)
{
    /// <summary>Null when none was told.</summary>
    public Money? Amount { get; init; }

    public string? Reason { get; init; }

    public LocalDate? BookedOn { get; init; }
}

/// <summary>Why a mark changed nothing and agrees with nothing.</summary>
internal sealed record UnmatchedMark(LineMark Mark, UnmatchedReason Reason);

/// <summary>Marks lines of one order: states, counts, the money that moved and the order's own state in one transaction, then the owners hear of it.</summary>
public sealed class PaymentMarks(PaymentStore store, PaymentBlobs blobs, PaymentMovements movements, PaymentNews news)
{
    /// <summary>Parts of one transaction, which are in memory together.</summary>
    internal const int MostParts = 10;

    private const int MostAttempts = 16;

    /// <summary>Makes the marks; those that are made already change nothing, and the owners hear of them again.</summary>
    /// <returns>Marks that do not fit. When all is marked, <see cref="PaymentNews.ConcludeAsync"/> follows.</returns>
    internal async Task<IReadOnlyList<UnmatchedMark>> ApplyAsync(PaymentOrderReference order, IReadOnlyList<LineMark> marks, (Actor Actor, string Reason) by, CancellationToken cancellationToken)
    {
        List<UnmatchedMark> unmatched = [];
        foreach (var parts in marks.GroupBy(mark => mark.Part).Chunk(MostParts))
        {
            unmatched.AddRange(await ApplyPartsAsync(order, parts, by, cancellationToken));
        }

        return unmatched;
    }

    private async Task<IReadOnlyList<UnmatchedMark>> ApplyPartsAsync(PaymentOrderReference reference, IGrouping<int, LineMark>[] parts, (Actor Actor, string Reason) by, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var order = await store.FindOrderAsync(reference, cancellationToken) ?? throw new InvalidOperationException("Marks of an order that is none.");
            if (!order.State.IsAtBank() && order.State != PaymentOrderState.Rejected)
            {
                return [.. parts.SelectMany(part => part).Select(mark => new UnmatchedMark(mark, UnmatchedReason.NotAtBank))];
            }

            var marked = new List<MarkedPart>(parts.Length);
            foreach (var part in parts)
            {
                marked.Add(await MarkAsync(order, part, cancellationToken));
            }

            List<TableTransactionAction> rows = [.. marked.Where(part => part.Changes).Select(part => part.Row!.Replaced())];
            if (rows.Count == 0 || await store.TryWriteAsync([.. rows, .. await movements.RowsAsync(order, marked, by, cancellationToken), .. Settled(order, marked, by)]))
            {
                foreach (var part in marked)
                {
                    await news.TellAsync(reference, part, cancellationToken);
                }

                return [.. marked.SelectMany(part => part.Unmatched)];
            }
        }

        throw new InvalidOperationException("The order changed each time it was to be marked.");
    }

    private async Task<MarkedPart> MarkAsync(PaymentOrderRow order, IGrouping<int, LineMark> marks, CancellationToken cancellationToken)
    {
        var row = marks.Key <= order.Parts ? await store.FindPartAsync(order.Reference, marks.Key, cancellationToken) : null;
        return row is null
            ? new MarkedPart(marks.Key, Row: null, Content: null) { Unmatched = [.. marks.Select(mark => new UnmatchedMark(mark, UnmatchedReason.NotFound))] }
            : new MarkedPart(marks.Key, row, await blobs.ReadPartAsync(order.Reference, marks.Key, cancellationToken)).With(marks);
    }

    /// <summary>The order's row with its new counts and, where they move it, its new state with the history.</summary>
    private static TableTransactionAction[] Settled(PaymentOrderRow order, IReadOnlyList<MarkedPart> marked, (Actor Actor, string Reason) by)
    {
        order.Paid += marked.Sum(part => part.Gained(LineState.Paid));
        order.Returned += marked.Sum(part => part.Gained(LineState.Returned));
        order.Rejected += marked.Sum(part => part.Gained(LineState.Rejected));
        order.RejectedSum += marked.Sum(part => part.RejectedSum);
        order.AddNews(by.Actor);
        PaymentOrderEvent? @event = order.Rejected == order.Count ? PaymentOrderEvent.Reject
            : order.Ended == order.Count ? PaymentOrderEvent.Settle
            : order.Ended > 0 ? PaymentOrderEvent.SettlePart
            : null;
        return @event is { } move && order.Takes(move) ? order.Move(move, by.Actor, by.Reason) : [order.Replaced()];
    }
}
