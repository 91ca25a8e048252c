using System.Net;
using BackOffice.Approvals.Domain;
using BackOffice.TestKit;

namespace BackOffice.Approvals;

/// <summary>The link in a message, opened on a phone by somebody who is not signed in.</summary>
public sealed class ApprovalLinkTests : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private ApprovalsApp? started;

    private ApprovalsApp Office => started!;

    public async ValueTask InitializeAsync() => started = await ApprovalsApp.StartAsync(matrix: ApprovalsApp.TwoOfThree);

    public ValueTask DisposeAsync() => Office.DisposeAsync();

    [Fact]
    public async Task The_page_shows_what_is_asked_in_the_language_of_the_company()
    {
        var id = await Office.AskAsync();

        var (status, html) = await Office.OpenAsync(await Office.LinkOfAsync("anna"));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("<html lang=\"it\">", html, StringComparison.Ordinal);
        Assert.Contains("Bill of &lt;Rossi &amp; figli&gt;", html, StringComparison.Ordinal);
        Assert.Contains("1250.00 EUR", html, StringComparison.Ordinal);
        Assert.Contains("rita", html, StringComparison.Ordinal);
        Assert.Contains(ApprovalWords.DeadlineOf(new Tenancy.Tenant("acme", "", "IT", "Europe/Rome"), (await Office.RowAsync(id))!.DueAt), html, StringComparison.Ordinal);
        Assert.Contains("<label for=\"reason\">", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Looking_at_it_decides_nothing_however_often_and_however()
    {
        var id = await Office.AskAsync();
        var link = await Office.LinkOfAsync("anna");

        await Office.OpenAsync(link);
        await Office.OpenAsync(link + "?decision=approve&reason=Because");
        Assert.Equal((HttpStatusCode.OK, ""), await Office.OpenAsync(link, HttpMethod.Head));

        Assert.Equal(["Requested by rita"], await Office.StoryAsync(id));
    }

    [Fact]
    public async Task The_form_decides_once_and_then_says_what_was_decided()
    {
        var id = await Office.AskAsync();
        var link = await Office.LinkOfAsync("anna");

        var first = await Office.SubmitAsync(link, "approve");
        var again = await Office.SubmitAsync(link, "approve");
        var other = await Office.SubmitAsync(link, "refuse", "On second thoughts");
        var look = await Office.OpenAsync(link);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Conflict, HttpStatusCode.OK), (first.Status, again.Status, other.Status, look.Status));
        Assert.All(new[] { first, again, other, look }, page => Assert.Contains("Hai approvato questa richiesta.", page.Html, StringComparison.Ordinal));
        Assert.All(new[] { first, again, other, look }, page => Assert.DoesNotContain("<form", page.Html, StringComparison.Ordinal));
        Assert.Equal(["Requested by rita", "Decided by anna"], await Office.StoryAsync(id));
        Assert.Equal("Link", (await Office.DetailsAsync(id)).GetProperty("evidence")[1].GetProperty("surface").GetString());
        Assert.Equal(["anna: AlreadyDecided"], await Office.RefusedAttemptsAsync(id));

        await Office.SubmitAsync(await Office.LinkOfAsync("bruno"), "approve");
        await Office.UntilAsync(id, ApprovalState.Approved);
        var late = await Office.OpenAsync(await Office.LinkOfAsync("carla"));
        Assert.Contains("La richiesta è chiusa: approvata.".Replace("è", "&#232;", StringComparison.Ordinal), late.Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await Office.SubmitAsync(await Office.LinkOfAsync("carla"), "approve")).Status);
    }

    [Fact]
    public async Task A_refusal_needs_a_reason_and_a_form_needs_a_button()
    {
        var id = await Office.AskAsync();
        var link = await Office.LinkOfAsync("anna");

        var (status, html) = await Office.SubmitAsync(link, "refuse", " ");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("role=\"alert\"", html, StringComparison.Ordinal);
        Assert.Contains("<form", html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await Office.SubmitAsync(link, "")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await Office.SubmitAsync(link, "refuse", new string('r', 501))).Status);
        Assert.Equal(["Requested by rita"], await Office.StoryAsync(id));

        Assert.Equal(HttpStatusCode.OK, (await Office.SubmitAsync(link, "refuse", "Non è nostra")).Status);
        Assert.Equal("Non è nostra", (await Office.UntilAsync(id, ApprovalState.Refused)).Reason);
    }

    [Fact]
    public async Task A_link_that_was_changed_or_is_of_another_approval_opens_nothing()
    {
        var id = await Office.AskAsync();
        var link = await Office.LinkOfAsync("anna");
        var bruno = await Office.LinkOfAsync("bruno");
        var other = await Office.AskAsync();
        var token = link[(link.LastIndexOf('/') + 1)..];
        var brunos = bruno[(bruno.LastIndexOf('/') + 1)..];

        string[] forged =
        [
            link[..^1] + (link[^1] == 'A' ? 'E' : 'A'),
            link[..^4],
            link.Replace(token, token[..ApprovalKeys.PersonKeyLength] + brunos[ApprovalKeys.PersonKeyLength..], StringComparison.Ordinal),
            link.Replace(id, other, StringComparison.Ordinal),
            link.Replace(id, "none-such", StringComparison.Ordinal),
            link.Replace("/acme/", "/other/", StringComparison.Ordinal),
            link.Replace(token, "x", StringComparison.Ordinal),
            link.Replace(token, new string('a', 59), StringComparison.Ordinal),
        ];

        foreach (var changed in forged)
        {
            var look = await Office.OpenAsync(changed);
            Assert.Equal(HttpStatusCode.NotFound, look.Status);
            Assert.DoesNotContain("Rossi", look.Html, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.NotFound, (await Office.SubmitAsync(changed, "approve")).Status);
        }

        Assert.Equal(["Requested by rita"], await Office.StoryAsync(id));
        Assert.Equal(["Requested by rita"], await Office.StoryAsync(other));
    }

    [Fact]
    public async Task Whoever_a_role_asks_takes_a_link_for_the_phone_along()
    {
        await Office.PutMatrixAsync("2020-01-01", ApprovalsApp.Matrix(new { id = "role", kind = "*", levels = new object[] { new { quorum = 1, roles = new[] { "approver" }, within = new { length = 48, unit = "Hours" } } } }));
        var id = await Office.AskAsync();
        (await Office.App.GetAsync($"acme/approvals/{id}/link", "rita")).AssertRefused(HttpStatusCode.Forbidden, "own-request");
        (await Office.App.GetAsync($"acme/approvals/{id}/link", "piero")).AssertRefused(HttpStatusCode.Forbidden, "not-asked");

        var link = new Uri((await Office.App.GetAsync($"acme/approvals/{id}/link", "bruno")).Json.GetProperty("link").GetString()!).AbsolutePath;

        Assert.Equal(link, new Uri((await Office.App.GetAsync($"acme/approvals/{id}/link", "bruno")).Json.GetProperty("link").GetString()!).AbsolutePath);
        Assert.Equal(HttpStatusCode.OK, (await Office.SubmitAsync(link, "approve")).Status);
        await Office.UntilAsync(id, ApprovalState.Approved);
        Assert.DoesNotContain("bruno", link, StringComparison.Ordinal);
    }
}
