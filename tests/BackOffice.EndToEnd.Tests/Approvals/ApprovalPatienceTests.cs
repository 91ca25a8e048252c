using System.Net;
using BackOffice.Approvals.Domain;
using BackOffice.Documents;
using BackOffice.TestKit;

namespace BackOffice.Approvals;

/// <summary>What becomes of requests nobody decides about: the clock moves by hand.</summary>
public sealed class ApprovalPatienceTests : IClassFixture<AzuriteFixture>
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 16, 9, 0, 0, TimeSpan.Zero);

    private static readonly TimeSpan Step = TimeSpan.FromHours(1);

    private static readonly DocumentsSetup ByHand = new() { StandsStill = true, Start = Monday };

    [Fact]
    public async Task Silence_is_reminded_then_passed_on_then_a_refusal()
    {
        await using var office = await ApprovalsApp.StartAsync(ByHand, ApprovalsApp.TwoOfThree);
        var id = await office.AskAsync();
        var due = (await office.RowAsync(id))!.DueAt;

        await office.App.Time.PassAsync(TimeSpan.FromHours(23), Step);
        Assert.Equal(["Requested by rita"], await office.StoryAsync(id));
        await office.App.Time.PassAsync(TimeSpan.FromHours(2), Step);
        await office.App.WaitAsync(async () => (await office.StoryAsync(id)).Contains("Reminded by approvals"), "a reminder");
        await office.App.Time.PassAsync(TimeSpan.FromHours(24), Step);
        Assert.True(due <= office.App.Time.GetUtcNow());
        await office.UntilAsync(id, ApprovalState.Escalated);
        Assert.Equal(HttpStatusCode.Accepted, (await office.SayAsync(id, "approve", "anna")).Status); // late, and one of two
        await office.App.Time.PassAsync(TimeSpan.FromHours(13), Step);
        await office.App.WaitAsync(async () => (await office.StoryAsync(id)).Count(line => line == "Reminded by approvals") == 2, "a reminder of the next level");
        await office.App.Time.PassAsync(TimeSpan.FromHours(12), Step);
        await office.UntilAsync(id, ApprovalState.Expired);

        Assert.Equal(["Requested by rita", "Reminded by approvals", "Escalated by approvals", "Decided by anna", "Reminded by approvals", "Concluded by approvals"], await office.StoryAsync(id));
        (await office.SayAsync(id, "approve", "zoe")).AssertRefused(HttpStatusCode.Conflict, "approval-expired");
        (await office.SayAsync(id, "withdraw", "rita")).AssertRefused(HttpStatusCode.Conflict, "approval-expired");
        Assert.Equal(HttpStatusCode.Gone, (await office.OpenAsync(await office.LinkOfAsync("bruno"))).Status);
        var (status, html) = await office.SubmitAsync(await office.LinkOfAsync("bruno", "approval.reminder"), "approve");
        Assert.Equal(HttpStatusCode.Gone, status);
        Assert.Contains("scaduta senza risposta", html, StringComparison.Ordinal);
        await office.UntilToldAsync(
            "approval.requested to person-anna", "approval.requested to person-bruno", "approval.requested to person-carla",
            "approval.reminder to person-anna", "approval.reminder to person-bruno", "approval.reminder to person-carla",
            "approval.escalated to role-administrator", "approval.reminder to role-administrator",
            "approval.expired to person-rita");
    }

    [Fact]
    public async Task The_next_level_decides_when_the_first_was_silent()
    {
        await using var office = await ApprovalsApp.StartAsync(ByHand, ApprovalsApp.TwoOfThree);
        var id = await office.AskAsync();
        (await office.SayAsync(id, "approve", "zoe")).AssertRefused(HttpStatusCode.Forbidden, "not-asked");
        await office.App.Time.PassAsync(TimeSpan.FromHours(49), Step);
        await office.UntilAsync(id, ApprovalState.Escalated);

        await office.SayAsync(id, "approve", "zoe");

        await office.UntilAsync(id, ApprovalState.Approved);
    }

    /// <summary>At the deadline itself it is too late, also while nobody has written that down yet.</summary>
    [Fact]
    public async Task A_decision_in_the_moment_of_expiry_is_refused()
    {
        await using var office = await ApprovalsApp.StartAsync(ByHand, ApprovalsApp.Matrix(new { id = "one", kind = "*", levels = new[] { new { quorum = 1, people = new[] { "anna" }, within = new { length = 2, unit = "Days" } } } }));
        var id = await office.AskAsync();
        var row = (await office.RowAsync(id))!;
        Assert.Equal(new DateTimeOffset(2026, 11, 18, 23, 0, 0, TimeSpan.Zero), row.DueAt); // Wednesday's midnight in Rome
        Assert.Equal("2026-11-19 00:00 Europe/Rome", (await office.DetailsAsync(id)).GetProperty("approval").GetProperty("dueLocal").GetString());

        office.App.Time.SleepUntil(row.DueAt);

        (await office.SayAsync(id, "approve", "anna")).AssertRefused(HttpStatusCode.Conflict, "approval-expired");
        await office.UntilAsync(id, ApprovalState.Expired);
    }
}
