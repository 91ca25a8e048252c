using System.Net;
using System.Runtime.CompilerServices;
using BackOffice.Documents;
using BackOffice.TestKit;

namespace BackOffice.People;

/// <summary>An import of people is sent, and sent again by who got no answer, while the power fails.</summary>
public sealed class ImportCrashTests(ITestOutputHelper output) : IClassFixture<AzuriteFixture>
{
    [Fact(Explicit = true)]
    public async Task An_import_ends_the_same_wherever_the_power_fails()
        => Assert.InRange(await CrashHarness.CutEveryWriteAsync(Scenario(people: 250), output.WriteLine), 12, int.MaxValue);

    [Fact]
    public async Task An_import_ends_the_same_where_the_power_fails()
        => Assert.Equal(16, await CrashHarness.CutSampleAsync(Scenario(people: 250), 16, Environment.TickCount, output.WriteLine));

    private static CrashScenario Scenario(int people)
    {
        var imported = new ConditionalWeakTable<AppRunner, object>();
        return new CrashScenario
        {
            App = typeof(DocumentIntakeOrchestrator).Assembly,
            Settings = DocumentsWorld.OneWorker,
            Arrange = account => new PeopleWorld(account).FoundAsync(),
            Act = _ => Task.CompletedTask,
            IsSettled = async (_, app) =>
            {
                if (!imported.TryGetValue(app, out var _) && await IsTakenAsync(app, people))
                {
                    imported.Add(app, new object());
                }

                return imported.TryGetValue(app, out var _);
            },
            Snapshot = (account, _) => new PeopleWorld(account).SnapshotAsync(),
        };
    }

    private static async Task<bool> IsTakenAsync(AppRunner app, int people)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"/api/v1/{PeopleWorld.ImportPath()}", UriKind.Relative)) { Content = PeopleWorld.Csv(PeopleWorld.People(people)) };
        request.Headers.Add("x-functions-key", "dev-function-key");
        request.Headers.Add("x-dev-user", "paola");
        request.Headers.Add("Idempotency-Key", "import");
        using var answer = await app.Client.SendAsync(request);
        return answer.StatusCode == HttpStatusCode.Created;
    }
}
