using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using BackOffice.Documents;
using BackOffice.LocalRuntime.Hosting;
using BackOffice.Schedule.Domain;
using BackOffice.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Schedule;

/// <summary>The whole app with jobs of a test's own, on a clock that stands still until a test waits or moves it.</summary>
internal sealed class ScheduleApp : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>How far the clock goes at each look: minutes pass in a moment.</summary>
    private static readonly TimeSpan Nudge = TimeSpan.FromSeconds(5);

    private readonly AppRunner runner;

    private ScheduleApp(AppRunner runner, FakeTime time, string account)
    {
        this.runner = runner;
        Time = time;
        Account = account;
        World = new ScheduleWorld(account);
    }

    public FakeTime Time { get; }

    public string Account { get; }

    public ScheduleWorld World { get; }

    public AppRunner Runner => runner;

    /// <summary>Starts on a fresh store with both companies, or on one that was left; waits until the schedule knows the companies.</summary>
    public static async Task<ScheduleApp> StartAsync(string start, IReadOnlyList<JobDefinition> jobs, string? account = null)
    {
        if (account is null)
        {
            account = AzuriteFixture.FreshAccount();
            await new ScheduleWorld(account).FoundCompaniesAsync();
        }

        var time = new FakeTime(DateTimeOffset.Parse(start, CultureInfo.InvariantCulture));
        var host = await AppRunner.StartAsync(
            typeof(DocumentIntakeOrchestrator).Assembly,
            [
                $"--AzureWebJobsStorage={account}",
                $"--AzureWebJobsServiceBus=Endpoint=sb://bus-{Guid.NewGuid():N}.localhost;SharedAccessKeyName=dev;SharedAccessKey=dev;UseDevelopmentEmulator=true;",
                "--LocalRuntime:Users:root:Roles=administrator",
                "--LocalRuntime:Users:root:Tenants=*",
            ],
            new LocalRuntimeHooks { Time = time, ConfigureServices = services => Add(services, jobs) });
        var app = new ScheduleApp(host, time, account);
        await app.WaitAsync(async () => await app.World.HasCursorAsync(ScheduleWorld.Rome) && await app.World.HasCursorAsync(ScheduleWorld.Bucharest), "the first tick");
        return app;
    }

    public static void Add(IServiceCollection services, IEnumerable<JobDefinition> jobs)
    {
        foreach (var job in jobs)
        {
            services.AddSingleton<IJob>(provider => ActivatorUtilities.CreateInstance<RecordingJob>(provider, job));
        }
    }

    public RecordingJob Job(string id) => runner.Services.GetServices<IJob>().OfType<RecordingJob>().Single(job => job.Definition.Id == id);

    /// <summary>Moves the clock at once, as when the host slept, and lets the next tick come.</summary>
    public void SleepUntil(string instant) => Time.SleepUntil(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture));

    public async Task WaitForRunsAsync(string tenant, string job, string runs)
        => await WaitAsync(async () => await World.RunsAsync(tenant, job) == runs, $"{tenant}'s {job} to be '{runs}'");

    public async Task WaitAsync(Func<Task<bool>> done, string what)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await done())
        {
            if (Stopwatch.GetElapsedTime(started) > Patience)
            {
                Assert.Fail($"Waited for {what}; it is {Time.GetUtcNow():O} and there is\n{await World.SnapshotAsync(ScheduleWorld.Rome, ScheduleWorld.Bucharest)}");
            }

            Time.Advance(Nudge);
            await Task.Delay(TimeSpan.FromMilliseconds(10));
        }
    }

    /// <summary>Fires the tick by hand, as another host would at the same time.</summary>
    public async Task TickAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/admin/functions/ScheduleTick", UriKind.Relative)) { Content = JsonContent.Create(new { input = "" }) };
        request.Headers.Add("x-functions-key", "dev-master-key");
        using var response = await runner.Client.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode, $"{response.StatusCode}");
    }

    public Task<Answer> GetAsync(string path, string user = "root") => AskAsync(HttpMethod.Get, path, user, content: null);

    public Task<Answer> CommandAsync(string path, object body, string user = "root", string? key = null) => AskAsync(HttpMethod.Post, path, user, JsonContent.Create(body), key ?? Guid.NewGuid().ToString("N"));

    public Task<Answer> PutAsync(string path, object body, string user = "root", string? ifMatch = null) => AskAsync(HttpMethod.Put, path, user, JsonContent.Create(body), ifMatch: ifMatch);

    public async Task<string?> TagAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"/api/v1/{path}", UriKind.Relative));
        request.Headers.Add("x-functions-key", "dev-function-key");
        request.Headers.Add("x-dev-user", "root");
        using var response = await runner.Client.SendAsync(request);
        return response.Headers.ETag?.ToString();
    }

    public ValueTask DisposeAsync() => runner.DisposeAsync();

    private async Task<Answer> AskAsync(HttpMethod method, string path, string user, HttpContent? content, string? key = null, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(method, new Uri($"/api/v1/{path}", UriKind.Relative)) { Content = content };
        request.Headers.Add("x-functions-key", "dev-function-key");
        request.Headers.Add("x-dev-user", user);
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        using var response = await runner.Client.SendAsync(request);
        return await Answer.ReadAsync(response);
    }
}
