using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using BackOffice.Closing.Domain;
using BackOffice.Documents;
using BackOffice.LocalRuntime.Hosting;
using BackOffice.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Closing;

/// <summary>The whole app with a company whose October 2026 is over, and a step of the close that does what a test says.</summary>
internal sealed class ClosingApp : IAsyncDisposable
{
    public const string Paola = "paola";
    public const string Andrei = "andrei";
    public const string Bianca = "bianca";
    public const string Admin = "admin";

    /// <summary>Prepares and approves.</summary>
    public const string Both = "both";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Nudge = TimeSpan.FromMilliseconds(100);

    private ClosingApp(AppRunner runner, string account, FakeTime time, ScriptedStep step)
        => (Runner, Account, World, Time, Step) = (runner, account, new ClosingWorld(account), time, step);

    public string Account { get; }

    public AppRunner Runner { get; }

    public ClosingWorld World { get; }

    public FakeTime Time { get; }

    /// <summary>The step of the test: scripted, between the soft close and the sign-off.</summary>
    public ScriptedStep Step { get; }

    public Periods Periods => Runner.Services.GetRequiredService<Periods>();

    public static IReadOnlyList<string> Users { get; } =
    [
        "--LocalRuntime:Users:bianca:Roles=approver",
        "--LocalRuntime:Users:bianca:Tenants=acme",
        "--LocalRuntime:Users:both:Roles=preparer, approver",
        "--LocalRuntime:Users:both:Tenants=acme",
        "--LocalRuntime:Users:robot:Roles=service",
        "--LocalRuntime:Users:robot:Tenants=acme",
    ];

    /// <param name="start">Where the clock stands; it moves when a test waits or says so.</param>
    /// <param name="settings">As command-line arguments.</param>
    public static async Task<ClosingApp> StartAsync(DateTimeOffset? start = null, params IReadOnlyList<string> settings)
    {
        var now = start ?? new DateTimeOffset(2026, 11, 3, 9, 0, 0, TimeSpan.Zero);
        var account = AzuriteFixture.FreshAccount();
        await new DocumentsWorld(account).FoundCompanyAsync();
        await new ClosingWorld(account).SweepAsync(now);
        var time = new FakeTime(now);
        var step = new ScriptedStep();
        var app = await AppRunner.StartAsync(
            typeof(MonthEndCloseOrchestrator).Assembly,
            [
                $"--AzureWebJobsStorage={account}",
                $"--AzureWebJobsServiceBus=Endpoint=sb://bus-{Guid.NewGuid():N}.localhost;SharedAccessKeyName=dev;SharedAccessKey=dev;UseDevelopmentEmulator=true;",
                .. Users,
                .. settings,
            ],
            new LocalRuntimeHooks { Time = time, ConfigureServices = services => services.AddSingleton<ICloseStep>(step) });
        return new ClosingApp(app, account, time, step);
    }

    public Task<Answer> GetAsync(string path, string user = Paola) => AskAsync(HttpMethod.Get, path, user, body: null, key: null);

    public Task<Answer> PostAsync(string path, object body, string user = Paola, string? key = null)
        => AskAsync(HttpMethod.Post, path, user, body, key ?? Guid.NewGuid().ToString("N"));

    public Task<Answer> StartCloseAsync(string period = "2026-10", string user = Paola, string? key = null)
        => PostAsync($"acme/closes/{period}", new { reason = "The month is over" }, user, key);

    public Task<Answer> SignAsync(string user = Andrei, string period = "2026-10", int round = 1, string? key = null)
        => PostAsync($"acme/closes/{period}/steps/sign-off/sign-off", new { round, comment = "Seen" }, user, key);

    public Task<Answer> RetryAsync(string step, int round = 1, string user = Paola)
        => PostAsync($"acme/closes/2026-10/steps/{step}/retry", new { round }, user);

    /// <summary>Waits until a step of the close is in a state; answers the status page.</summary>
    public async Task<JsonElement> UntilAsync(string step, CloseStepState state, string period = "2026-10", int round = 1)
    {
        JsonElement page = default;
        await WaitAsync(
            async () =>
            {
                var answer = await GetAsync($"acme/closes/{period}");
                page = answer.Status == System.Net.HttpStatusCode.OK ? answer.Json : page;
                return answer.Status == System.Net.HttpStatusCode.OK && page.GetProperty("round").GetInt32() == round && StateOf(page, step) == $"{state}";
            },
            () => $"{step} of round {round} to be {state}; it is {page}");
        return page;
    }

    public async Task<JsonElement> UntilAsync(CloseState state, string period = "2026-10", int round = 1)
    {
        JsonElement page = default;
        await WaitAsync(
            async () =>
            {
                var answer = await GetAsync($"acme/closes/{period}");
                page = answer.Status == System.Net.HttpStatusCode.OK ? answer.Json : page;
                return answer.Status == System.Net.HttpStatusCode.OK && page.GetProperty("round").GetInt32() == round && page.GetProperty("state").GetString() == $"{state}" && await World.IsToldAsync();
            },
            () => $"round {round} to be {state}; it is {page}");
        return page;
    }

    /// <summary>Starts the close, has it signed and waits for its end.</summary>
    public async Task CloseAsync(string period = "2026-10", int round = 1)
    {
        Assert.Equal(System.Net.HttpStatusCode.Accepted, (await StartCloseAsync(period)).Status);
        await UntilAsync("sign-off", CloseStepState.AwaitingSignOff, period, round);
        Assert.Equal(System.Net.HttpStatusCode.Accepted, (await SignAsync(period: period, round: round)).Status);
        await UntilAsync(CloseState.Completed, period, round);
    }

    public async Task WaitAsync(Func<Task<bool>> done, Func<string> what)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await done())
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < Patience, $"Waited for {what()}");
            Time.Advance(Nudge);
            await Task.Delay(TimeSpan.FromMilliseconds(10));
        }
    }

    /// <summary>Lets a day pass in which nobody acts: the step of the test is tried once more.</summary>
    public async Task PassReminderAsync()
    {
        var tries = Step.Runs;
        await PassAsync(TimeSpan.FromHours(22));
        await WaitAsync(
            () =>
            {
                Time.Advance(TimeSpan.FromMinutes(5));
                return Task.FromResult(Step.Runs > tries);
            },
            () => $"try {tries + 1}");
    }

    /// <summary>Lets hours pass one by one in which nobody acts.</summary>
    public Task PassAsync(TimeSpan time) => Time.PassAsync(time, TimeSpan.FromHours(1));

    public static string? StateOf(JsonElement page, string step) => StepOf(page, step)?.GetProperty("state").GetString();

    public static JsonElement? StepOf(JsonElement page, string step)
        => page.GetProperty("steps").EnumerateArray().Cast<JsonElement?>().FirstOrDefault(one => one!.Value.GetProperty("id").GetString() == step);

    public ValueTask DisposeAsync() => Runner.DisposeAsync();

    /// <summary>The status and the tag of a record, asked for with a tag that is known or without.</summary>
    public async Task<(System.Net.HttpStatusCode Status, string? Tag)> TagAsync(string path, string? known)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"/api/v1/{path}", UriKind.Relative));
        request.Headers.Add("x-functions-key", "dev-function-key");
        request.Headers.Add("x-dev-user", Paola);
        if (known is not null)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", known);
        }

        using var response = await Runner.Client.SendAsync(request);
        return (response.StatusCode, response.Headers.ETag?.ToString());
    }

    private async Task<Answer> AskAsync(HttpMethod method, string path, string user, object? body, string? key)
    {
        using var request = new HttpRequestMessage(method, new Uri($"/api/v1/{path}", UriKind.Relative)) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Add("x-functions-key", "dev-function-key");
        request.Headers.Add("x-dev-user", user);
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        using var response = await Runner.Client.SendAsync(request);
        return await Answer.ReadAsync(response);
    }
}

/// <summary>A step that does what the test says; clear when it says nothing.</summary>
internal sealed class ScriptedStep : ICloseStep
{
    private int runs;

    public CloseStepDefinition Definition { get; } = new("scripted", CloseStepKind.Check, Tenancy.Role.Preparer, After: [CloseStepCatalog.SoftClose]) { Before = [CloseStepCatalog.PostingsSettled] };

    /// <summary>Called for each try with its number, from 1 in each app.</summary>
    public Func<int, CloseOutcome> Script { get; set; } = _ => CloseOutcome.Clear;

    public int Runs => Volatile.Read(ref runs);

    public Task<CloseOutcome> RunAsync(CloseRun run, CancellationToken cancellationToken) => Task.FromResult(Script(Interlocked.Increment(ref runs)));
}
