using System.Net;
using BackOffice.Approvals.Domain;
using BackOffice.Documents;
using BackOffice.TestKit;

namespace BackOffice.Approvals;

/// <summary>Several people and one request.</summary>
public sealed class ApprovalTests : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private ApprovalsApp? started;

    private ApprovalsApp Office => started!;

    public async ValueTask InitializeAsync() => started = await ApprovalsApp.StartAsync(matrix: ApprovalsApp.TwoOfThree);

    public ValueTask DisposeAsync() => Office.DisposeAsync();

    [Fact]
    public async Task Two_people_approve_and_everybody_hears_of_it()
    {
        var id = await Office.AskAsync();

        var first = await Office.SayAsync(id, "approve", "anna", reason: null);
        var second = await Office.SayAsync(id, "approve", "bruno");

        Assert.Equal((HttpStatusCode.Accepted, $"/api/v1/acme/approvals/{id}"), (first.Status, first.Location?.ToString()));
        Assert.Equal("null 1 2", $"{first.Json.GetProperty("outcome").GetRawText()} {first.Json.GetProperty("approvals")} {first.Json.GetProperty("quorum")}");
        Assert.Equal("Approved", second.Json.GetProperty("outcome").GetString());
        await Office.UntilAsync(id, ApprovalState.Approved);
        Assert.Equal(["Requested by rita", "Decided by anna", "Decided by bruno", "Concluded by approvals"], await Office.StoryAsync(id));
        await Office.UntilToldAsync("approval.requested to person-anna", "approval.requested to person-bruno", "approval.requested to person-carla", "approval.decided.approved to person-rita");
    }

    [Fact]
    public async Task The_evidence_says_who_when_by_both_clocks_what_they_saw_and_by_which_rule()
    {
        var id = await Office.AskAsync();
        await Office.SayAsync(id, "refuse", "anna", "Not our bill");
        await Office.UntilAsync(id, ApprovalState.Refused);

        var decided = (await Office.DetailsAsync(id)).GetProperty("evidence")[1];

        Assert.Equal("anna", decided.GetProperty("actor").GetString());
        Assert.EndsWith("Europe/Rome", decided.GetProperty("localTime").GetString(), StringComparison.Ordinal);
        Assert.Equal("Not our bill", decided.GetProperty("reason").GetString());
        Assert.Equal("Api", decided.GetProperty("surface").GetString());
        Assert.Equal(ApprovalsApp.Seen, decided.GetProperty("seenDigest").GetString());
        Assert.Equal("Bill of <Rossi & figli>", decided.GetProperty("seenSummary").GetString());
        Assert.Equal("two of own 2020-01-01 v1", decided.GetProperty("rule").GetString());
        Assert.Equal("Not our bill", (await Office.RowAsync(id))!.Reason);
    }

    [Fact]
    public async Task Two_people_at_the_same_instant_are_both_heard()
    {
        var id = await Office.AskAsync();

        var answers = await Task.WhenAll(Office.SayAsync(id, "approve", "anna"), Office.SayAsync(id, "approve", "bruno"));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Accepted, answer.Status));
        await Office.UntilAsync(id, ApprovalState.Approved);
        Assert.Equal(4, (await Office.StoryAsync(id)).Count);
    }

    [Fact]
    public async Task The_requester_and_the_preparer_are_refused_and_their_tries_are_kept()
    {
        var id = await Office.AskAsync(preparers: ["Carla"]);

        (await Office.SayAsync(id, "approve", "rita")).AssertRefused(HttpStatusCode.Forbidden, "own-request");
        (await Office.SayAsync(id, "approve", "carla")).AssertRefused(HttpStatusCode.Forbidden, "own-request");
        (await Office.SayAsync(id, "approve", "eva")).AssertRefused(HttpStatusCode.Forbidden, "not-asked");
        (await Office.SayAsync(id, "approve", "zoe")).AssertRefused(HttpStatusCode.Forbidden, "not-asked");
        (await Office.SayAsync(id, "approve", "aldo")).AssertRefused(HttpStatusCode.Forbidden, "role-missing");
        (await Office.SayAsync(id, "approve", "anna", digest: new string('b', 64))).AssertRefused(HttpStatusCode.Conflict, "payload-changed");

        Assert.Equal(["anna: PayloadChanged", "carla: OwnRequest", "eva: NotAsked", "rita: OwnRequest", "zoe: NotAsked"], await Office.RefusedAttemptsAsync(id));
        Assert.Equal(ApprovalState.Awaiting, (await Office.RowAsync(id))!.State);
    }

    [Fact]
    public async Task A_person_decides_once_and_the_same_command_again_gets_the_first_answer()
    {
        var id = await Office.AskAsync();

        var first = await Office.SayAsync(id, "approve", "anna", key: "same");
        var again = await Office.SayAsync(id, "approve", "anna", key: "same");
        var other = await Office.SayAsync(id, "refuse", "anna", key: "other");
        var reused = await Office.SayAsync(id, "refuse", "anna", key: "same");

        Assert.Equal(first, again);
        other.AssertRefused(HttpStatusCode.Conflict, "already-decided");
        reused.AssertRefused(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
        Assert.Equal(["Requested by rita", "Decided by anna"], await Office.StoryAsync(id));
    }

    /// <summary>Clients that make keys of the request alone must not make two people one.</summary>
    [Fact]
    public async Task Two_people_under_the_same_key_are_two_decisions()
    {
        var id = await Office.AskAsync();

        await Office.SayAsync(id, "approve", "anna", key: $"approve-{id}");
        await Office.SayAsync(id, "approve", "bruno", key: $"approve-{id}");

        await Office.UntilAsync(id, ApprovalState.Approved);
    }

    [Fact]
    public async Task One_refusal_ends_it_and_needs_a_reason()
    {
        var id = await Office.AskAsync();

        (await Office.SayAsync(id, "refuse", "anna", reason: null)).AssertRefused(HttpStatusCode.BadRequest, "invalid-request");
        (await Office.SayAsync(id, "refuse", "anna", reason: " no ")).AssertRefused(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal("Refused", (await Office.SayAsync(id, "refuse", "anna", "Not our bill")).Json.GetProperty("outcome").GetString());

        (await Office.SayAsync(id, "approve", "bruno")).AssertRefused(HttpStatusCode.Conflict, "approval-concluded");
        await Office.UntilAsync(id, ApprovalState.Refused);
        (await Office.SayAsync(id, "approve", "bruno")).AssertRefused(HttpStatusCode.Conflict, "approval-concluded");
        (await Office.SayAsync(id, "withdraw", "rita")).AssertRefused(HttpStatusCode.Conflict, "approval-concluded");
    }

    [Fact]
    public async Task The_requester_takes_it_back_and_nobody_else_does()
    {
        var id = await Office.AskAsync();

        (await Office.SayAsync(id, "withdraw", "anna")).AssertRefused(HttpStatusCode.Forbidden, "not-the-requester");
        (await Office.SayAsync(id, "withdraw", "rita", reason: null)).AssertRefused(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal(HttpStatusCode.Accepted, (await Office.SayAsync(id, "withdraw", "rita", "Paid by card")).Status);

        Assert.Equal("Paid by card", (await Office.UntilAsync(id, ApprovalState.Withdrawn)).Reason);
    }

    [Fact]
    public async Task A_delegate_decides_once_in_the_place_of_one_approver()
    {
        var today = new Tenancy.Tenant("acme", "", "IT", "Europe/Rome").DayAt(Office.App.Time.GetUtcNow());
        var body = new { @delegate = "eva", from = $"{today:uuuu-MM-dd}", to = $"{today.PlusDays(30):uuuu-MM-dd}", kind = "invoice.*" };
        Assert.Equal(HttpStatusCode.Created, (await Office.App.CommandAsync("acme/approval-delegations", body, "anna")).Status);
        Assert.Equal(HttpStatusCode.Created, (await Office.App.CommandAsync("acme/approval-delegations", body with { @delegate = "rita" }, "bruno")).Status);
        var id = await Office.AskAsync();

        (await Office.SayAsync(id, "approve", "rita")).AssertRefused(HttpStatusCode.Forbidden, "own-request"); // the deputised requester
        Assert.Equal(HttpStatusCode.Accepted, (await Office.SayAsync(id, "approve", "eva")).Status);
        (await Office.SayAsync(id, "approve", "anna")).AssertRefused(HttpStatusCode.Conflict, "place-taken");
        await Office.SayAsync(id, "approve", "bruno");

        await Office.UntilAsync(id, ApprovalState.Approved);
        var decision = (await Office.DetailsAsync(id)).GetProperty("evidence")[1].GetProperty("decision");
        Assert.Equal("eva for anna", $"{decision.GetProperty("person").GetString()} for {decision.GetProperty("seats")[0].GetProperty("owner").GetString()}");
        Assert.Contains("approval.requested to person-eva", await Office.ToldAsync());

        var other = await Office.AskAsync(kind: "period.reopen");
        (await Office.SayAsync(other, "approve", "eva")).AssertRefused(HttpStatusCode.Forbidden, "not-asked");
    }

    [Fact]
    public async Task A_delegation_that_was_ended_no_longer_holds()
    {
        var today = new Tenancy.Tenant("acme", "", "IT", "Europe/Rome").DayAt(Office.App.Time.GetUtcNow());
        var added = await Office.App.CommandAsync("acme/approval-delegations", new { @delegate = "eva", from = $"{today:uuuu-MM-dd}", to = $"{today.PlusDays(30):uuuu-MM-dd}" }, "anna");
        var end = $"acme/approval-delegations/{added.Json.GetProperty("id").GetString()}/end";
        var id = await Office.AskAsync();

        (await Office.App.CommandAsync(end, new { }, "piero")).AssertRefused(HttpStatusCode.Forbidden, "not-your-delegation");
        Assert.Equal("zoe", (await Office.App.CommandAsync(end, new { }, "zoe")).Json.GetProperty("endedBy").GetString());
        Assert.Equal("zoe", (await Office.App.CommandAsync(end, new { }, "anna")).Json.GetProperty("endedBy").GetString());
        (await Office.App.CommandAsync("acme/approval-delegations/none/end", new { }, "anna")).AssertRefused(HttpStatusCode.NotFound, "not-found");

        (await Office.SayAsync(id, "approve", "eva")).AssertRefused(HttpStatusCode.Forbidden, "not-asked");
        Assert.Equal("zoe", Assert.Single((await Office.App.GetAsync("acme/approval-delegations", "aldo")).Items).GetProperty("endedBy").GetString());
    }

    [Theory]
    [InlineData("anna", "2026-01-01", "2036-01-01", null)]
    [InlineData("ANNA", "2036-01-01", "2036-01-02", null)]
    [InlineData("", "2036-01-01", "2036-01-02", null)]
    [InlineData("eva", "2036-01-02", "2036-01-01", null)]
    [InlineData("eva", "2036-02-30", "2036-03-01", null)]
    [InlineData("eva", "2020-01-01", "2020-01-02", null)]
    [InlineData("eva", "2036-01-01", "2036-01-02", "Every Invoice")]
    public async Task A_delegation_that_is_not_sound_is_refused(string @delegate, string from, string to, string? kind)
        => (await Office.App.CommandAsync("acme/approval-delegations", new { @delegate, from, to, kind }, "anna")).AssertRefused(HttpStatusCode.BadRequest, "invalid-request");

    [Fact]
    public async Task Each_sees_in_the_inbox_what_waits_for_them()
    {
        var first = await Office.AskAsync();
        var second = await Office.AskAsync(preparers: ["anna"]);
        await Office.SayAsync(first, "approve", "bruno");

        Assert.Equal([first], await InboxAsync("anna"));
        Assert.Equal([second], await InboxAsync("bruno"));
        Assert.Equal([first, second], (await InboxAsync("carla")).OrderBy(id => id == second));
        Assert.Empty(await InboxAsync("rita"));
        Assert.Empty(await InboxAsync("zoe"));
        Assert.Equal(2, (await Office.App.GetAsync("acme/approvals?state=awaiting&kind=invoice.pay", "aldo")).Items.Count);
        Assert.Empty((await Office.App.GetAsync("acme/approvals?state=Approved,Refused", "aldo")).Items);
        (await Office.App.GetAsync("acme/approvals?state=pending", "aldo")).AssertRefused(HttpStatusCode.BadRequest, "invalid-request");
        (await Office.App.GetAsync("acme/approvals?kind=' or 1 eq 1", "aldo")).AssertRefused(HttpStatusCode.BadRequest, "invalid-request");
        (await Office.App.GetAsync("acme/approvals?mine=yes", "aldo")).AssertRefused(HttpStatusCode.BadRequest, "invalid-request");
    }

    [Fact]
    public async Task One_approval_says_whether_I_may_decide_and_why_not()
    {
        var id = await Office.AskAsync();

        Assert.True((await Office.DetailsAsync(id, "anna")).GetProperty("youMayDecide").GetBoolean());
        Assert.Equal("OwnRequest", (await Office.DetailsAsync(id, "rita")).GetProperty("whyNot").GetString());
        Assert.Empty(await Office.RefusedAttemptsAsync(id));
        (await Office.App.GetAsync("acme/approvals/none-such", "anna")).AssertRefused(HttpStatusCode.NotFound, "not-found");
        (await Office.App.GetAsync("acme/approvals/a%7Cb%7C%23", "anna")).AssertRefused(HttpStatusCode.NotFound, "not-found");
        (await Office.SayAsync("none-such", "approve", "anna")).AssertRefused(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task The_rule_of_the_day_it_was_asked_stays()
    {
        var id = await Office.AskAsync();
        var easier = ApprovalsApp.Matrix(new { id = "two", kind = "*", levels = new object[] { new { quorum = 1, people = new[] { "carla" }, within = new { length = 48, unit = "Hours" } } } });

        Assert.Equal(2, (await Office.PutMatrixAsync("2020-01-01", easier)).Json.GetProperty("version").GetInt32());
        await Office.SayAsync(id, "approve", "anna");
        await Office.SayAsync(id, "approve", "bruno");

        await Office.UntilAsync(id, ApprovalState.Approved);
        Assert.Equal("two of own 2020-01-01 v1", (await Office.DetailsAsync(id)).GetProperty("approval").GetProperty("rule").GetString());
        var later = await Office.AskAsync();
        Assert.Equal("two of own 2020-01-01 v2", (await Office.DetailsAsync(later)).GetProperty("approval").GetProperty("rule").GetString());
    }

    [Theory]
    [InlineData("""{ "kind": "invoice.pay", "subject": "1", "summary": "s", "payloadDigest": "aa" }""")]
    [InlineData("""{ "kind": "Invoice", "subject": "1", "summary": "s", "payloadDigest": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" }""")]
    [InlineData("""{ "kind": "invoice.pay", "subject": "1", "summary": "s", "payloadDigest": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "amount": "1,250 EUR" }""")]
    [InlineData("""{ "kind": "invoice.pay", "subject": "1", "summary": "s", "payloadDigest": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "amount": "1.001 EUR" }""")]
    [InlineData("""{ "kind": "invoice.pay", "subject": "1", "summary": "two\nlines", "payloadDigest": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" }""")]
    [InlineData("{}")]
    public async Task A_request_that_is_not_sound_is_refused(string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        (await Office.App.AskAsync(HttpMethod.Post, "acme/approvals", new Asking("rita", "k", content))).AssertRefused(HttpStatusCode.BadRequest, "invalid-request");
    }

    private async Task<IReadOnlyList<string>> InboxAsync(string user)
        => [.. (await Office.App.GetAsync("acme/approvals?mine=true", user)).Items.Select(item => item.GetProperty("id").GetString()!)];
}
