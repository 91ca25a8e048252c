using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using BackOffice.LocalRuntime.Hosting;
using BackOffice.TestKit;

namespace BackOffice.Documents;

/// <summary>How a <see cref="DocumentsApp"/> starts.</summary>
internal sealed record DocumentsSetup
{
    /// <summary>A company's store; a fresh one with the company in it when null.</summary>
    public string? Account { get; init; }

    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>What goes wrong between the app and its store.</summary>
    public Func<ProxiedRequest, ProxyVerdict>? Faults { get; init; }

    /// <summary>Where the clock starts; it runs a hundred times faster than ours.</summary>
    public DateTimeOffset Start { get; init; } = DateTimeOffset.UtcNow;

    /// <summary>Whether the clock moves only when a test waits or says so.</summary>
    public bool StandsStill { get; init; }
}

/// <summary>The whole app on a store of its own, used through its public surfaces.</summary>
internal sealed class DocumentsApp : IAsyncDisposable
{
    public const string Paola = "paola";
    public const string Admin = "admin";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Quarter = TimeSpan.FromHours(6);
    private static readonly TimeSpan Nudge = TimeSpan.FromMilliseconds(100);

    private readonly FaultProxy? faults;
    private readonly RunningClock? running;

    private DocumentsApp(AppRunner runner, string account, (FaultProxy? Faults, FakeTime Time, RunningClock? Running) surroundings)
    {
        Runner = runner;
        Account = account;
        (faults, Time, running) = surroundings;
        World = new DocumentsWorld(account);
    }

    public string Account { get; }

    /// <summary>The store, past the app.</summary>
    public DocumentsWorld World { get; }

    public FakeTime Time { get; }

    public AppRunner Runner { get; }

    public FaultProxy Proxy => faults ?? throw new InvalidOperationException("This app has no proxy.");

    public static async Task<DocumentsApp> StartAsync(DocumentsSetup? setup = null)
    {
        setup ??= new DocumentsSetup();
        var account = setup.Account ?? await FoundAsync();
        var proxy = setup.Faults is null ? null : await FaultProxy.StartAsync(account, setup.Faults);
        var time = new FakeTime(setup.Start);
        var clock = setup.StandsStill ? null : new RunningClock(time);
        var app = await AppRunner.StartAsync(
            typeof(DocumentIntakeOrchestrator).Assembly,
            [
                $"--AzureWebJobsStorage={proxy?.ConnectionString ?? account}",
                $"--AzureWebJobsServiceBus=Endpoint=sb://bus-{Guid.NewGuid():N}.localhost;SharedAccessKeyName=dev;SharedAccessKey=dev;UseDevelopmentEmulator=true;",
                "--LocalRuntime:Users:robot:Roles=service",
                "--LocalRuntime:Users:robot:Tenants=acme",
                "--LocalRuntime:Users:root:Roles=administrator",
                "--LocalRuntime:Users:root:Tenants=*",
                .. setup.Settings,
            ],
            new LocalRuntimeHooks { Time = time });
        return new DocumentsApp(app, account, (proxy, time, clock));
    }

    /// <summary>A fresh store with the company in it.</summary>
    public static async Task<string> FoundAsync()
    {
        var account = AzuriteFixture.FreshAccount();
        await new DocumentsWorld(account).FoundCompanyAsync();
        return account;
    }

    public Task<Answer> GetAsync(string path, string? user = Paola) => AskAsync(HttpMethod.Get, path, new Asking(user));

    /// <summary>A command with a JSON body, under a key of its own unless one is given.</summary>
    public Task<Answer> CommandAsync(string path, object body, string? user = Paola, string? key = null)
        => AskAsync(HttpMethod.Post, path, new Asking(user, key ?? Guid.NewGuid().ToString("N"), JsonContent.Create(body)));

    public Task<Answer> UploadAsync(string name, ReadOnlyMemory<byte> content, string? user = Paola, string? key = null)
        => AskAsync(HttpMethod.Post, $"acme/documents?name={Uri.EscapeDataString(name)}", new Asking(user, key ?? Guid.NewGuid().ToString("N"), new ReadOnlyMemoryContent(content)));

    public async Task<Answer> AskAsync(HttpMethod method, string path, Asking asking)
    {
        using var request = new HttpRequestMessage(method, new Uri($"/api/v1/{path}", UriKind.Relative)) { Content = asking.Content };
        using var response = await SendAsync(request, asking);
        return await Answer.ReadAsync(response);
    }

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, Asking asking)
    {
        Add(request.Headers, "x-functions-key", asking.HasAccessKey ? "dev-function-key" : null);
        Add(request.Headers, "x-dev-user", asking.User);
        Add(request.Headers, "Idempotency-Key", asking.Key);
        return Runner.Client.SendAsync(request);
    }

    /// <summary>Waits until so many documents are at rest, and everybody is told of them.</summary>
    public Task SettleAsync(int documents) => WaitAsync(() => World.IsSettledAsync(documents), $"{documents} documents to be at rest");

    /// <summary>Waits until the one document of this name is in a state, and everybody is told of it.</summary>
    public async Task<DocumentRow> UntilAsync(string name, Domain.DocumentState state, string tenant = DocumentsWorld.Tenant)
    {
        var world = new DocumentsWorld(Account, tenant);
        DocumentRow? found = null;
        await WaitAsync(
            async () =>
            {
                found = (await world.DocumentsAsync()).SingleOrDefault(row => row.Name == $"{tenant}/{name}" && row.State == state);
                return found is not null && (await world.RowsAsync<Azure.Data.Tables.TableEntity>(Notifications.OutboxRow.PendingPrefix)).Count == 0;
            },
            $"{name} to be {state}");
        return found!;
    }

    public async Task WaitAsync(Func<Task<bool>> done, string what)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await done())
        {
            if (Stopwatch.GetElapsedTime(started) > Patience)
            {
                var rows = (await World.DocumentsAsync()).Select(row => $"{row.Reference.DocumentId} {row.SourceVersion} {row.Name}: {row.State} {row.QuarantineReason}");
                Assert.Fail($"Waited for {what}; it is\n{string.Join('\n', rows)}\n{await World.SnapshotAsync(Runner)}");
            }

            if (running is null)
            {
                Time.Advance(Nudge);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10));
        }
    }

    /// <summary>Lets days pass in which nobody acts.</summary>
    public Task PassAsync(TimeSpan time) => Time.PassAsync(time, Quarter);

    /// <summary>Sweeps now and waits for the report of the company.</summary>
    public async Task<SweepResult> SweepAsync(string tenant = DocumentsWorld.Tenant)
    {
        var world = new DocumentsWorld(Account, tenant);
        Time.Advance(TimeSpan.FromMinutes(1)); // within the same minute it would be the same sweep as before
        var asked = Time.GetUtcNow();
        Assert.Equal(System.Net.HttpStatusCode.Accepted, (await AskAsync(HttpMethod.Post, "acme/documents-sweeps", new Asking(Admin))).Status);
        await WaitAsync(async () => (await world.SweepsAsync()).Any(sweep => sweep.At >= asked), $"a sweep of {tenant}");
        return (await world.SweepsAsync())[0].Result;
    }

    public async ValueTask DisposeAsync()
    {
        await Runner.DisposeAsync();
        if (running is not null)
        {
            await running.DisposeAsync();
        }

        if (faults is not null)
        {
            await faults.DisposeAsync();
        }
    }

    private static void Add(HttpRequestHeaders headers, string name, string? value)
    {
        if (value is not null)
        {
            headers.TryAddWithoutValidation(name, value);
        }
    }
}

/// <summary>Who asks, under which Idempotency-Key, with what.</summary>
internal sealed record Asking(string? User = DocumentsApp.Paola, string? Key = null, HttpContent? Content = null)
{
    public bool HasAccessKey { get; init; } = true;
}
