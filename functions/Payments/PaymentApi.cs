using BackOffice.Http;
using BackOffice.Payments.Domain;
using BackOffice.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace BackOffice.Payments;

/// <summary>Payment orders over HTTP, to look at and to take to the bank.</summary>
public sealed class PaymentApi(PaymentStore store, PaymentBlobs blobs, PaymentViews views)
{
    internal const string Route = "v1/{tenant}/payment-orders";
    internal const string One = Route + "/{id}";

    /// <summary>The payment orders of a tenant, by their names.</summary>
    [Function("ListPaymentOrders")]
    [Allow]
    [Paged]
    [Query("state", "Only orders in this state.", Words = typeof(PaymentOrderState))]
    [Gives(200, typeof(Page<PaymentOrderView>))]
    public async Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = Route)] HttpRequest request, string tenant, CancellationToken cancellationToken)
    {
        var rows = store.Query<PaymentOrderRow>(tenant, PaymentKeys.OrderPrefix, ConditionOf(request), Paging.TopOf(request));
        return TypedResults.Ok(await Paging.ReadAsync(request, rows, PaymentOrderView.Of, cancellationToken));
    }

    /// <summary>One payment order with its history.</summary>
    [Function("GetPaymentOrder")]
    [Allow]
    [Tagged]
    [Gives(200, typeof(PaymentOrderView))]
    public async Task<IResult> GetAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = One)] HttpRequest request, string tenant, string id, CancellationToken cancellationToken)
        => ETags.Ok(request, await views.ReadAsync(new PaymentOrderReference(tenant, id), cancellationToken));

    /// <summary>The parts of an order, each with the states of its lines counted.</summary>
    [Function("ListPaymentOrderParts")]
    [Allow]
    [Paged]
    [Refuses(404, "not-found")]
    [Gives(200, typeof(Page<PaymentPartView>))]
    public async Task<IResult> ListPartsAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = One + "/parts")] HttpRequest request, string tenant, string id, CancellationToken cancellationToken)
    {
        var order = await views.RequireAsync(new PaymentOrderReference(tenant, id), cancellationToken);
        var rows = store.Query<PaymentPartRow>(tenant, PaymentKeys.PartPrefix(order.Reference.OrderId), pageSize: Paging.TopOf(request));
        return TypedResults.Ok(await Paging.ReadAsync(request, rows, PaymentPartView.Of, cancellationToken));
    }

    /// <summary>The lines of one part, at most a thousand: which debts, and what became of them; names and amounts are in the file.</summary>
    [Function("ListPaymentOrderLines")]
    [Allow(Role.Payer, Role.Administrator, Role.Auditor, Role.Preparer)]
    [Refuses(404, "not-found")]
    [Gives(200, typeof(Page<PaymentLineView>))]
    public async Task<IResult> ListLinesAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = One + "/parts/{part:int}")] HttpRequest request, string tenant, string id, int part, CancellationToken cancellationToken)
        => TypedResults.Ok(new Page<PaymentLineView>(await views.ReadLinesAsync(new PaymentOrderReference(tenant, id), part, cancellationToken), Next: null));

    /// <summary>The file for the bank, once a payer has taken the order over; the same bytes for ever.</summary>
    [Function("GetPaymentOrderFile")]
    [Allow(Role.Payer, Role.Administrator, Role.Auditor)]
    [Tagged]
    [Refuses(409, PaymentCommandApi.Unfit)]
    [Gives(200, typeof(Stream))]
    public async Task<IResult> GetFileAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = One + "/file")] HttpRequest request, string tenant, string id, CancellationToken cancellationToken)
    {
        var order = await views.RequireAsync(new PaymentOrderReference(tenant, id), cancellationToken);

        // Before the export the order may still be taken back, and a file in the wild could not.
        if (order is not { ExportedAt: not null, FileDigest: { } digest })
        {
            throw new RefusedException(StatusCodes.Status409Conflict, PaymentCommandApi.Unfit, "A payer exports the order first.");
        }

        var format = order.ReadTerms().Format;
        return ETags.Download(request, await blobs.OpenFileAsync(order.Reference, format, cancellationToken), PaymentKeys.FileName(order.Reference.OrderId, format), digest);
    }

    private static string? ConditionOf(HttpRequest request)
    {
        if (request.Query["state"].FirstOrDefault() is not { Length: > 0 } words)
        {
            return null;
        }

        var states = words.Split(',').Select(word => Enum.TryParse<PaymentOrderState>(word, ignoreCase: true, out var state) && Enum.IsDefined(state) && !char.IsAsciiDigit(word[0])
            ? state
            : throw RefusedException.Invalid($"'state' is one of {string.Join(", ", Enum.GetNames<PaymentOrderState>())}."));
        return string.Join(" or ", states.Select(state => $"State eq '{state}'"));
    }
}
