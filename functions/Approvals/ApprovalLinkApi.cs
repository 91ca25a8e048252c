using System.Text;
using BackOffice.Approvals.Domain;
using BackOffice.Http;
using BackOffice.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace BackOffice.Approvals;

/// <summary>The page of a link. Looking at it changes nothing, however often a mail program or a preview does; sending the form decides, once.</summary>
public sealed class ApprovalLinkApi(ApprovalLinks links, ApprovalDecisions decisions, TenantStore tenants)
{
    private const string Route = "v1/{tenant}/approval-links/{id}/{link}";
    private const string Signed = "The link is signed for one person, one approval and one payload, and is good for one decision.";

    /// <summary>Reason of 500 letters, percent-encoded, and the button.</summary>
    private const int MostBytes = 16 * 1024;

    /// <summary>Shows what is asked, or what became of it.</summary>
    [Function("ShowApprovalLink")]
    [AllowAnybody(Signed)]
    [Gives(200, typeof(Stream), As = "text/html")]
    [Gives(404, typeof(Stream), As = "text/html")]
    [Gives(410, typeof(Stream), As = "text/html")]
    public async Task<IResult> ShowAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, string tenant, string id, string link, CancellationToken cancellationToken)
    {
        if (await OpenAsync(new ApprovalReference(tenant, id), link, cancellationToken) is not { } opened)
        {
            return new HtmlPage(StatusCodes.Status404NotFound, ApprovalPage.NotFound());
        }

        var refusal = await decisions.RefusalForAsync(opened.File, opened.Holder, cancellationToken);
        return refusal is null
            ? new HtmlPage(StatusCodes.Status200OK, ApprovalPage.Question(opened.File.Row, opened.Tenant))
            : new HtmlPage(refusal == DecisionRefusal.Expired ? StatusCodes.Status410Gone : StatusCodes.Status200OK, ApprovalPage.Answer(opened.File, opened.Tenant, (opened.Holder.Person, refusal)));
    }

    /// <summary>Approves or refuses; the second time it says what was decided.</summary>
    [Function("DecideByLink")]
    [AllowAnybody(Signed)]
    [Takes(typeof(Stream), As = "application/x-www-form-urlencoded")]
    [Gives(200, typeof(Stream), As = "text/html")]
    [Gives(400, typeof(Stream), As = "text/html")]
    [Gives(403, typeof(Stream), As = "text/html")]
    [Gives(404, typeof(Stream), As = "text/html")]
    [Gives(409, typeof(Stream), As = "text/html")]
    [Gives(410, typeof(Stream), As = "text/html")]
    public async Task<IResult> DecideAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, string tenant, string id, string link, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (await OpenAsync(new ApprovalReference(tenant, id), link, cancellationToken) is not { } opened)
        {
            return new HtmlPage(StatusCodes.Status404NotFound, ApprovalPage.NotFound());
        }

        var form = QueryHelpers.ParseQuery(Encoding.UTF8.GetString((await Json.ReadBytesAsync(request, MostBytes, cancellationToken)).Span));
        var reason = form["reason"].FirstOrDefault()?.Trim();
        Verdict? kind = form["decision"].FirstOrDefault() switch { "approve" => Verdict.Approve, "refuse" => Verdict.Refuse, _ => null };
        if (kind is null || VerdictBody.ProblemWithReason(kind.Value, reason) is not null)
        {
            return new HtmlPage(StatusCodes.Status400BadRequest, ApprovalPage.Question(opened.File.Row, opened.Tenant, kind is null ? null : ApprovalWords.Of(opened.Tenant).ReasonMissing));
        }

        var taken = await decisions.TakeAsync(ByLink(opened, link, (kind.Value, reason)), client, cancellationToken);
        return new HtmlPage(StatusOf(taken.Refusal), ApprovalPage.Answer(taken.File, opened.Tenant, (opened.Holder.Person, taken.Refusal)));
    }

    /// <summary>The link and what was answered are the command: the same answer again is the same decision.</summary>
    private static DecisionAsked ByLink(OpenedLink opened, string link, (Verdict Kind, string? Reason) answer)
    {
        var row = opened.File.Row;
        return new DecisionAsked(row.Reference, DecisionAsked.IdOf(row.Reference.Tenant, $"{link}|{answer.Kind}"), answer.Kind, answer.Reason is { Length: > 0 } ? answer.Reason : null)
        {
            Person = opened.Holder.Person,
            Roles = opened.Holder.Roles,
            SeenDigest = row.PayloadDigest,
            Surface = Surface.Link,
        };
    }

    private static int StatusOf(DecisionRefusal? refusal) => refusal switch
    {
        null => StatusCodes.Status200OK,
        DecisionRefusal.Expired => StatusCodes.Status410Gone,
        DecisionRefusal.OwnRequest or DecisionRefusal.NotAsked => StatusCodes.Status403Forbidden,
        _ => StatusCodes.Status409Conflict,
    };

    private async Task<OpenedLink?> OpenAsync(ApprovalReference approval, string link, CancellationToken cancellationToken)
        => await tenants.FindAsync(approval.Tenant, cancellationToken) is { } tenant && await links.OpenAsync(approval, link, cancellationToken) is { } opened
            ? new OpenedLink(opened.File, opened.Holder, tenant)
            : null;

    private sealed record OpenedLink(ApprovalFile File, LinkHolder Holder, Tenant Tenant);

    /// <summary>Nothing from elsewhere, no frame around it, no copy of it kept, and no address told to others.</summary>
    private sealed class HtmlPage(int status, string html) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var headers = httpContext.Response.Headers;
            headers.CacheControl = "no-store";
            headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
            headers["Referrer-Policy"] = "no-referrer";
            headers.XContentTypeOptions = "nosniff";
            return TypedResults.Text(html, "text/html; charset=utf-8", statusCode: status).ExecuteAsync(httpContext);
        }
    }
}
