using Azure.Data.Tables;
using BackOffice.Payments.Domain;

namespace BackOffice.Payments;

/// <summary>
/// Tells the owners of debts what became of them. What was marked stays flagged on its order until the owners know it and have
/// recorded the money, so that a crash, or books that are closed, delay the news and never lose it.
/// </summary>
public sealed class PaymentNews(PaymentStore store, PaymentBlobs blobs, PaymentMovements movements, IEnumerable<IPayableOwner> owners)
{
    private const int MostAttempts = 8;

    /// <summary>Tells what marks said of the lines of a part.</summary>
    internal async Task TellAsync(PaymentOrderReference order, MarkedPart part, CancellationToken cancellationToken)
        => await TellAsync(order, part.Part, part.Standing.Select(word => (word.Line.Payable.Key.Kind, word.State, new PayableWord(word.Line.Payable.Key, word.Mark.Reason, word.Mark.BookedOn) { Amount = word.Line.Payable.Amount })), cancellationToken);

    /// <summary>Has the money recorded once all was told; what the owners do not take yet stays flagged, and so does what others have told.</summary>
    /// <param name="reference">The order.</param>
    /// <param name="told">The messages and words, by their correlations, of which the owners know everything.</param>
    /// <param name="cancellationToken">Stops between movements.</param>
    internal async Task ConcludeAsync(PaymentOrderReference reference, IReadOnlyCollection<string> told, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            if (await store.FindOrderAsync(reference, cancellationToken) is not { HasNews: true } order || !await movements.RecordAsync(reference, cancellationToken))
            {
                return;
            }

            order.EndNews(told);
            if (await store.TryWriteAsync(order.Replaced()))
            {
                return;
            }
        }
    }

    /// <summary>Tells all that is known of an order again, from the states of its lines.</summary>
    internal async Task RetellAsync(PaymentOrderRow order, CancellationToken cancellationToken)
    {
        foreach (var part in await store.ReadPartsAsync(order.Reference, order.Parts, cancellationToken))
        {
            var content = await blobs.ReadPartAsync(order.Reference, part.Part, cancellationToken);
            var reasons = part.ReadReasons();
            await TellAsync(
                order.Reference,
                part.Part,
                content.Ordered.Select(line => (line.Payable.Key.Kind, State: LineStates.Of(part.States, line.Line), new PayableWord(line.Payable.Key, reasons.GetValueOrDefault(line.Line), BookedOn: null) { Amount = line.Payable.Amount }))
                    .Where(word => word.State is LineState.Paid or LineState.Returned or LineState.Rejected),
                cancellationToken);
        }

        await ConcludeAsync(order.Reference, order.ReadNews(), cancellationToken);
    }

    /// <summary>Orders whose owners may not know everything.</summary>
    internal Azure.AsyncPageable<PaymentOrderRow> Untold(string tenant)
        => store.Query<PaymentOrderRow>(tenant, PaymentKeys.OrderPrefix, TableClient.CreateQueryFilter($"HasNews eq {true}"));

    private async Task TellAsync(PaymentOrderReference order, int part, IEnumerable<(string Kind, LineState State, PayableWord Word)> words, CancellationToken cancellationToken)
    {
        foreach (var news in words.GroupBy(word => (word.Kind, word.State)))
        {
            foreach (var owner in owners.Where(owner => owner.Kind == news.Key.Kind))
            {
                await owner.HearAsync(new PayableNews(order, part, news.Key.State, [.. news.Select(word => word.Word)]), cancellationToken);
            }
        }
    }
}
