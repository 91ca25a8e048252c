using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Queues;
using BackOffice.LocalRuntime.Blobs;
using BackOffice.LocalRuntime.Hosting;
using BackOffice.LocalRuntime.Storage;
using BackOffice.TestKit;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace BackOffice.LocalRuntime.Tests.Blobs;

/// <summary>Functions that wait for blobs in an account of their own, on a clock moved by hand. The container is "drop".</summary>
internal sealed class BlobScene : IFunctionInvoker, ILogger, IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly string account = AzuriteFixture.FreshAccount();
    private readonly List<FunctionDescriptor> functions = [];
    private readonly Lock gate = new();
    private BlobTriggerListener? listener;
    private FaultProxy? proxy;
    private int running;

    public FakeTime Time { get; } = new();

    public Dictionary<string, string?> Settings { get; } = [];

    public ConcurrentQueue<Run> Runs { get; } = [];

    public ConcurrentQueue<(LogLevel Level, string Text)> Logged { get; } = [];

    /// <summary>What the functions do.</summary>
    public Func<Run, CancellationToken, Task> Function { get; set; } = (_, _) => Task.CompletedTask;

    public string AccountConnection => account;

    public int Running => Volatile.Read(ref running);

    public int MostAtATime { get; private set; }

    public BlobContainerClient Drop => new(account, "drop");

    public IEnumerable<string> RunNames => Runs.Select(run => run.Path["drop/".Length..]);

    public FaultProxy Proxy => proxy!;

    public BlobScene Waiting(string path, string name = "Intake", string? connection = null)
    {
        var arguments = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase) { ["blobPath"] = path, ["Source"] = BlobTriggerSource.EventGrid };
        if (connection is not null)
        {
            arguments["Connection"] = connection;
        }

        var method = typeof(BlobScene).GetMethod(nameof(Sample), BindingFlags.NonPublic | BindingFlags.Static)!;
        functions.Add(new FunctionDescriptor(name, method, method.GetParameters()[0], new WrittenAttribute(typeof(BlobTriggerAttribute), arguments)));
        return this;
    }

    /// <summary>From the next start on the app sees storage through a proxy of its own.</summary>
    public async Task<BlobScene> BehindProxyAsync()
    {
        if (proxy is not null)
        {
            await proxy.DisposeAsync();
        }

        proxy = await FaultProxy.StartAsync(account);
        return this;
    }

    public async Task<string> DropAsync(string name, string text = "content")
    {
        await Drop.CreateIfNotExistsAsync();
        var answer = await Drop.GetBlobClient(name).UploadAsync(BinaryData.FromString(text), overwrite: true);
        return answer.Value.ETag.ToString("H");
    }

    public async Task<BlobScene> StartAsync()
    {
        listener = new BlobTriggerListener(Functions(), new BlobSurroundings(this, Time, BlobTriggerOptions.Of(Configuration()), this));
        await listener.StartAsync(CancellationToken.None);
        await PausesAsync();
        return this;
    }

    public BlobFunctions Functions()
        => new(
            new FunctionCatalog([.. functions.Select(function => function with { IsDisabled = Disabled.Contains(function.Name) })]),
            new FunctionSettings(Configuration()),
            new BlobAccounts(new StorageConnections(Configuration())),
            new HostIdentity("laptop-1", "Hub"));

    /// <summary>Functions that are switched off.</summary>
    public HashSet<string> Disabled { get; } = [];

    public FunctionDescriptor Descriptor(string name = "Intake") => functions.Single(function => function.Name == name);

    public async Task StopAsync(CancellationToken patience = default)
    {
        using var stopped = listener;
        listener = null;
        await stopped!.StopAsync(patience);
    }

    /// <summary>As kill -9: nothing is waited for.</summary>
    public Task KillAsync() => StopAsync(new CancellationToken(canceled: true));

    /// <summary>Lets the next look at the container happen, to its end.</summary>
    public async Task LookAsync()
    {
        await PausesAsync();
        Time.AdvanceTo(Time.NextDue!.Value);
        await PausesAsync();
    }

    /// <summary>Looks until so many runs have begun and nothing is left to do.</summary>
    public async Task RunsAsync(int count)
    {
        var watch = Stopwatch.StartNew();
        while ((Runs.Count < count || Running > 0) && watch.Elapsed < Patience)
        {
            await LookAsync();
        }

        await QuietAsync();
        Assert.Equal(count, Runs.Count);
    }

    /// <summary>Looks until the receipts of all that ran are complete.</summary>
    public Task QuietAsync() => UntilAsync(async () =>
    {
        if ((await ReceiptsAsync()).All(receipt => receipt.IsComplete))
        {
            return true;
        }

        await LookAsync();
        return false;
    });

    public async Task<IReadOnlyList<(string Name, bool IsComplete)>> ReceiptsAsync()
    {
        var receipts = new List<(string, bool)>();
        var hosts = new BlobContainerClient(account, "azure-webjobs-hosts");
        if (await hosts.ExistsAsync())
        {
            await foreach (var receipt in hosts.GetBlobsAsync(BlobTraits.Metadata, prefix: "blobreceipts/"))
            {
                receipts.Add((receipt.Name, receipt.Metadata.Count == 0));
            }
        }

        return receipts;
    }

    public async Task DeleteReceiptsAsync()
    {
        foreach (var (name, _) in await ReceiptsAsync())
        {
            await new BlobContainerClient(account, "azure-webjobs-hosts").DeleteBlobAsync(name);
        }
    }

    public async Task<IReadOnlyList<string>> PoisonAsync()
    {
        var queue = new QueueClient(account, "webjobs-blobtrigger-poison", new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
        return await queue.ExistsAsync() ? [.. (await queue.PeekMessagesAsync(32)).Value.Select(message => message.Body.ToString())] : [];
    }

    public static async Task UntilAsync(Func<Task<bool>> condition)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(watch.Elapsed < Patience, "It did not come about.");
            await Task.Delay(10);
        }
    }

    public static Task UntilAsync(Func<bool> condition) => UntilAsync(() => Task.FromResult(condition()));

    public async Task<object?> InvokeAsync(FunctionDescriptor function, TriggerInput input, CancellationToken cancellationToken)
    {
        var run = new Run(function.Name, input);
        Runs.Enqueue(run);
        lock (gate)
        {
            MostAtATime = Math.Max(MostAtATime, Interlocked.Increment(ref running));
        }

        try
        {
            await Function(run, cancellationToken);
            return null;
        }
        finally
        {
            Interlocked.Decrement(ref running);
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        => Logged.Enqueue((logLevel, formatter(state, exception)));

    public async ValueTask DisposeAsync()
    {
        if (listener is not null)
        {
            await KillAsync();
        }

        if (proxy is not null)
        {
            await proxy.DisposeAsync();
        }
    }

    private static void Sample(string blob) => ArgumentNullException.ThrowIfNull(blob);

    private Task PausesAsync() => UntilAsync(() => Time.NextDue is not null);

    private IConfiguration Configuration()
        => new ConfigurationBuilder()
            .AddInMemoryCollection([new(StorageConnections.Default, proxy?.ConnectionString ?? account)])
            .AddInMemoryCollection(Settings)
            .Build();

    internal sealed record Run(string Function, TriggerInput Input)
    {
        public string Path => (string)Input.BindingData["BlobTrigger"]!;
    }
}
