using System.Text.Json.Serialization;
using BackOffice.Effects;
using BackOffice.Http;
using BackOffice.Payments.Domain;
using BackOffice.Primitives;
using BackOffice.Storage;
using BackOffice.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using NodaTime;

namespace BackOffice.Payments;

/// <summary>What people do with payment orders over HTTP: take them to the bank, take them back, say what became of a line.</summary>
public sealed class PaymentCommandApi(PaymentOrders orders, PaymentExports exports, PaymentOrderMarks whole, PaymentLineMarks lines, Commands commands, Actors actors)
{
    /// <summary>The code of a refusal because the state does not take it.</summary>
    internal const string Unfit = "transition-refused";

    internal const string FourEyes = "four-eyes";
    internal const string BeingBuilt = "order-being-built";
    private const string LineRoute = PaymentApi.One + "/lines/{endToEndId}";

    /// <summary>Takes the order over for the bank; from then on it counts as paid until the bank says otherwise. Not by who prepared it.</summary>
    [Function("ExportPaymentOrder")]
    [Allow(Role.Payer)]
    [Takes(typeof(PaymentBody))]
    [Gives(200, typeof(PaymentOrderSummary))]
    [Refuses(404, "not-found")]
    [Refuses(403, FourEyes)]
    [Refuses(409, Unfit)]
    public Task<IResult> ExportAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = PaymentApi.One + "/export")] HttpRequest request, string tenant, string id, CancellationToken cancellationToken)
        => RunAsync(request, new PaymentOrderReference(tenant, id), (order, reason, actor) => exports.ExportAsync(order, reason, actor, cancellationToken), cancellationToken);

    /// <summary>Takes an order back that is sealed and not exported: its debts may be ordered again.</summary>
    [Function("CancelPaymentOrder")]
    [Allow(Role.Payer, Role.Preparer)]
    [Takes(typeof(PaymentBody))]
    [Gives(200, typeof(PaymentOrderSummary))]
    [Refuses(404, "not-found")]
    [Refuses(409, Unfit, BeingBuilt)]
    public Task<IResult> CancelAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = PaymentApi.One + "/cancel")] HttpRequest request, string tenant, string id, CancellationToken cancellationToken)
        => RunAsync(request, new PaymentOrderReference(tenant, id), (order, reason, actor) => orders.TakeBackAsync(order, reason, actor, cancellationToken), cancellationToken);

    /// <summary>Marks a whole order paid on a day, where the bank sends no file. Refused once something is known of a line.</summary>
    [Function("MarkPaymentOrderPaid")]
    [Allow(Role.Payer)]
    [Takes(typeof(PaidBody))]
    [Gives(200, typeof(PaymentOrderSummary))]
    [Refuses(404, "not-found")]
    [Refuses(409, Unfit)]
    public Task<IResult> MarkOrderPaidAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = PaymentApi.One + "/paid")] HttpRequest request, string tenant, string id, CancellationToken cancellationToken)
        => RunAsync<PaidBody>(request, new PaymentOrderReference(tenant, id), body => body.Reason, (order, body, by) => whole.PayAsync(order, body.CheckedDay, by, cancellationToken), cancellationToken);

    /// <summary>Marks a line paid by hand, where the bank's answer never came.</summary>
    [Function("MarkPaymentLinePaid")]
    [Allow(Role.Payer)]
    [Takes(typeof(PaymentBody))]
    [Gives(200, typeof(PaymentOrderSummary))]
    [Refuses(404, "not-found")]
    [Refuses(409, Unfit)]
    public Task<IResult> MarkPaidAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = LineRoute + "/paid")] HttpRequest request, string tenant, string id, string endToEndId, CancellationToken cancellationToken)
        => RunAsync(request, new PaymentOrderReference(tenant, id), (order, reason, actor) => lines.MarkAsync(order, (endToEndId, LineEvent.Pay), (actor, reason), cancellationToken), cancellationToken);

    /// <summary>Marks a line returned by hand: its debt may be ordered again.</summary>
    [Function("MarkPaymentLineReturned")]
    [Allow(Role.Payer)]
    [Takes(typeof(PaymentBody))]
    [Gives(200, typeof(PaymentOrderSummary))]
    [Refuses(404, "not-found")]
    [Refuses(409, Unfit)]
    public Task<IResult> MarkReturnedAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = LineRoute + "/returned")] HttpRequest request, string tenant, string id, string endToEndId, CancellationToken cancellationToken)
        => RunAsync(request, new PaymentOrderReference(tenant, id), (order, reason, actor) => lines.MarkAsync(order, (endToEndId, LineEvent.Return), (actor, reason), cancellationToken), cancellationToken);

    private Task<IResult> RunAsync(HttpRequest request, PaymentOrderReference order, Func<PaymentOrderReference, string, Actor, Task<PaymentAnswer<PaymentOrderSummary>>> act, CancellationToken cancellationToken)
        => RunAsync<PaymentBody>(request, order, body => body.Reason, (reference, _, by) => act(reference, by.Reason, by.Actor), cancellationToken);

    private Task<IResult> RunAsync<TBody>(HttpRequest request, PaymentOrderReference order, Func<TBody, string?> reasonOf, Func<PaymentOrderReference, TBody, (Actor Actor, string Reason), Task<PaymentAnswer<PaymentOrderSummary>>> act, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(request);
        return commands.RunAsync<TBody>(
            request,
            order.Tenant,
            async (body, key) =>
            {
                var reason = Reasons.Checked(reasonOf(body));
                var actor = await actors.NowAsync(order.Tenant, caller.Name, Digest.Of(order.Tenant, key)[..24], cancellationToken);
                return CommandAnswer.Ok(Accepted(PaymentKeys.CanBeOrderId(order.OrderId) ? await act(order, body, (actor, reason)) : PaymentOrders.Refused(PaymentRefusal.NotFound, "There is no such payment order.")));
            },
            cancellationToken);
    }

    private static PaymentOrderSummary Accepted(PaymentAnswer<PaymentOrderSummary> answer) => answer.Refusal switch
    {
        null => answer.Value!,
        PaymentRefusal.NotFound => throw RefusedException.NotFound(answer.Detail!),
        PaymentRefusal.FourEyes => throw new RefusedException(StatusCodes.Status403Forbidden, FourEyes, answer.Detail!),
        PaymentRefusal.BeingBuilt => throw new RefusedException(StatusCodes.Status409Conflict, BeingBuilt, answer.Detail!),
        _ => throw new RefusedException(StatusCodes.Status409Conflict, Unfit, answer.Detail!),
    };
}

/// <summary>A command to a payment order.</summary>
/// <param name="Reason">3 to 500 characters.</param>
internal sealed record PaymentBody(string? Reason);

/// <summary>Says that a whole order was paid.</summary>
/// <param name="Day">The day the bank booked it, from the export to today.</param>
/// <param name="Reason">3 to 500 characters.</param>
internal sealed record PaidBody([property: JsonConverter(typeof(IsoDateJsonConverter))] LocalDate? Day, string? Reason)
{
    [JsonIgnore]
    public LocalDate CheckedDay => Day ?? throw RefusedException.Invalid("'day' is the day the bank booked it, such as 2026-11-27.");
}
