using System.Text.Json.Serialization;
using BackOffice.Http;
using BackOffice.Payments.Domain;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Payments;

/// <summary>A payment order as the API shows it; who is paid stands in its file alone.</summary>
/// <param name="OrderId">Its name.</param>
/// <param name="State">Where it is.</param>
/// <param name="Purpose">What the money is for.</param>
/// <param name="Format">The form of its file.</param>
/// <param name="Currency">Of every line.</param>
/// <param name="ExecutionDate">The day the bank is to pay.</param>
/// <param name="Parts">Parts in the file; 0 while it takes more.</param>
/// <param name="Count">Lines in the file.</param>
/// <param name="Sum">Of their amounts, as text.</param>
/// <param name="Paid">Lines paid.</param>
/// <param name="Returned">Lines that came back.</param>
/// <param name="Rejected">Lines the bank refused.</param>
/// <param name="FileDigest">SHA-256 of the file.</param>
/// <param name="PreparedBy">Who prepared it; may not export it.</param>
/// <param name="ExportedBy">Who took the file.</param>
/// <param name="ExportedAt">By UTC.</param>
/// <param name="Allowed">What may happen to it now.</param>
internal sealed record PaymentOrderView(
    string OrderId,
    PaymentOrderState State,
    PaymentPurpose Purpose,
    PaymentFormat Format,
    Currency Currency,
    [property: JsonConverter(typeof(IsoDateJsonConverter))] LocalDate ExecutionDate,
    int Parts,
    int Count,
    string Sum,
    int Paid,
    int Returned,
    int Rejected,
    string? FileDigest,
    string PreparedBy,
    string? ExportedBy,
    DateTimeOffset? ExportedAt,
    IReadOnlyList<PaymentOrderEvent> Allowed)
{
    /// <summary>Every change, oldest first; in the answer for one order only.</summary>
    public IReadOnlyList<PaymentOrderChange>? History { get; init; }

    public static PaymentOrderView Of(PaymentOrderRow row)
    {
        var terms = row.ReadTerms();
        return new(
            row.Reference.OrderId,
            row.State,
            terms.Purpose,
            terms.Format,
            terms.Currency,
            terms.ExecutionDate,
            row.Parts,
            row.Count,
            Money.FromMinorUnits(row.Sum, terms.Currency).ToString(),
            row.Paid,
            row.Returned,
            row.Rejected,
            row.FileDigest,
            row.PreparedBy,
            row.ExportedBy,
            row.ExportedAt,
            PaymentOrderLifecycle.Table.AllowedIn(row.State));
    }
}

/// <summary>A part of an order in figures.</summary>
internal sealed record PaymentPartView(int Part, int Count, int Ordered, int Paid, int Returned, int Rejected, int Refused)
{
    public static PaymentPartView Of(PaymentPartRow row) => new(
        row.Part,
        row.Count,
        LineStates.Count(row.States, LineState.Ordered),
        LineStates.Count(row.States, LineState.Paid),
        LineStates.Count(row.States, LineState.Returned),
        LineStates.Count(row.States, LineState.Rejected),
        LineStates.Count(row.States, LineState.Refused));
}

/// <summary>A line of an order, without names, accounts and amounts.</summary>
/// <param name="EndToEndId">The reference the bank answers with.</param>
/// <param name="Kind">What sort of debt.</param>
/// <param name="Group">The month or year of the debt.</param>
/// <param name="Key">Which debt.</param>
/// <param name="State">What became of it.</param>
/// <param name="Refusal">Why it never came into the order.</param>
/// <param name="HeldBy">The live order that has it.</param>
/// <param name="Reason">The bank's code.</param>
internal sealed record PaymentLineView(string EndToEndId, string Kind, string Group, string Key, LineState State, PayableProblem? Refusal, string? HeldBy, string? Reason);

/// <summary>A bank's message as the API shows it.</summary>
internal sealed record SettlementView(string Digest, SettlementState State, DateTimeOffset ReceivedAt, string ReceivedBy, SettlementSummary? Summary)
{
    public static SettlementView Of(SettlementRow row) => new(row.Digest, row.State, row.ReceivedAt, row.ReceivedBy, row.ReadSummary());
}

/// <summary>Orders and lines put together for a reader.</summary>
public sealed class PaymentViews(PaymentStore store, PaymentBlobs blobs)
{
    /// <exception cref="RefusedException">404 not-found.</exception>
    internal async Task<PaymentOrderRow> RequireAsync(PaymentOrderReference order, CancellationToken cancellationToken)
        => (PaymentKeys.CanBeOrderId(order.OrderId) ? await store.FindOrderAsync(order, cancellationToken) : null) ?? throw RefusedException.NotFound("There is no such payment order.");

    internal async Task<PaymentOrderView> ReadAsync(PaymentOrderReference order, CancellationToken cancellationToken)
    {
        var row = await RequireAsync(order, cancellationToken);
        return PaymentOrderView.Of(row) with { History = await store.ReadChangesAsync(order, cancellationToken) };
    }

    /// <exception cref="RefusedException">404 not-found.</exception>
    internal async Task<IReadOnlyList<PaymentLineView>> ReadLinesAsync(PaymentOrderReference order, int part, CancellationToken cancellationToken)
    {
        var row = await RequireAsync(order, cancellationToken);
        var states = await store.FindPartAsync(order, part, cancellationToken) ?? throw RefusedException.NotFound("The order has no such part.");
        var content = await blobs.ReadPartAsync(order, part, cancellationToken);
        var reasons = states.ReadReasons();
        var tag = PaymentKeys.Tag(order);
        return [.. content.Lines.Select(line => new PaymentLineView(
            new EndToEndId(tag, part, line.Line).ToString(),
            line.Payable.Key.Kind,
            line.Payable.Key.Group,
            line.Payable.Key.Key,
            LineStates.Of(states.States, line.Line) is LineState.Ordered && row.State == PaymentOrderState.Cancelled ? LineState.Cancelled : LineStates.Of(states.States, line.Line),
            line.Refusal,
            line.HeldBy,
            reasons.GetValueOrDefault(line.Line)))];
    }
}
