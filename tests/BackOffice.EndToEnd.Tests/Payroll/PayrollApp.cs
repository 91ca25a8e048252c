using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using BackOffice.Documents;
using BackOffice.LocalRuntime.Hosting;
using BackOffice.Payroll.Domain;
using BackOffice.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Payroll;

/// <summary>The whole app with a company that pays people, on a store and a clock of its own.</summary>
internal sealed class PayrollApp : IAsyncDisposable
{
    public const string Paola = "paola";
    public const string Andrei = "andrei";
    public const string Marta = "marta";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    private PayrollApp(AppRunner runner, string account, FakeTime time) => (Runner, Account, Time, World) = (runner, account, time, new PayrollWorld(account));

    public AppRunner Runner { get; }

    public string Account { get; }

    public FakeTime Time { get; }

    public PayrollWorld World { get; }

    public static async Task<PayrollApp> StartAsync(int people, DateTimeOffset? start = null, Action<IServiceCollection>? configure = null, int recipients = 0)
    {
        var account = AzuriteFixture.FreshAccount();
        await new PayrollWorld(account).FoundAsync(people, recipients);
        return await OpenAsync(account, new FakeTime(start ?? new DateTimeOffset(2026, 1, 26, 9, 0, 0, TimeSpan.Zero)), configure);
    }

    /// <summary>Ends this app and starts another one, such as a newer version, on the same store and clock.</summary>
    public async Task<PayrollApp> ReplaceAsync(Action<IServiceCollection> configure)
    {
        await DisposeAsync();
        return await OpenAsync(Account, Time, configure);
    }

    public Task<Answer> GetAsync(string path, string user = Paola) => AskAsync(HttpMethod.Get, path, user, body: null, key: null);

    public Task<Answer> PutAsync(string path, object body, string user) => AskAsync(HttpMethod.Put, path, user, body, key: null);

    public Task<Answer> PostAsync(string path, object body, string user = Paola, string? key = null)
        => AskAsync(HttpMethod.Post, path, user, body, key ?? Guid.NewGuid().ToString("N"));

    /// <summary>Creates a run and calculates it.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> CalculateAsync(object run)
    {
        var created = await PostAsync("acme/payroll/runs", run);
        Assert.Equal(System.Net.HttpStatusCode.Created, created.Status);
        var id = created.Json.GetProperty("id").GetString()!;
        Assert.Equal(System.Net.HttpStatusCode.Accepted, (await PostAsync($"acme/payroll/runs/{id}/calculate", new { reason = "The month is over" })).Status);
        return id;
    }

    /// <summary>Creates a run, calculates it, has it approved and waits until its order is sealed (or for the end named).</summary>
    /// <returns>Its id.</returns>
    public async Task<string> PayAsync(object wanted, RunState end = RunState.Settling)
    {
        var run = await CalculateAsync(wanted);
        await UntilAsync(run, RunState.Calculated);
        await ApproveAsync(run);
        await UntilAsync(run, end);
        return run;
    }

    /// <summary>Submits the round and has Andrei approve it.</summary>
    public async Task ApproveAsync(string run, int round = 1)
    {
        var submitted = await PostAsync($"acme/payroll/runs/{run}/submit", new { round, reason = "Looked at" });
        Assert.True(submitted.Status == System.Net.HttpStatusCode.Accepted, $"{submitted.Json}");
        await DecideAsync(run, round, "approve");
    }

    public async Task DecideAsync(string run, int round, string verdict, string user = Andrei)
    {
        var decided = await TryDecideAsync(run, round, verdict, user);
        Assert.True(decided.Status == System.Net.HttpStatusCode.Accepted, $"{decided.Json}");
    }

    public async Task<Answer> TryDecideAsync(string run, int round, string verdict, string user)
    {
        var asked = await ApprovalOfAsync(run, round);
        return await PostAsync($"acme/approvals/payroll-{run}-r{round}/{verdict}", new { reason = "Seen", payloadDigest = asked.GetProperty("approval").GetProperty("payloadDigest").GetString() }, user);
    }

    /// <summary>Waits until the approvers of a round are asked.</summary>
    public async Task<JsonElement> ApprovalOfAsync(string run, int round)
    {
        Answer? asked = null;
        await WaitAsync(
            async () => (asked = await GetAsync($"acme/approvals/payroll-{run}-r{round}", Andrei)).Status == System.Net.HttpStatusCode.OK,
            () => $"the approval of {run} to be asked for; {asked?.Json}");
        return asked!.Json;
    }

    public async Task<string> TextAsync(string path, string user = Paola)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"/api/v1/{path}", UriKind.Relative));
        request.Headers.Add("x-functions-key", "dev-function-key");
        request.Headers.Add("x-dev-user", user);
        using var response = await Runner.Client.SendAsync(request);
        return await response.Content.ReadAsStringAsync();
    }

    /// <summary>Waits until a run is in a state; answers its page.</summary>
    public async Task<JsonElement> UntilAsync(string run, RunState state, int round = 1, Func<JsonElement, bool>? also = null)
    {
        JsonElement page = default;
        await WaitAsync(
            async () =>
            {
                var answer = await GetAsync($"acme/payroll/runs/{run}");
                page = answer.Json;
                return page.GetProperty("state").GetString() == $"{state}" && page.GetProperty("round").GetInt32() == round && also?.Invoke(page) != false;
            },
            () => $"{run} to be {state}; it is {page}");
        return page;
    }

    public async Task WaitAsync(Func<Task<bool>> done, Func<string> what)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await done())
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < Patience, $"Waited for {what()}");
            Time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Delay(TimeSpan.FromMilliseconds(10));
        }
    }

    public ValueTask DisposeAsync() => Runner.DisposeAsync();

    private static async Task<PayrollApp> OpenAsync(string account, FakeTime time, Action<IServiceCollection>? configure)
    {
        var app = await AppRunner.StartAsync(
            typeof(PayrollRunOrchestrator).Assembly,
            [
                $"--AzureWebJobsStorage={account}",
                $"--AzureWebJobsServiceBus=Endpoint=sb://bus-{Guid.NewGuid():N}.localhost;SharedAccessKeyName=dev;SharedAccessKey=dev;UseDevelopmentEmulator=true;",
            ],
            new LocalRuntimeHooks { Time = time, ConfigureServices = configure });
        return new PayrollApp(app, account, time);
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
