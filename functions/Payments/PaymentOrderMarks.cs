using BackOffice.Payments.Domain;
using BackOffice.Storage;
using BackOffice.Tenancy;
using NodaTime;
using NodaTime.Text;

namespace BackOffice.Payments;

/// <summary>What a payer says of a whole order where the bank sends no file: that it was paid. His word is written down first, then each line is marked.</summary>
public sealed class PaymentOrderMarks(PaymentStore store, PaymentMarks marks, PaymentNews news, Actors actors)
{
    private const int MostAttempts = 8;

    /// <summary>Marks every line paid on a day; a second call with the same words changes nothing.</summary>
    /// <returns>The order; or Transition when some lines have ended already, or when it is not at the bank, or when the day does not do.</returns>
    internal async Task<PaymentAnswer<PaymentOrderSummary>> PayAsync(PaymentOrderReference reference, LocalDate day, (Actor Actor, string Reason) by, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            if (await store.FindOrderAsync(reference, cancellationToken) is not { } order)
            {
                return PaymentOrders.Refused(PaymentRefusal.NotFound, "There is no such payment order.");
            }

            var (actor, reason) = by;
            if (order.PaidByHand is { } said && RowJson.Read<PaidWord>(said).Correlation == actor.Correlation)
            {
                await FinishAsync(order, cancellationToken);
                await news.ConcludeAsync(reference, [actor.Correlation], cancellationToken);
                return (await store.FindOrderAsync(reference, cancellationToken))!.Summary().AsAnswer();
            }

            if (ProblemOf(order, day, actor) is { } problem)
            {
                return PaymentOrders.Refused(PaymentRefusal.Transition, problem);
            }

            // From now on it is known: a crash before the last line is marked is made up for by the sweep.
            order.PaidByHand = RowJson.Write(new PaidWord(LocalDatePattern.Iso.Format(day), actor.Name, reason, actor.Correlation));
            order.AddNews(actor);
            var change = new PaymentOrderChange(Event: null, order.State, order.State, actor.Name, actor.Now, actor.LocalTime, $"All paid on {LocalDatePattern.Iso.Format(day)}: {reason}", actor.Correlation);
            await store.TryWriteAsync(order.History(change), order.Replaced());
        }

        throw new InvalidOperationException("The order changed each time it was to be marked.");
    }

    /// <summary>Marks what is left of an order that a payer said is paid; nothing where nobody said so.</summary>
    internal async Task FinishAsync(PaymentOrderRow order, CancellationToken cancellationToken)
    {
        if (order.PaidByHand is not { } said)
        {
            return;
        }

        var word = RowJson.Read<PaidWord>(said);
        var actor = await actors.NowAsync(order.Reference.Tenant, word.By, word.Correlation, cancellationToken);
        foreach (var part in await store.ReadPartsAsync(order.Reference, order.Parts, cancellationToken))
        {
            // Those that were paid a moment ago are told again; what came back since stays so.
            var lines = Enumerable.Range(1, part.States.Length).Where(line => LineStates.Of(part.States, line) is LineState.Ordered or LineState.Paid)
                .Select(line => new LineMark(part.Part, line, LineEvent.Pay, "by hand") { BookedOn = LocalDatePattern.Iso.Parse(word.Day).Value });
            await marks.ApplyAsync(order.Reference, [.. lines], (actor, word.Reason), cancellationToken);
        }
    }

    private static string? ProblemOf(PaymentOrderRow order, LocalDate day, Actor actor)
        => !order.State.IsAtBank() ? $"An order that was handed over can be paid; this one is {order.State}."
            : order.Ended > 0 || order.PaidByHand is not null ? "The bank, or a payer, has told of some of its lines: the others are marked one by one."
            : actor.Tenant is { } tenant && (day > tenant.DayAt(actor.Now) || day < tenant.DayAt(order.ExportedAt!.Value)) ? "It was paid on a day from its export to today."
            : null;

    /// <summary>What a payer said.</summary>
    private sealed record PaidWord(string Day, string By, string Reason, string Correlation);
}
