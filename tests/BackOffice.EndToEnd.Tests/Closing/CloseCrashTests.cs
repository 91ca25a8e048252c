using System.Net;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using BackOffice.Closing.Domain;
using BackOffice.Documents;
using BackOffice.TestKit;

namespace BackOffice.Closing;

public sealed class CloseCrashTests(ITestOutputHelper output) : IClassFixture<AzuriteFixture>
{
    /// <summary>The clock of the harness begins a minute before February in London; in Rome January is over.</summary>
    private const string Month = "2026-01";

    [Fact(Explicit = true)]
    public async Task A_close_ends_the_same_wherever_the_power_fails()
        => Assert.InRange(await CrashHarness.CutEveryWriteAsync(Scenario(), output.WriteLine), 40, int.MaxValue);

    [Fact]
    public async Task A_close_ends_the_same_where_the_power_fails()
        => await CrashHarness.CutSampleAsync(Scenario(), 24, Environment.TickCount, output.WriteLine);

    private static CrashScenario Scenario()
    {
        var people = new ConditionalWeakTable<AppRunner, People>();
        return new CrashScenario
        {
            App = typeof(MonthEndCloseOrchestrator).Assembly,
            Settings = DocumentsWorld.OneWorker,
            Arrange = async account =>
            {
                await new DocumentsWorld(account).FoundCompanyAsync();
                await new ClosingWorld(account).SweepAsync(new DateTimeOffset(2026, 1, 31, 23, 30, 0, TimeSpan.Zero));
            },
            Act = _ => Task.CompletedTask,
            IsSettled = async (account, app) =>
                await people.GetValue(app, runner => new People(runner)).WorkAsync()
                && await new ClosingWorld(account).IsToldAsync(),
            Snapshot = (account, app) => new ClosingWorld(account).SnapshotAsync(app),
        };
    }

    /// <summary>Paola starts the close and Andrei signs it, each until they get an answer; after a restart they send the same commands again.</summary>
    private sealed class People(AppRunner app)
    {
        private bool hasStarted;
        private bool hasSigned;

        /// <summary>Does what can be done now.</summary>
        /// <returns>The close is completed.</returns>
        public async Task<bool> WorkAsync()
        {
            hasStarted = hasStarted || await IsAnsweredAsync("closes/" + Month, new { reason = "The month is over" }, "paola");
            if (!hasStarted)
            {
                return false;
            }

            var page = await Answer.ReadAsync(await SendAsync(HttpMethod.Get, "closes/" + Month, "paola", body: null));
            if (page.Status != HttpStatusCode.OK)
            {
                return false;
            }

            if (!hasSigned && ClosingApp.StateOf(page.Json, "sign-off") == $"{CloseStepState.AwaitingSignOff}")
            {
                hasSigned = await IsAnsweredAsync($"closes/{Month}/steps/sign-off/sign-off", new { round = 1, comment = "Seen" }, "andrei");
            }

            return page.Json.GetProperty("state").GetString() == $"{CloseState.Completed}";
        }

        private async Task<bool> IsAnsweredAsync(string path, object body, string user)
        {
            using var answer = await SendAsync(HttpMethod.Post, path, user, body);
            return answer.StatusCode == HttpStatusCode.Accepted;
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
