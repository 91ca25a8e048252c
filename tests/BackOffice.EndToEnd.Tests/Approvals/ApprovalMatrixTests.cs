using System.Net;
using BackOffice.Approvals.Domain;
using BackOffice.TestKit;

namespace BackOffice.Approvals;

/// <summary>Who has to approve what, as an administrator says it.</summary>
public sealed class ApprovalMatrixTests : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private ApprovalsApp? started;

    private ApprovalsApp Office => started!;

    public async ValueTask InitializeAsync() => started = await ApprovalsApp.StartAsync();

    public ValueTask DisposeAsync() => Office.DisposeAsync();

    [Fact]
    public async Task What_comes_with_the_app_holds_until_the_company_says_otherwise()
    {
        Assert.Equal("invoice.usual of default EUR 2024-01-01", (await PreviewAsync("kind=invoice.pay&amount=1250.00 EUR")).Rule);
        await Office.PutMatrixAsync("2020-01-01", ApprovalsApp.Matrix(new { id = "mine", kind = "invoice.*", upTo = 1250, levels = Array.Empty<object>() }));

        Assert.Equal(("mine of own 2020-01-01 v1", 0), await PreviewAsync("kind=invoice.pay&amount=1250.00 EUR"));
        Assert.Equal(("invoice.usual of default EUR 2024-01-01", 2), await PreviewAsync("kind=invoice.pay&amount=1250.01 EUR"));
        Assert.Equal("period.reopen of default EUR 2024-01-01", (await PreviewAsync("kind=period.reopen")).Rule);
        Assert.Equal("", (await PreviewAsync("kind=invoice.pay&on=2019-12-31")).Rule);
        Assert.Equal("role-approver", (await Office.App.GetAsync("acme/approval-preview?kind=period.reopen", "aldo")).Json.GetProperty("recipients")[0].GetString());
    }

    [Fact]
    public async Task Where_the_rule_asks_nobody_nothing_is_waited_for()
    {
        await Office.PutMatrixAsync("2020-01-01", ApprovalsApp.Matrix(new { id = "free", kind = "invoice.*", upTo = 1250, levels = Array.Empty<object>() }));

        var id = await Office.AskAsync(amount: "1250.00 EUR");

        Assert.Equal(ApprovalState.NotNeeded, (await Office.RowAsync(id))!.State);
        Assert.Equal(["Requested by rita", "Concluded by approvals"], await Office.StoryAsync(id));
        (await Office.SayAsync(id, "approve", "anna")).AssertRefused(HttpStatusCode.Conflict, "approval-concluded");
    }

    [Fact]
    public async Task Where_nobody_is_left_who_could_approve_it_is_refused_at_once_and_says_so()
    {
        await Office.PutMatrixAsync("2020-01-01", ApprovalsApp.Matrix(new { id = "both", kind = "*", levels = new[] { new { quorum = 2, people = new[] { "rita", "anna" }, within = new { length = 1, unit = "Days" } } } }));

        var id = await Office.AskAsync();

        var row = await Office.UntilAsync(id, ApprovalState.Refused);
        Assert.StartsWith("Nobody is left who could approve", row.Reason, StringComparison.Ordinal);
        await Office.UntilToldAsync("approval.decided.refused to person-rita");
    }

    [Fact]
    public async Task A_level_that_cannot_decide_without_the_requester_is_passed_over()
    {
        await Office.PutMatrixAsync("2020-01-01", ApprovalsApp.Matrix(new
        {
            id = "both",
            kind = "*",
            levels = new object[]
            {
                new { quorum = 2, people = new[] { "rita", "anna" }, within = new { length = 1, unit = "Days" } },
                new { quorum = 1, roles = new[] { "administrator" }, within = new { length = 1, unit = "Days" } },
            },
        }));

        var id = await Office.AskAsync();

        await Office.UntilToldAsync("approval.requested to role-administrator");
        await Office.SayAsync(id, "approve", "zoe");
        await Office.UntilAsync(id, ApprovalState.Approved);
    }

    [Fact]
    public async Task Where_no_rule_fits_the_amount_it_is_refused_and_says_why()
    {
        await Office.PutMatrixAsync("2020-01-01", ApprovalsApp.Matrix(new { id = "all", kind = "*", levels = Array.Empty<object>() }));
        var limited = ApprovalsApp.Matrix(new { id = "some", kind = "loan.*", upTo = 5, levels = Array.Empty<object>() });
        await Office.PutMatrixAsync("2020-01-01", limited);

        // The shipped matrix has a rule for everything, so one has to look at a day before it.
        var preview = (await Office.App.GetAsync("acme/approval-preview?kind=loan.take&amount=5.00 USD&on=2021-01-01", "aldo")).Json;

        Assert.Equal("The rules for 'loan.take' have limits in EUR; they say nothing of USD.", preview.GetProperty("problem").GetString());
    }

    [Fact]
    public async Task Matrices_of_the_same_days_are_refused_and_the_same_again_is_not()
    {
        var first = ApprovalsApp.Matrix(new { id = "a", kind = "*", levels = Array.Empty<object>() });
        var next = new { currency = "EUR", validFrom = "2026-01-01", source = "Board", rules = new[] { new { id = "a", kind = "*", levels = Array.Empty<object>() } } };
        await Office.PutMatrixAsync("2020-01-01", first);

        Assert.Equal(1, (await Office.PutMatrixAsync("2020-01-01", first)).Json.GetProperty("version").GetInt32());
        (await Office.PutMatrixAsync("2026-01-01", next)).AssertRefused(HttpStatusCode.Conflict, "matrix-overlaps");
        var ended = new { currency = "EUR", validFrom = "2020-01-01", validTo = "2025-12-31", source = "Test", next.rules };
        Assert.Equal(2, (await Office.PutMatrixAsync("2020-01-01", ended)).Json.GetProperty("version").GetInt32());
        Assert.Equal(HttpStatusCode.OK, (await Office.PutMatrixAsync("2026-01-01", next)).Status);

        Assert.Equal(2, (await Office.App.GetAsync("acme/approval-matrices", "aldo")).Json.GetProperty("own").GetArrayLength());
    }

    [Fact]
    public async Task Two_matrices_of_the_same_days_at_once_are_never_both_taken()
    {
        object Of(string from) => new { currency = "EUR", validFrom = from, source = "Board", rules = new[] { new { id = "a", kind = "*", levels = Array.Empty<object>() } } };

        var answers = await Task.WhenAll(Office.PutMatrixAsync("2026-01-01", Of("2026-01-01")), Office.PutMatrixAsync("2026-02-01", Of("2026-02-01")));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.Single(answers, answer => answer.Code == "matrix-overlaps");
    }

    [Fact]
    public async Task A_matrix_that_is_there_is_replaced_only_by_one_who_has_read_it()
    {
        object Of(string source) => new { currency = "EUR", validFrom = "2020-01-01", source, rules = new[] { new { id = "a", kind = "*", levels = Array.Empty<object>() } } };
        var (added, first) = await Office.PutMatrixIfAsync("2020-01-01", Of("One"), ifMatch: null);
        Assert.Equal(HttpStatusCode.OK, added.Status);
        Assert.Equal(await Office.MatrixTagAsync("2020-01-01"), first);

        (await Office.PutMatrixIfAsync("2020-01-01", Of("Two"), ifMatch: null)).Answer.AssertRefused(HttpStatusCode.PreconditionRequired, "etag-missing");
        Assert.Equal(1, (await Office.PutMatrixIfAsync("2020-01-01", Of("One"), ifMatch: null)).Answer.Json.GetProperty("version").GetInt32());
        Assert.Equal(2, (await Office.PutMatrixIfAsync("2020-01-01", Of("Two"), $"{first}")).Answer.Json.GetProperty("version").GetInt32());
        (await Office.PutMatrixIfAsync("2020-01-01", Of("Three"), $"{first}")).Answer.AssertRefused(HttpStatusCode.PreconditionFailed, "etag-mismatch");
        (await Office.PutMatrixIfAsync("2019-01-01", ApprovalsApp.Matrix(), $"{first}")).Answer.AssertRefused(HttpStatusCode.BadRequest, "invalid-request");
        (await Office.App.GetAsync("acme/approval-matrices/2021-01-01", "aldo")).AssertRefused(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task A_matrix_that_cannot_be_used_is_refused_with_the_reason()
    {
        var answer = await Office.PutMatrixAsync("2020-01-01", ApprovalsApp.Matrix(new { id = "many", kind = "*", levels = new[] { new { quorum = 3, people = new[] { "anna", "bruno" }, within = new { length = 1, unit = "Days" } } } }));

        answer.AssertRefused(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Contains("3 of 2 people cannot approve", answer.Text, StringComparison.Ordinal);
        (await Office.PutMatrixAsync("2020-01-02", ApprovalsApp.Matrix())).AssertRefused(HttpStatusCode.BadRequest, "invalid-request");
        (await Office.PutMatrixAsync("soon", ApprovalsApp.Matrix())).AssertRefused(HttpStatusCode.BadRequest, "invalid-request");
        (await Office.PutMatrixAsync("2020-01-01", ApprovalsApp.TwoOfThree, "anna")).AssertRefused(HttpStatusCode.Forbidden, "role-missing");
    }

    private async Task<(string? Rule, int Levels)> PreviewAsync(string query)
    {
        var json = (await Office.App.GetAsync($"acme/approval-preview?{query}", "aldo")).Json;
        return (json.GetProperty("rule").GetString() ?? "", json.GetProperty("levels").GetArrayLength());
    }
}
