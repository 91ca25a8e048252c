using System.Net;
using BackOffice.Approvals.Domain;
using BackOffice.TestKit;

namespace BackOffice.Approvals;

/// <summary>Links that are not enough: for what opens the books or moves money, and for what is decided in another's place.</summary>
public sealed class ApprovalSignInTests : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private ApprovalsApp? started;

    private ApprovalsApp Office => started!;

    public async ValueTask InitializeAsync() => started = await ApprovalsApp.StartAsync(matrix: ApprovalsApp.TwoOfThree);

    public ValueTask DisposeAsync() => Office.DisposeAsync();

    /// <summary>zoe wrote the matrix and had anna's and bruno's messages sent to herself.</summary>
    [Theory]
    [InlineData("period.reopen")]
    [InlineData("payment.order")]
    public async Task An_administrator_with_the_links_of_others_approves_nothing(string kind)
    {
        var id = await Office.AskAsync(kind: kind);
        foreach (var person in (string[])["anna", "bruno"])
        {
            var link = await Office.LinkOfAsync(person);
            Assert.Equal(HttpStatusCode.Unauthorized, (await Office.SubmitAsync(link, "approve")).Status);
            var asZoe = await Office.SubmitAsync(link, "refuse", "I say so", "zoe");
            Assert.Equal(HttpStatusCode.Forbidden, asZoe.Status);
            Assert.Contains("Non puoi decidere su questa richiesta.", asZoe.Html, StringComparison.Ordinal);
        }

        Assert.Equal(["Requested by rita"], await Office.StoryAsync(id));
        Assert.Equal(["anna: SignInRequired", "bruno: SignInRequired", "zoe: NotYourLink", "zoe: NotYourLink"], await Office.RefusedAttemptsAsync(id));
    }

    [Fact]
    public async Task The_page_says_where_to_sign_in_and_decides_for_the_person_who_did()
    {
        var id = await Office.AskAsync(kind: "period.reopen");
        var link = await Office.LinkOfAsync("anna");

        var (status, html) = await Office.OpenAsync(link);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("Accedi come la persona", html, StringComparison.Ordinal);
        Assert.Contains($"href=\"/.auth/login/aad?post_login_redirect_uri={Uri.EscapeDataString(link)}\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<form", html, StringComparison.Ordinal);
        Assert.Contains("role=\"alert\"", (await Office.SubmitAsync(link, "approve")).Html, StringComparison.Ordinal);
        Assert.Contains("<form", (await Office.OpenAsync(link, user: "anna")).Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Office.SubmitAsync(link, "approve", user: "anna", site: "cross-site")).Status);
        Assert.Equal(HttpStatusCode.OK, (await Office.SubmitAsync(link, "approve", user: "anna", site: "same-origin")).Status);

        Assert.Equal(["Requested by rita", "Decided by anna"], await Office.StoryAsync(id));
        Assert.Equal("SignedInLink", (await Office.DetailsAsync(id)).GetProperty("evidence")[1].GetProperty("surface").GetString());
    }

    [Fact]
    public async Task A_delegate_signs_in_and_an_auditor_is_none()
    {
        foreach (var (giver, @delegate) in new[] { ("anna", "eva"), ("bruno", "aldo") })
        {
            Assert.Equal(HttpStatusCode.Created, (await DelegateAsync(giver, @delegate, 30)).Status);
        }

        var id = await Office.AskAsync();
        var (evas, aldos) = (await Office.LinkOfAsync("eva"), await Office.LinkOfAsync("aldo"));

        Assert.Equal(HttpStatusCode.Unauthorized, (await Office.SubmitAsync(evas, "approve")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Office.SubmitAsync(aldos, "approve")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await Office.SubmitAsync(aldos, "approve", user: "aldo")).Status);
        Assert.Equal(HttpStatusCode.OK, (await Office.SubmitAsync(evas, "approve", user: "eva")).Status);

        Assert.Equal(["Requested by rita", "Decided by eva"], await Office.StoryAsync(id));
    }

    [Fact]
    public async Task A_delegation_ends_within_92_days_of_being_given()
    {
        (await DelegateAsync("anna", "eva", 93)).AssertRefused(HttpStatusCode.BadRequest, "delegation-too-long");
        Assert.Equal(HttpStatusCode.Created, (await DelegateAsync("anna", "eva", 92)).Status);
    }

    private Task<Documents.Answer> DelegateAsync(string giver, string @delegate, int days)
    {
        var today = new Tenancy.Tenant("acme", "", "IT", "Europe/Rome").DayAt(Office.App.Time.GetUtcNow());
        return Office.App.CommandAsync("acme/approval-delegations", new { @delegate, from = $"{today:uuuu-MM-dd}", to = $"{today.PlusDays(days):uuuu-MM-dd}" }, giver);
    }
}
