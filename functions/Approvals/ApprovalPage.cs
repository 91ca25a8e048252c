using System.Globalization;
using System.Net;
using System.Text;
using BackOffice.Approvals.Domain;
using BackOffice.Tenancy;

namespace BackOffice.Approvals;

/// <summary>
/// The page a link opens: small, without scripts or anything from elsewhere, readable on a phone and by a screen reader, in the
/// language of the tenant's country.
/// </summary>
internal static class ApprovalPage
{
    private const string Style = "body{font:1.1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:0 auto;padding:1rem;color:#111;background:#fff}dt{color:#555}dd{margin:0 0 .6rem;overflow-wrap:anywhere}.amount{font-size:1.6rem;font-weight:700}textarea{width:100%;box-sizing:border-box;font:inherit}button{font:inherit;font-weight:600;width:100%;padding:.8rem;margin-top:.8rem;border:2px solid #111;border-radius:.4rem;background:#fff;color:#111}button.yes{background:#0b6b2e;border-color:#0b6b2e;color:#fff}[role=alert]{border-left:.4rem solid #a00;padding-left:.6rem}";

    /// <summary>What, how much, who and until when, with the two buttons.</summary>
    /// <param name="problem">What was wrong with the answer just given; null at first sight.</param>
    public static string Question(ApprovalRow row, Tenant tenant, string? problem = null)
    {
        var words = ApprovalWords.Of(tenant);
        return Around(
            words,
            Facts(row, tenant, words)
            + (problem is null ? "" : $"<p role=\"alert\">{Text(problem)}</p>")
            + $"""<form method="post"><label for="reason">{Text(words.Reason)}</label><textarea id="reason" name="reason" rows="3" maxlength="500"></textarea><button class="yes" name="decision" value="approve">{Text(words.Approve)}</button><button name="decision" value="refuse">{Text(words.Refuse)}</button></form>""");
    }

    /// <summary>What is asked, and where to sign in first: the link alone is not enough for it.</summary>
    public static string SignInFirst(ApprovalRow row, Tenant tenant, string signInAddress)
    {
        var words = ApprovalWords.Of(tenant);
        return Around(words, Facts(row, tenant, words) + $"""<p role="alert">{Text(words.SignInFirst)}</p><p><a href="{Text(signInAddress)}">{Text(words.SignIn)}</a></p>""");
    }

    /// <summary>What became of it, for one who decided and for one who came too late.</summary>
    public static string Answer(ApprovalFile file, Tenant tenant, (string Person, DecisionRefusal? Refusal) who)
    {
        var words = ApprovalWords.Of(tenant);
        var own = file.Decisions.FirstOrDefault(decision => Account.IsSame(decision.Person, who.Person));
        var said = own?.Kind switch
        {
            Verdict.Approve => words.YouApproved,
            Verdict.Refuse => words.YouRefused,
            _ => who.Refusal is DecisionRefusal.Concluded or DecisionRefusal.Expired ? $"{words.Closed} {words.Outcome(StateOf(file, who.Refusal))}." : words.NotYours,
        };
        var at = own is null ? "" : $" {ApprovalWords.DeadlineOf(tenant, own.At)}.";
        return Around(words, $"""<p role="status"><strong>{Text(said + at)}</strong> {Text(own is null ? "" : $"({words.Outcome(StateOf(file, who.Refusal))})")}</p>{Facts(file.Row, tenant, words)}""");
    }

    /// <summary>For a link that was never made here; the same for every such link, and it tells nothing.</summary>
    public static string NotFound() => Around(ApprovalWords.Of("en"), """<p role="alert">This link is not valid.</p>""");

    private static ApprovalState StateOf(ApprovalFile file, DecisionRefusal? refusal)
        => !file.Row.State.IsWaiting() ? file.Row.State
            : refusal == DecisionRefusal.Expired ? ApprovalState.Expired
            : ApprovalTally.OutcomeOf(file.Case, file.Decisions) switch
            {
                ApprovalOutcome.Approved => ApprovalState.Approved,
                ApprovalOutcome.Refused => ApprovalState.Refused,
                ApprovalOutcome.Withdrawn => ApprovalState.Withdrawn,
                _ => file.Row.State,
            };

    private static string Facts(ApprovalRow row, Tenant tenant, ApprovalWords words)
        => new StringBuilder("<dl>")
            .Append(Fact(words.What, row.Summary))
            .Append(row.Amount is { } amount ? $"""<dt>{Text(words.Amount)}</dt><dd class="amount">{Text(amount.ToString())}</dd>""" : "")
            .Append(Fact(words.Kind, $"{row.Kind} · {row.Subject}"))
            .Append(Fact(words.Requester, row.Requester))
            .Append(Fact(words.Deadline, ApprovalWords.DeadlineOf(tenant, row.DueAt)))
            .Append("</dl>").ToString();

    private static string Fact(string name, string value) => $"<dt>{Text(name)}</dt><dd>{Text(value)}</dd>";

    private static string Around(ApprovalWords words, string content)
        => string.Create(CultureInfo.InvariantCulture, $"""<!doctype html><html lang="{words.Language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>{Text(words.Title)}</title><style>{Style}</style></head><body><main><h1>{Text(words.Title)}</h1>{content}</main></body></html>""");

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
