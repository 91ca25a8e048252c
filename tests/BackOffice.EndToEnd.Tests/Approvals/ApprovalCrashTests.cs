using System.Globalization;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using BackOffice.Approvals.Domain;
using BackOffice.Documents;
using BackOffice.Notifications;
using BackOffice.Storage;
using BackOffice.TestKit;

namespace BackOffice.Approvals;

/// <summary>Two people, one of them a delegate, approve while the power fails at every write; they try again until they are answered.</summary>
public sealed class ApprovalCrashTests(ITestOutputHelper output) : IClassFixture<AzuriteFixture>
{
    /// <summary>Whose commands this run of the app has answered.</summary>
    private static readonly ConditionalWeakTable<AppRunner, HashSet<string>> Answered = [];

    private static readonly CrashScenario Scenario = new()
    {
        App = typeof(ApprovalOrchestrator).Assembly,
        Settings = [.. DocumentsWorld.OneWorker, .. ApprovalsApp.Users],
        Arrange = ArrangeAsync,
        Act = _ => Task.CompletedTask,
        IsSettled = PlayAsync,
        Snapshot = SnapshotAsync,
    };

    [Fact(Explicit = true)]
    public async Task An_approval_by_two_and_a_delegation_ends_the_same_wherever_the_power_fails()
        => Assert.InRange(await CrashHarness.CutEveryWriteAsync(Scenario, output.WriteLine), 20, int.MaxValue);

    [Fact]
    public async Task An_approval_by_two_and_a_delegation_ends_the_same_where_the_power_fails()
        => await CrashHarness.CutSampleAsync(Scenario, 16, Environment.TickCount, output.WriteLine);

    private static async Task ArrangeAsync(string account)
    {
        await new DocumentsWorld(account).FoundCompanyAsync();
        var table = Table(account);
        await table.CreateIfNotExistsAsync();
        var matrix = new ApprovalMatrix(Primitives.Currency.Eur, new(2020, 1, 1), "Test", [new ApprovalRule("two", "*", [new ApprovalLevel(2, new ApprovalTerm(300, TermUnit.Days)) { People = ["anna", "bruno"] }])]);
        await table.AddEntityAsync(ApprovalStore.JsonRow("acme", ApprovalKeys.MatrixVersion(matrix.ValidFrom, 1), RowJson.Write(new StoredMatrix(matrix, 1, "zoe", default))));
        var delegation = new Delegation("anna", [], "eva", new(2020, 1, 1), new(2099, 12, 31));
        await table.AddEntityAsync(ApprovalStore.JsonRow("acme", ApprovalKeys.DelegationPrefix + "by-anna", RowJson.Write(new StoredDelegation("by-anna", delegation, new DateTimeOffset(2026, 1, 31, 0, 0, 0, TimeSpan.Zero)))));
    }

    /// <summary>Each does what is theirs under one key until it is answered, and once more after a crash, when they cannot know.</summary>
    private static async Task<bool> PlayAsync(string account, AppRunner app)
    {
        try
        {
            if (!await AnsweredAsync(app, "acme/approvals", "rita", new { kind = "invoice.pay", subject = "17", summary = "A bill", payloadDigest = ApprovalsApp.Seen, amount = "9.00 EUR" })
                || await RowsAsync<ApprovalRow>(account, ApprovalRow.KeyPrefix) is not [var row]
                || !await IsToldAsync(account))
            {
                return false;
            }

            var approve = $"acme/approvals/{row.Reference.ApprovalId}/approve";
            return await AnsweredAsync(app, approve, "eva", new { payloadDigest = ApprovalsApp.Seen })
                && await AnsweredAsync(app, approve, "bruno", new { payloadDigest = ApprovalsApp.Seen })
                && row.State == ApprovalState.Approved
                && await IsToldAsync(account)
                && await IsOverAsync(app, row.Reference);
        }
        catch (Exception away) when (away is HttpRequestException or TaskCanceledException or RequestFailedException or IOException)
        {
            return false;
        }
    }

    private static async Task<bool> AnsweredAsync(AppRunner app, string path, string user, object body)
    {
        var answered = Answered.GetOrCreateValue(app);
        if (!answered.Contains(user))
        {
            using var answer = await CommandAsync(app, path, user, body);
            if (!answer.IsSuccessStatusCode)
            {
                return false;
            }

            answered.Add(user);
        }

        return true;
    }

    private static async Task<bool> IsToldAsync(string account)
        => (await RowsAsync<TableEntity>(account, OutboxRow.PendingPrefix)).Count == 0;

    private static async Task<bool> IsOverAsync(AppRunner app, ApprovalReference approval)
    {
        using var answer = await app.Client.GetAsync(new Uri($"/runtime/webhooks/durabletask/instances/{approval.InstanceId}?code=dev-durabletask-key", UriKind.Relative));
        return (await answer.Content.ReadAsStringAsync()).Contains("Completed", StringComparison.Ordinal);
    }

    /// <summary>Without the order of the two: after a crash whichever event comes first is counted first.</summary>
    private static async Task<string> SnapshotAsync(string account, AppRunner app)
    {
        var text = new StringBuilder();
        foreach (var row in await RowsAsync<ApprovalRow>(account, ApprovalRow.KeyPrefix))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{row.Reference.ApprovalId}: {row.State} level {row.Level} decided {string.Join(' ', JsonSerializer.Deserialize<string[]>(row.Decided)!.Order(StringComparer.Ordinal))} evidence {row.Evidence} {row.Reason}");
            var evidence = (await RowsAsync<TableEntity>(account, ApprovalKeys.EvidencePrefix(row.Reference.ApprovalId))).Select(piece => RowJson.Read<Evidence>(piece.GetString("Json")!));
            foreach (var piece in evidence.OrderBy(piece => piece.Kind).ThenBy(piece => piece.Actor, StringComparer.Ordinal))
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"{piece.Kind} by {piece.Actor} {piece.From}>{piece.To} {piece.Decision?.Kind} {piece.Rule}");
            }
        }

        text.AppendLine(CultureInfo.InvariantCulture, $"attempts {(await RowsAsync<TableEntity>(account, "attempt|")).Count}, links {(await RowsAsync<TableEntity>(account, "link|")).Count}");
        text.AppendLine(CultureInfo.InvariantCulture, $"sent: {string.Join(' ', (await RowsAsync<TableEntity>(account, "outbox|sent|")).Select(row => $"{row.GetString("Event")}>{row.GetString("Recipient")}").Order(StringComparer.Ordinal))}");
        text.AppendLine(CultureInfo.InvariantCulture, $"topic: {string.Join(' ', (await DocumentsWorld.MessagesAsync(app)).Select(message => message.Subject).Order(StringComparer.Ordinal))}");
        return text.ToString();
    }

    private static async Task<HttpResponseMessage> CommandAsync(AppRunner app, string path, string user, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"/api/v1/{path}", UriKind.Relative)) { Content = JsonContent.Create(body) };
        request.Headers.Add("x-functions-key", "dev-function-key");
        request.Headers.Add("x-dev-user", user);
        request.Headers.Add("Idempotency-Key", $"only-one-of-{user}");
        return await app.Client.SendAsync(request);
    }

    private static async Task<IReadOnlyList<T>> RowsAsync<T>(string account, string prefix)
        where T : class, ITableEntity
    {
        List<T> rows = [];
        await foreach (var row in Table(account).QueryAsync<T>(TableClient.CreateQueryFilter($"RowKey ge {prefix} and RowKey lt {prefix + "~"}")))
        {
            rows.Add(row);
        }

        return rows;
    }

    private static TableClient Table(string account) => new(account, ApprovalKeys.Table);
}
