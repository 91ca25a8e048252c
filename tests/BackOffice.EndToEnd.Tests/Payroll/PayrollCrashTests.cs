using System.Net;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;
using BackOffice.Documents;
using BackOffice.Payroll.Domain;
using BackOffice.TestKit;

namespace BackOffice.Payroll;

/// <summary>A month of twelve people, one of them held, is calculated, approved, posted, ordered and published while the power fails.</summary>
public sealed class PayrollCrashTests(ITestOutputHelper output) : IClassFixture<AzuriteFixture>
{
    private const string Run = "office-2026-01-regular";

    [Fact(Explicit = true)]
    public async Task A_run_ends_the_same_wherever_the_power_fails()
        => Assert.InRange(await CrashHarness.CutEveryWriteAsync(Scenario(), output.WriteLine), 60, int.MaxValue);

    [Fact]
    public async Task A_run_ends_the_same_where_the_power_fails()
        => Assert.Equal(12, await CrashHarness.CutSampleAsync(Scenario(), 12, Environment.TickCount, output.WriteLine));

    private static CrashScenario Scenario()
    {
        var people = new ConditionalWeakTable<AppRunner, People>();
        return new CrashScenario
        {
            App = typeof(PayrollRunOrchestrator).Assembly,
            Settings = DocumentsWorld.OneWorker,
            Arrange = account => new PayrollWorld(account).FoundAsync(people: 12),
            Act = _ => Task.CompletedTask,
            IsSettled = (account, app) => people.GetValue(app, runner => new People(runner)).WorkAsync(),
            Snapshot = (account, app) => new PayrollWorld(account).SnapshotAsync(app, Run),
        };
    }

    /// <summary>Paola prepares and Andrei approves, each until they get an answer; after a restart they send the same commands again.</summary>
    private sealed class People(AppRunner app)
    {
        private readonly HashSet<string> done = new(StringComparer.Ordinal);

        /// <summary>Does what can be done now.</summary>
        /// <returns>The order is sealed.</returns>
        public async Task<bool> WorkAsync()
        {
            if (!await DoAsync("payroll/runs", new { group = "office", period = "2026-01", reason = "The month's pay" }, "paola")
                || !await DoAsync($"payroll/runs/{Run}/calculate", new { reason = "The month is over" }, "paola")
                || await AskAsync($"payroll/runs/{Run}", "paola") is not { Status: HttpStatusCode.OK } page)
            {
                return false;
            }

            switch (page.Json.GetProperty("state").GetString())
            {
                case "Calculated":
                    _ = await DoAsync($"payroll/runs/{Run}/people/{PayrollWorld.IdOf(2)}/hold", new { reason = "The account is in doubt" }, "paola")
                        && await DoAsync($"payroll/runs/{Run}/submit", new { round = 1, reason = "Looked at" }, "paola");
                    return false;
                case "AwaitingApproval":
                    await ApproveAsync();
                    return false;
                default:
                    return page.Json.GetProperty("state").GetString() == $"{RunState.Settling}";
            }
        }

        private async Task ApproveAsync()
        {
            var path = $"approvals/payroll-{Run}-r1";
            if (await AskAsync(path, "andrei") is { Status: HttpStatusCode.OK } asked)
            {
                await DoAsync($"{path}/approve", new { reason = "Seen", payloadDigest = asked.Json.GetProperty("approval").GetProperty("payloadDigest").GetString() }, "andrei");
            }
        }

        private async Task<bool> DoAsync(string path, object body, string user)
            => done.Contains(path) || (await SendAsync(HttpMethod.Post, path, user, body) is { } status && (int)status is >= 200 and < 300 && done.Add(path));

        private async Task<HttpStatusCode?> SendAsync(HttpMethod method, string path, string user, object body)
        {
            using var answer = await SendAsync(method, path, user, JsonContent.Create(body));
            return answer.StatusCode;
        }

        private async Task<Answer> AskAsync(string path, string user)
        {
            using var answer = await SendAsync(HttpMethod.Get, path, user, content: null);
            return await Answer.ReadAsync(answer);
        }

        private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string user, JsonContent? content)
        {
            using var request = new HttpRequestMessage(method, new Uri($"/api/v1/acme/{path}", UriKind.Relative)) { Content = content };
            request.Headers.Add("x-functions-key", "dev-function-key");
            request.Headers.Add("x-dev-user", user);
            request.Headers.Add("Idempotency-Key", $"{user}-{path}");
            return await app.Client.SendAsync(request);
        }
    }
}
