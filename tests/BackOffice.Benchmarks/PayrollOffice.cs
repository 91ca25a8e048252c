using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Azure.Data.Tables;
using BackOffice.Approvals;
using BackOffice.LocalRuntime.Hosting;
using BackOffice.Payroll;
using BackOffice.Payroll.Domain;
using BackOffice.Primitives;

namespace BackOffice.Benchmarks;

/// <summary>
/// The people who play a month's run against an app in a process of its own: Paola prepares it, Andrei approves it, both over HTTP. How
/// far the run is they read past the app, so that looking costs it nothing.
/// </summary>
internal sealed class PayrollOffice(AppProcess app, string account) : IDisposable
{
    private const string Paola = "paola";
    private const string Andrei = "andrei";

    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(60);

    private readonly HttpClient http = new() { BaseAddress = app.Address, Timeout = TimeSpan.FromMinutes(10) };
    private readonly PayrollStore store = new(new TableServiceClient(account), outbox: null!);
    private readonly ApprovalStore approvals = new(new TableServiceClient(account), outbox: null!);

    /// <summary>Which part of the run is going on now.</summary>
    public string Stage { get; private set; } = Idle;

    public const string Idle = "before and after";

    public static Task<AppProcess> StartAppAsync(string account, CancellationToken cancellationToken)
        => AppProcess.StartAsync(Path.Combine(AppContext.BaseDirectory, "BackOffice.Functions.dll"), [$"--AzureWebJobsStorage={account}"], cancellationToken);

    /// <summary>The run of a month from its creation to the sealed order.</summary>
    /// <returns>Seconds of each stage, in order.</returns>
    public async Task<IReadOnlyList<(string Stage, double Seconds)>> PlayAsync(string group, Period period, CancellationToken cancellationToken)
    {
        List<(string, double)> stages = [];
        var run = await CreateAsync(group, period, cancellationToken);
        await DuringAsync("calculate", () => CalculateAsync(run, cancellationToken));
        await DuringAsync("approve and post", () => ApproveAsync(run, cancellationToken));
        await DuringAsync("order, publish, seal", () => UntilAsync(run, state => state == RunState.Settling, cancellationToken));
        Stage = Idle;
        return stages;

        async Task DuringAsync(string stage, Func<Task> work)
        {
            Stage = stage;
            var started = Stopwatch.GetTimestamp();
            await work();
            stages.Add((stage, Stopwatch.GetElapsedTime(started).TotalSeconds));
        }
    }

    /// <returns>Its id.</returns>
    public async Task<RunReference> CreateAsync(string group, Period period, CancellationToken cancellationToken)
    {
        var created = await PostAsync("payroll/runs", new { group, period = period.ToString(), reason = "The month's pay" }, Paola, cancellationToken);
        return new RunReference(PayrollCompany.Tenant, created.GetProperty("id").GetString()!);
    }

    public Task BeginAsync(RunReference run, CancellationToken cancellationToken)
        => PostAsync($"payroll/runs/{run.RunId}/calculate", new { reason = "The month is over" }, Paola, cancellationToken);

    public async Task CalculateAsync(RunReference run, CancellationToken cancellationToken)
    {
        await BeginAsync(run, cancellationToken);
        await UntilAsync(run, state => state == RunState.Calculated, cancellationToken);
    }

    /// <summary>Until the run is posted.</summary>
    public async Task ApproveAsync(RunReference run, CancellationToken cancellationToken)
    {
        await PostAsync($"payroll/runs/{run.RunId}/submit", new { round = 1, reason = "Looked at" }, Paola, cancellationToken);
        var path = $"approvals/payroll-{run.RunId}-r1";
        while (await approvals.FindAsync(new ApprovalReference(run.Tenant, $"payroll-{run.RunId}-r1"), cancellationToken) is null)
        {
            await Task.Delay(LookAgain, cancellationToken);
        }

        var asked = await GetAsync(path, Andrei, cancellationToken);
        await PostAsync($"{path}/approve", new { reason = "Seen", payloadDigest = asked.GetProperty("approval").GetProperty("payloadDigest").GetString() }, Andrei, cancellationToken);
        await UntilAsync(run, state => state is RunState.Paying or RunState.Settling, cancellationToken);
    }

    public async Task UntilAsync(RunReference run, Func<RunState, bool> isThere, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        while (await StateAsync(run, cancellationToken) is var state && !isThere(state))
        {
            if (Stopwatch.GetElapsedTime(started) > Limit || app.HasExited || state is RunState.Exceptions or RunState.Rejected)
            {
                throw new TimeoutException($"The run stays {state}; the log is {app.LogFile}.");
            }

            await Task.Delay(LookAgain, cancellationToken);
        }
    }

    /// <summary>How many shards of the first round are calculated.</summary>
    public async Task<int> ShardsDoneAsync(RunReference run, CancellationToken cancellationToken)
        => (await store.ReadShardsAsync(RoundOf(run), cancellationToken)).Count;

    public static RunRound RoundOf(RunReference run) => new(run.Tenant, run.RunId, 1);

    public async Task<RunState> StateAsync(RunReference run, CancellationToken cancellationToken)
        => (await store.RequireRunAsync(run, cancellationToken)).State;

    public void Dispose() => http.Dispose();

    private async Task<JsonElement> PostAsync(string path, object body, string user, CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(HttpMethod.Post, path, user, JsonContent.Create(body), cancellationToken);
        return await ReadAsync(path, answer, cancellationToken);
    }

    private async Task<JsonElement> GetAsync(string path, string user, CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(HttpMethod.Get, path, user, content: null, cancellationToken);
        return await ReadAsync(path, answer, cancellationToken);
    }

    private static async Task<JsonElement> ReadAsync(string path, HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        return answer.IsSuccessStatusCode
            ? JsonElement.Parse(text)
            : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{path} answered {(int)answer.StatusCode}: {text}"));
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string user, JsonContent? content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri($"/api/v1/{PayrollCompany.Tenant}/{path}", UriKind.Relative)) { Content = content };
        request.Headers.Add("x-functions-key", "dev-function-key");
        request.Headers.Add("x-dev-user", user);
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString("N"));
        return await http.SendAsync(request, cancellationToken);
    }
}
