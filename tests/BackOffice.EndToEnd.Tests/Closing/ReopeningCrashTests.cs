using System.Net;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using BackOffice.Closing.Domain;
using BackOffice.Documents;
using BackOffice.Primitives;
using BackOffice.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Closing;

/// <summary>A month is reopened by two people, ends, and its close runs again, while the power fails.</summary>
public sealed class ReopeningCrashTests(ITestOutputHelper output) : IClassFixture<AzuriteFixture>
{
    private static readonly Period Month = new(2026, 1);

    /// <summary>Further away than the clock of the harness gets by itself; it is set forward once the month is open.</summary>
    private static readonly DateTimeOffset Until = new(2026, 2, 1, 3, 0, 0, TimeSpan.Zero);

    [Fact(Explicit = true)]
    public async Task A_reopening_ends_the_same_wherever_the_power_fails()
        => Assert.InRange(await CrashHarness.CutEveryWriteAsync(Scenario(), output.WriteLine), 40, int.MaxValue);

    [Fact]
    public async Task A_reopening_ends_the_same_where_the_power_fails()
        => Assert.Equal(8, await CrashHarness.CutSampleAsync(Scenario(), 8, Environment.TickCount, output.WriteLine));

    private static CrashScenario Scenario()
    {
        var people = new ConditionalWeakTable<AppRunner, People>();
        return new CrashScenario
        {
            App = typeof(PeriodReopeningOrchestrator).Assembly,
            Settings = [.. DocumentsWorld.OneWorker, .. ClosingApp.Users],
            Arrange = async account =>
            {
                var before = new DateTimeOffset(2026, 1, 31, 23, 30, 0, TimeSpan.Zero);
                await new DocumentsWorld(account).FoundCompanyAsync();
                await new ClosingWorld(account).SweepAsync(before);
                await new ClosingWorld(account).CloseAsync(Month, before);
            },
            Act = _ => Task.CompletedTask,
            IsSettled = async (account, app) => await people.GetValue(app, runner => new People(runner)).WorkAsync() && await new ClosingWorld(account).IsToldAsync(),
            Snapshot = (account, app) => new ClosingWorld(account).SnapshotAsync(app),
        };
    }

    /// <summary>Andrei asks and Bianca approves, each until they get an answer; after a restart they send the same commands again.</summary>
    private sealed class People(AppRunner app)
    {
        private bool hasAsked;
        private bool hasApproved;
        private bool hasPassed;

        /// <summary>Does what can be done now.</summary>
        /// <returns>The close runs again and waits for its signature.</returns>
        public async Task<bool> WorkAsync()
        {
            hasAsked = hasAsked || await IsAnsweredAsync($"periods/{Month}/reopen", new { reason = "A bill came late", until = Until }, ClosingApp.Andrei);
            hasApproved = hasApproved || (hasAsked && await IsApprovedAsync());
            if (!hasApproved || await AskAsync($"periods/{Month}") is not { Status: HttpStatusCode.OK } month)
            {
                return false;
            }

            var state = month.Json.GetProperty("reopenings")[0].GetProperty("state").GetString();
            if (state == $"{ReopeningState.Open}" && !hasPassed)
            {
                hasPassed = true;
                ((FakeTime)app.Services.GetRequiredService<TimeProvider>()).AdvanceTo(Until);
            }

            return state == $"{ReopeningState.Ended}"
                && await AskAsync($"closes/{Month}") is { Status: HttpStatusCode.OK } close
                && close.Json.GetProperty("round").GetInt32() == 2
                && ClosingApp.StateOf(close.Json, "sign-off") == $"{CloseStepState.AwaitingSignOff}";
        }

        private async Task<bool> IsApprovedAsync()
        {
            var approval = $"approvals/reopen-{Month}-1";
            return await AskAsync(approval) is { Status: HttpStatusCode.OK } asked
                && await IsAnsweredAsync($"{approval}/approve", new { payloadDigest = asked.Json.GetProperty("approval").GetProperty("payloadDigest").GetString() }, ClosingApp.Bianca);
        }

        private async Task<bool> IsAnsweredAsync(string path, object body, string user)
        {
            using var answer = await SendAsync(HttpMethod.Post, path, user, body);
            return answer.StatusCode == HttpStatusCode.Accepted;
        }

        private async Task<Answer> AskAsync(string path)
        {
            using var answer = await SendAsync(HttpMethod.Get, path, ClosingApp.Bianca, body: null);
            return await Answer.ReadAsync(answer);
        }

        private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string user, object? body)
        {
            using var request = new HttpRequestMessage(method, new Uri($"/api/v1/acme/{path}", UriKind.Relative)) { Content = body is null ? null : JsonContent.Create(body) };
            request.Headers.Add("x-functions-key", "dev-function-key");
            request.Headers.Add("x-dev-user", user);
            request.Headers.Add("Idempotency-Key", $"{user}-{Month}");
            return await app.Client.SendAsync(request);
        }
    }
}
