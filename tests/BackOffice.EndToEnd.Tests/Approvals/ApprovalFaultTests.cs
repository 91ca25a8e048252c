using System.Net;
using System.Net.Http.Json;
using System.Text;
using Azure.Data.Tables;
using BackOffice.Approvals.Domain;
using BackOffice.Documents;
using BackOffice.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Approvals;

/// <summary>What may go wrong between a decision and its effect.</summary>
public sealed class ApprovalFaultTests : IClassFixture<AzuriteFixture>
{
    private const string Management = "/runtime/webhooks/durabletask";

    [Fact]
    public async Task Events_that_mean_nothing_harm_nobody()
    {
        await using var office = await ApprovalsApp.StartAsync(matrix: ApprovalsApp.TwoOfThree);
        var id = await office.AskAsync();

        foreach (var payload in new[] { "\"no such decision\"", "{\"a\":[1,2]}", "42", "null" })
        {
            using var content = new StringContent(payload, Encoding.UTF8, "application/json");
            using var raised = await office.App.Runner.Client.PostAsync(new Uri($"{Management}/instances/approval-acme.{id}/raiseEvent/{ApprovalOrchestrator.Decided}?code=dev-durabletask-key", UriKind.Relative), content);
            Assert.Equal(HttpStatusCode.Accepted, raised.StatusCode);
        }

        Assert.Equal(["Requested by rita"], await office.StoryAsync(id));
        await office.SayAsync(id, "approve", "anna");
        await office.SayAsync(id, "approve", "bruno");
        await office.UntilAsync(id, ApprovalState.Approved);
    }

    [Fact]
    public async Task A_decision_whose_event_was_lost_is_counted_by_the_sweep()
    {
        await using var office = await ApprovalsApp.StartAsync(matrix: ApprovalsApp.TwoOfThree);
        await LoseEventAsync(office, await office.AskAsync());
    }

    [Fact]
    public async Task A_company_whose_approvals_cannot_be_read_keeps_no_other_waiting()
    {
        await using var office = await ApprovalsApp.StartAsync(matrix: ApprovalsApp.TwoOfThree);
        await new DocumentsWorld(office.App.Account, "aaa").FoundCompanyAsync();
        var now = office.App.Time.GetUtcNow();
        await new TableClient(office.App.Account, ApprovalKeys.Table).AddEntityAsync(new ApprovalRow { PartitionKey = ApprovalKeys.Partition("aaa"), RowKey = ApprovalRow.KeyOf("broken"), Rule = "{", RequestedAt = now, RemindAt = now, DueAt = now });

        await LoseEventAsync(office, await office.AskAsync());
    }

    /// <summary>The sweep is a quarter of an hour away on a clock that hardly moves: it is not what counts them.</summary>
    [Fact]
    public async Task Decisions_that_come_before_anybody_waits_for_them_count()
    {
        await using var office = await ApprovalsApp.StartAsync(new DocumentsSetup { StandsStill = true, Start = new DateTimeOffset(2026, 11, 16, 9, 6, 0, TimeSpan.Zero) }, ApprovalsApp.TwoOfThree);
        var request = new ApprovalRequest(new ApprovalReference("acme", "early"), "invoice.pay", "17", "rita") { Summary = "A bill", PayloadDigest = ApprovalsApp.Seen };
        (await office.SayAsync("early", "approve", "anna")).AssertRefused(HttpStatusCode.NotFound, "not-found"); // nothing to decide about yet
        await ActivatorUtilities.CreateInstance<ApprovalActivities>(office.App.Runner.Services).OpenAsync(request, TestContext.Current.CancellationToken);
        await office.SayAsync("early", "approve", "anna");
        await office.SayAsync("early", "approve", "bruno");
        Assert.Equal(ApprovalState.Awaiting, (await office.RowAsync("early"))!.State);

        await StartAsync(office, request);

        await office.UntilAsync("early", ApprovalState.Approved);
    }

    [Fact]
    public async Task A_bus_that_is_away_delays_nobodys_decision()
    {
        var isAway = false;
        await using var office = await ApprovalsApp.StartAsync(
            new DocumentsSetup { Faults = request => Volatile.Read(ref isAway) && request.Container.StartsWith("ServiceBus", StringComparison.Ordinal) ? ProxyVerdict.Answer(503) : ProxyVerdict.Pass },
            ApprovalsApp.TwoOfThree);
        Volatile.Write(ref isAway, true);
        var id = await office.AskAsync();

        await office.SayAsync(id, "approve", "anna");
        await office.SayAsync(id, "approve", "bruno");

        await office.UntilAsync(id, ApprovalState.Approved);
        Volatile.Write(ref isAway, false);
        await office.UntilToldAsync("approval.requested to person-anna", "approval.requested to person-bruno", "approval.requested to person-carla", "approval.decided.approved to person-rita");
    }

    [Fact]
    public async Task Another_request_under_the_same_id_fails_and_the_same_one_gets_the_same_result()
    {
        await using var office = await ApprovalsApp.StartAsync(matrix: ApprovalsApp.TwoOfThree);
        var request = new ApprovalRequest(new ApprovalReference("acme", "reopen-2026-10"), "period.reopen", "2026-10", "rita") { Summary = "Reopen October", PayloadDigest = ApprovalsApp.Seen };
        await StartAsync(office, request);
        await office.App.WaitAsync(async () => await office.RowAsync("reopen-2026-10") is not null, "it to be asked");
        await office.SayAsync("reopen-2026-10", "refuse", "anna");
        Assert.Contains("Refused", await OutputAsync(office, request, "Completed"), StringComparison.Ordinal);

        await StartAsync(office, request);
        Assert.Contains("Refused", await OutputAsync(office, request, "Completed"), StringComparison.Ordinal);
        await StartAsync(office, request with { Requester = "sara" });
        Assert.Contains("asked before for something else", await OutputAsync(office, request, "Failed"), StringComparison.Ordinal);
        await StartAsync(office, request with { PayloadDigest = "" });
        Assert.Contains("payload digest", await OutputAsync(office, request, "Failed"), StringComparison.Ordinal);
    }

    /// <summary>Writes a refusal down without its event, and waits until it is counted all the same.</summary>
    private static async Task LoseEventAsync(ApprovalsApp office, string id)
    {
        var store = office.App.Runner.Services.GetRequiredService<ApprovalStore>();
        var file = await store.FindFileAsync(new ApprovalReference("acme", id), TestContext.Current.CancellationToken);
        var now = office.App.Time.GetUtcNow();
        var refusal = new Evidence(EvidenceKind.Decided, "anna", now, "", "lost") { Reason = "Its event was lost", Decision = new Decision("lost", "anna", Verdict.Refuse, [new Seat(0, "anna")], now) };

        Assert.True(await store.TrySaveAsync(new ApprovalChange(file!.Row, [refusal]), now));

        Assert.Equal("Its event was lost", (await office.UntilAsync(id, ApprovalState.Refused)).Reason);
    }

    private static async Task StartAsync(ApprovalsApp office, ApprovalRequest request)
    {
        using var content = JsonContent.Create(request, options: new System.Text.Json.JsonSerializerOptions());
        using var started = await office.App.Runner.Client.PostAsync(new Uri($"{Management}/orchestrators/{nameof(ApprovalOrchestrator)}/{request.Approval.InstanceId}?code=dev-durabletask-key", UriKind.Relative), content);
        Assert.Equal(HttpStatusCode.Accepted, started.StatusCode);
    }

    private static async Task<string> OutputAsync(ApprovalsApp office, ApprovalRequest request, string status)
    {
        var text = "";
        await office.App.WaitAsync(
            async () =>
            {
                using var answer = await office.App.Runner.Client.GetAsync(new Uri($"{Management}/instances/{request.Approval.InstanceId}?code=dev-durabletask-key", UriKind.Relative));
                text = await answer.Content.ReadAsStringAsync();
                return text.Contains($"\"runtimeStatus\":\"{status}\"", StringComparison.OrdinalIgnoreCase);
            },
            $"{status}, not {text}");
        return text;
    }
}
