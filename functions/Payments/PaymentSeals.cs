using System.Globalization;
using BackOffice.Payments.Domain;
using BackOffice.Tenancy;

namespace BackOffice.Payments;

/// <summary>
/// Seals an order in two writes: first what the file depends on is fixed (parts, count, sum, time), then the file is built from
/// that, and its digest is written down. Cut anywhere, the next try builds the same bytes.
/// </summary>
public sealed class PaymentSeals(PaymentStore store, PaymentBlobs blobs, PaymentFiles files, PaymentRules rules)
{
    private const int MostAttempts = 8;
    private const int MostNamed = 20;

    internal async Task<PaymentAnswer<PaymentOrderSummary>> SealAsync(PaymentOrderReference reference, int parts, Actor actor, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            if (await store.FindOrderAsync(reference, cancellationToken) is not { } order)
            {
                return PaymentOrders.Refused(PaymentRefusal.NotFound, "There is no such order.");
            }

            if (order.State != PaymentOrderState.Draft || (order.Parts > 0 && order.Parts != parts))
            {
                return order.State == PaymentOrderState.Cancelled ? PaymentOrders.Refused(PaymentRefusal.Transition, "The order was taken back.")
                    : order.Parts == parts ? order.Summary().AsAnswer()
                    : PaymentOrders.Refused(PaymentRefusal.Differs, "The order was sealed with another number of parts.");
            }

            if (order.Parts > 0)
            {
                order.FileDigest = await files.WriteAsync(order, cancellationToken);
                if (await store.TryWriteAsync(order.Move(PaymentOrderEvent.Seal, actor, "")))
                {
                    return order.Summary().AsAnswer();
                }
            }
            else if (await FixAsync(order, parts, actor, cancellationToken) is { } refusal)
            {
                return refusal;
            }
        }

        throw new InvalidOperationException("The order changed each time it was to be sealed.");
    }

    /// <summary>Writes down what the file depends on; a refusal, or null when the order is to be read again.</summary>
    private async Task<PaymentAnswer<PaymentOrderSummary>?> FixAsync(PaymentOrderRow order, int parts, Actor actor, CancellationToken cancellationToken)
    {
        var rows = await store.ReadPartsAsync(order.Reference, parts, cancellationToken);
        if (parts is < 1 or > PaymentParts.MostParts || rows.Count != parts)
        {
            return PaymentOrders.Refused(PaymentRefusal.PartsMissing, string.Create(CultureInfo.InvariantCulture, $"{rows.Count} of {parts} parts are there."));
        }

        var terms = order.ReadTerms();
        var today = actor.Tenant?.DayAt(actor.Now) ?? NodaTime.LocalDate.FromDateTime(actor.Now.UtcDateTime);
        if (terms.IsSepa && rows.Any(row => row.Unstructured > 0) && rules.RefusesUnstructuredAddress(today, terms.ExecutionDate))
        {
            return PaymentOrders.Refused(PaymentRefusal.AddressUnstructured, $"Addresses of lines only are refused by now: {await NamesAsync(order.Reference, rows, cancellationToken)}.");
        }

        (order.Parts, order.Count, order.Sum) = (parts, rows.Sum(row => row.Count), rows.Sum(row => row.Sum));
        order.SealedAt = actor.Now.AddTicks(-(actor.Now.Ticks % TimeSpan.TicksPerSecond));
        if (order.Count == 0)
        {
            return PaymentOrders.Refused(PaymentRefusal.Empty, "Not one debt is in the order.");
        }

        await store.TryWriteAsync(order.Replaced());
        return null;
    }

    private async Task<string> NamesAsync(PaymentOrderReference order, IEnumerable<PaymentPartRow> rows, CancellationToken cancellationToken)
    {
        List<string> keys = [];
        foreach (var row in rows.Where(row => row.Unstructured > 0))
        {
            var content = await blobs.ReadPartAsync(order, row.Part, cancellationToken);
            keys.AddRange(content.Ordered.Where(line => line.Payable.Creditor.Address?.Form == AddressForm.Unstructured).Select(line => line.Payable.Key.Key));
            if (keys.Count > MostNamed)
            {
                return string.Join(", ", keys.Take(MostNamed)) + " and more";
            }
        }

        return string.Join(", ", keys);
    }
}
