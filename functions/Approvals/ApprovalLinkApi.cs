using System.Text;
using BackOffice.Approvals.Domain;
using BackOffice.Http;
using BackOffice.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;

namespace BackOffice.Approvals;

/// <summary>The page of a link. Looking at it changes nothing, however often a mail program or a preview does; sending the form decides, once.</summary>
public sealed class ApprovalLinkApi(ApprovalLinks links, ApprovalDecisions decisions, TenantStore tenants, IOptions<ApprovalOptions> options)
{
    private const string Route = "v1/{tenant}/approval-links/{id}/{link}";
    private const string Signed = "The link is signed for one person, one approval and one payload, and is good for one decision; what opens the books or moves money takes a sign-in as that person too.";

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
        if (await OpenAsync(new ApprovalReference(tenant, id), link, Caller.Find(request, tenant), cancellationToken) is not { } opened)
        {
            return new HtmlPage(StatusCodes.Status404NotFound, ApprovalPage.NotFound());
        }

        var refusal = await decisions.RefusalForAsync(opened.File, opened.Holder, opened.SignedInAs, cancellationToken);
        return refusal is null
            ? new HtmlPage(StatusCodes.Status200OK, ApprovalPage.Question(opened.File.Row, opened.Tenant))
            : new HtmlPage(refusal == DecisionRefusal.Expired ? StatusCodes.Status410Gone : StatusCodes.Status200OK, AnswerOf(request, opened, refusal));
    }

    /// <summary>Approves or refuses; the second time it says what was decided.</summary>
    [Function("DecideByLink")]
    [AllowAnybody(Signed)]
    [Takes(typeof(Stream), As = "application/x-www-form-urlencoded")]
    [Gives(200, typeof(Stream), As = "text/html")]
    [Gives(400, typeof(Stream), As = "text/html")]
    [Gives(401, typeof(Stream), As = "text/html")]
    [Gives(403, typeof(Stream), As = "text/html")]
    [Gives(404, typeof(Stream), As = "text/html")]
    [Gives(409, typeof(Stream), As = "text/html")]
    [Gives(410, typeof(Stream), As = "text/html")]
    public async Task<IResult> DecideAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, string tenant, string id, string link, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (await OpenAsync(new ApprovalReference(tenant, id), link, IsSentByAnotherSite(request) ? null : Caller.Find(request, tenant), cancellationToken) is not { } opened)
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
        return new HtmlPage(StatusOf(taken.Refusal), AnswerOf(request, opened with { File = taken.File }, taken.Refusal));
    }

    private string AnswerOf(HttpRequest request, OpenedLink opened, DecisionRefusal? refusal)
        => refusal == DecisionRefusal.SignInRequired
            ? ApprovalPage.SignInFirst(opened.File.Row, opened.Tenant, $"{options.Value.SignInAddress}?post_login_redirect_uri={Uri.EscapeDataString(request.Path)}")
            : ApprovalPage.Answer(opened.File, opened.Tenant, (opened.Holder.Person, refusal));

    /// <summary>A form of another site would decide in the name of whoever is signed in here; browsers say where a form is from.</summary>
    private static bool IsSentByAnotherSite(HttpRequest request)
        => request.Headers["Sec-Fetch-Site"].FirstOrDefault() is not (null or "same-origin" or "none");

    /// <summary>The link and what was answered are the command: the same answer again is the same decision.</summary>
    private static DecisionAsked ByLink(OpenedLink opened, string link, (Verdict Kind, string? Reason) answer)
    {
        var row = opened.File.Row;
        return new DecisionAsked(row.Reference, DecisionAsked.IdOf(row.Reference.Tenant, $"{link}|{answer.Kind}"), answer.Kind, answer.Reason is { Length: > 0 } ? answer.Reason : null)
        {
            Person = opened.Holder.Person,
            Roles = opened.Holder.Roles,
            SeenDigest = row.PayloadDigest,
            Surface = opened.IsSignedIn ? Surface.SignedInLink : Surface.Link,
            SignedInAs = opened.SignedInAs,
        };
    }

    private static int StatusOf(DecisionRefusal? refusal) => refusal switch
    {
        null => StatusCodes.Status200OK,
        DecisionRefusal.Expired => StatusCodes.Status410Gone,
        DecisionRefusal.SignInRequired => StatusCodes.Status401Unauthorized,
        DecisionRefusal.OwnRequest or DecisionRefusal.NotAsked or DecisionRefusal.NotYourLink => StatusCodes.Status403Forbidden,
        _ => StatusCodes.Status409Conflict,
    };

    private async Task<OpenedLink?> OpenAsync(ApprovalReference approval, string link, Caller? signedIn, CancellationToken cancellationToken)
        => await tenants.FindAsync(approval.Tenant, cancellationToken) is { } tenant && await links.OpenAsync(approval, link, cancellationToken) is { } opened
            ? OpenedLink.Of(opened, signedIn, tenant)
            : null;

    private sealed record OpenedLink(ApprovalFile File, LinkHolder Holder, string? SignedInAs, Tenant Tenant)
    {
        public bool IsSignedIn => SignedInAs is { } account && Account.IsSame(account, Holder.Person);

        /// <summary>Signed in, the person holds the roles they have now, not those they had when they took the link along.</summary>
        public static OpenedLink Of((ApprovalFile File, LinkHolder Holder) opened, Caller? signedIn, Tenant tenant)
            => signedIn is not null && Account.IsSame(signedIn.Name, opened.Holder.Person)
                ? new(opened.File, opened.Holder with { Roles = [.. signedIn.Roles] }, signedIn.Name, tenant)
                : new(opened.File, opened.Holder, signedIn?.Name, tenant);
    }

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
