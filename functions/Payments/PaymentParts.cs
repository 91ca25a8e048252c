using BackOffice.Payments.Domain;
using BackOffice.Storage;

namespace BackOffice.Payments;

/// <summary>
/// Adds parts to an order. Claims first, then the part as it was decided, then its row: whoever comes again after a crash finds
/// the claims his own and the decision made, and a claim without a decided line frees itself (<see cref="PaymentClaims"/>).
/// </summary>
public sealed class PaymentParts(PaymentStore store, PaymentBlobs blobs, PaymentClaims claims, PaymentRules rules)
{
    /// <summary>The states of a part are one text, and its codes one property.</summary>
    internal const int MostLines = 1_000;

    internal const int MostParts = 9_999;
    private const int LongestKey = 200;
    private const int MostOrders = 64;

    /// <summary>Orders as they were first read: their terms never change. One that takes no parts will take none again; whether another still does is asked when a part is written.</summary>
    private readonly Remembered<PaymentOrderReference, PaymentOrderRow> orders = new(MostOrders);

    internal async Task<PaymentAnswer<PartSummary>> AddAsync(PaymentOrderReference reference, int part, IReadOnlyList<Payable> payables, CancellationToken cancellationToken)
    {
        if (part is < 1 or > MostParts || payables.Count > MostLines || !payables.All(HasFitKey))
        {
            return Refused(PaymentRefusal.Unfit, $"A part is numbered 1 to {MostParts} and has {MostLines} debts at most, each with a kind, a group and a key.");
        }

        if (await orders.GetAsync(reference, () => store.FindOrderAsync(reference, cancellationToken)) is not { } order)
        {
            return Refused(PaymentRefusal.NotFound, "There is no such order.");
        }

        var digest = PartContent.DigestOf(payables);
        var content = order.TakesParts
            ? await blobs.KeepPartAsync(reference, part, await DecideAsync(order, part, (digest, payables), cancellationToken), cancellationToken)
            : await blobs.FindPartAsync(reference, part, cancellationToken);
        if (content is null)
        {
            return Closed(order);
        }

        if (order.TakesParts)
        {
            // An earlier try may have decided of other debts: its decision counts, whether it came to write the row or not.
            await store.TryAddAsync(PaymentPartRow.Of(reference, part, content), cancellationToken);
        }

        return content.InputDigest == digest
            ? await AnswerAsync(reference, part, content, cancellationToken)
            : Refused(PaymentRefusal.Differs, $"Part {part} was added with other debts.");
    }

    internal async Task<PaymentAnswer<PartSummary>> FindAsync(PaymentOrderReference reference, int part, CancellationToken cancellationToken)
        => await store.FindPartAsync(reference, part, cancellationToken) is null
            ? Refused(PaymentRefusal.NotFound, "The order has no such part.")
            : await AnswerAsync(reference, part, await blobs.ReadPartAsync(reference, part, cancellationToken), cancellationToken);

    private async Task<PaymentAnswer<PartSummary>> AnswerAsync(PaymentOrderReference reference, int part, PartContent content, CancellationToken cancellationToken)
    {
        // It may have been sealed or taken back meanwhile: then the part is not in it.
        var after = await store.FindOrderAsync(reference, cancellationToken) ?? throw new InvalidDataException("A part of an order that is none.");
        return after.TakesParts || (after.State != PaymentOrderState.Cancelled && part <= after.Parts) ? content.Summary(part, after.ReadTerms()).AsAnswer() : Closed(after);
    }

    private async Task<PartContent> DecideAsync(PaymentOrderRow order, int part, (string Digest, IReadOnlyList<Payable> Payables) input, CancellationToken cancellationToken)
    {
        var terms = order.ReadTerms();
        List<PartLine> lines = [.. input.Payables.Select((payable, index) => new PartLine(index + 1, payable, PayableCheck.ProblemOf(payable, terms, (rules, terms.ExecutionDate)), HeldBy: null))];
        var held = await claims.TakeAsync(order.Reference, (part, input.Digest), lines.Where(line => line.Refusal is null).Select(line => (line.Line, line.Payable.Key)), cancellationToken);
        return new(input.Digest, [.. lines.Select(line => held.TryGetValue(line.Line, out var holder) ? line with { Refusal = PayableProblem.AlreadyOrdered, HeldBy = holder } : line)]);
    }

    private static bool HasFitKey(Payable payable)
        => PaymentKeys.CanBeWord(payable.Key.Kind) && PaymentKeys.CanBeWord(payable.Key.Group) && payable.Key.Key.Length is >= 1 and <= LongestKey;

    private static PaymentAnswer<PartSummary> Closed(PaymentOrderRow order) => Refused(PaymentRefusal.Transition, $"The order takes no more parts; it is {order.State}.");

    private static PaymentAnswer<PartSummary> Refused(PaymentRefusal refusal, string detail) => new() { Refusal = refusal, Detail = detail };
}
