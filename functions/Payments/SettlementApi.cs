using BackOffice.Effects;
using BackOffice.Http;
using BackOffice.Storage;
using BackOffice.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace BackOffice.Payments;

/// <summary>Banks' answers over HTTP.</summary>
public sealed class SettlementApi(Settlements settlements, PaymentStore store, EffectLedger ledger, Actors actors, IOptions<PaymentsOptions> options)
{
    /// <summary>The code of a refusal because the message is damaged or no message we know.</summary>
    internal const string Unreadable = "bank-message-refused";

    private const string Route = PaymentApi.Route + "/settlements";

    /// <summary>
    /// Takes in a camt.053 statement, a camt.054 notification or a pain.002 status report: lines are marked paid, returned or rejected.
    /// The same file again answers the same and changes nothing; a damaged one changes nothing at all.
    /// </summary>
    [Function("ImportSettlement")]
    [Allow(Role.Payer, Role.Administrator, Role.Service)]
    [Takes(typeof(Stream), As = "application/xml")]
    [Gives(200, typeof(SettlementSummary))]
    [Refuses(422, Unreadable)]
    public async Task<IResult> ImportAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = Route)] HttpRequest request, string tenant, CancellationToken cancellationToken)
    {
        var key = Commands.KeyOf(request);
        var content = await Json.ReadBytesAsync(request, options.Value.MostMessageBytes, cancellationToken);
        var actor = await actors.NowAsync(tenant, Caller.Of(request).Name, Digest.Of(tenant, key)[..24], cancellationToken);
        var digest = Settlements.DigestOf(content);
        await Commands.OncePerKeyAsync(() => ledger.OnceAsync(new EffectKey(tenant, "settlement", $"{actor.Name}|{key}"), digest, () => ImportAsync(tenant, content, actor, cancellationToken), cancellationToken));
        return TypedResults.Ok(await settlements.FinishAsync(tenant, digest, cancellationToken));
    }

    private async Task<string> ImportAsync(string tenant, ReadOnlyMemory<byte> content, Actor actor, CancellationToken cancellationToken)
    {
        var (done, findings) = await settlements.ImportAsync(tenant, content, actor, cancellationToken);
        return done?.Digest ?? throw new RefusedException(StatusCodes.Status422UnprocessableEntity, Unreadable, "The message is damaged, does not balance, or is none that is known: nothing of it was taken.")
        {
            More = new Dictionary<string, object?> { ["findings"] = findings },
        };
    }

    /// <summary>Banks' messages that were taken in, by their digests.</summary>
    [Function("ListSettlements")]
    [Allow(Role.Payer, Role.Administrator, Role.Auditor)]
    [Paged]
    [Gives(200, typeof(Page<SettlementView>))]
    public async Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = Route)] HttpRequest request, string tenant, CancellationToken cancellationToken)
    {
        var rows = store.Query<SettlementRow>(tenant, PaymentKeys.SettlementPrefix, pageSize: Paging.TopOf(request));
        return TypedResults.Ok(await Paging.ReadAsync(request, rows, SettlementView.Of, cancellationToken));
    }
}
