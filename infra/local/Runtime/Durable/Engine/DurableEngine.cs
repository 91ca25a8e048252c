using BackOffice.LocalRuntime.Durable.Storage;
using BackOffice.LocalRuntime.Hosting;
using Microsoft.Extensions.Logging;

namespace BackOffice.LocalRuntime.Durable.Engine;

/// <summary>The orchestrations of one task hub, running in this process. README.md beside this folder tells how.</summary>
internal sealed class DurableEngine : IAsyncDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly ActivityDispatcher activities;
    private readonly SemaphoreSlim startPlaces;
    private readonly Shard[] shards;
    private readonly ILogger logger;
    private Exception? fatal;
    private bool disposed;
    private Task? loops;

    public DurableEngine(EngineSettings settings, EngineServices services)
    {
        Settings = settings;
        Services = services;
        logger = services.Loggers.CreateLogger("BackOffice.Durable");
        activities = new ActivityDispatcher(services.Functions, settings.MaxConcurrentActivities, logger);
        startPlaces = new SemaphoreSlim(settings.MaxBusyStarts);
        shards = [.. Enumerable.Range(0, settings.Shards).Select(number => new Shard(number, this, activities))];
        Stopping = stopping.Token;
    }

    public EngineSettings Settings { get; }

    public EngineServices Services { get; }

    public InstanceWatches Watches { get; } = new();

    public CancellationToken Stopping { get; }

    /// <summary>Called once if the engine cannot go on: another app has taken the hub, or a defect.</summary>
    public Action<Exception>? OnFatal { get; set; }

    /// <exception cref="StartupException">The store was begun with another number of shards.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await Services.Store.CreateAsync(cancellationToken);
        await RecordedShards.RequireAsync(Services.Store, shards[0].Retry, Settings.Shards, cancellationToken);
        List<Recovery> recoveries = [.. shards.Select(shard => new Recovery(shard, Services.Store))];
        var counts = await Task.WhenAll(recoveries.Select(recovery => recovery.LoadAsync(cancellationToken)));
        loops = Task.WhenAll(shards.Select(shard => Task.Run(shard.RunAsync, CancellationToken.None)));
        recoveries.ForEach(recovery => recovery.Resume());
        if (counts.Sum() > 0)
        {
            Log.Recovered(logger, counts.Sum());
        }
    }

    /// <summary>Lets running activities finish, stores their results and stops. What the token cuts off runs again after the next start.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (loops is null || Stopping.IsCancellationRequested)
        {
            return;
        }

        if (!cancellationToken.IsCancellationRequested)
        {
            await DrainAsync(cancellationToken);
        }

        await CutAsync();
    }

    /// <summary>Stops at once, like a killed process but for the process.</summary>
    public async Task CutAsync()
    {
        await stopping.CancelAsync();
        await (loops ?? Task.CompletedTask);
        foreach (var shard in shards)
        {
            shard.Alarms.Dispose();
        }
    }

    /// <summary>A container disposes of a service once for each name it is registered under.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, true))
        {
            return;
        }

        await CutAsync();
        activities.Dispose();
        startPlaces.Dispose();
        stopping.Dispose();
    }

    public void Fail(Exception exception)
    {
        if (Interlocked.CompareExchange(ref fatal, exception, null) is not null)
        {
            return;
        }

        Log.Fatal(logger, exception, exception.Message);
        stopping.Cancel();
        OnFatal?.Invoke(exception);
    }

    public Shard ShardOf(string id) => shards[EngineKeys.ShardOf(id, shards.Length)];

    public int ShardCount => shards.Length;

    public void Deliver(Message message)
    {
        var shard = ShardOf(message.InstanceId);
        shard.Post(() => shard.Receive(message));
    }

    public void Start(StartRequest request)
    {
        var shard = ShardOf(request.Record.Id);
        shard.Post(() => shard.Registry.Start(request));
    }

    public void Purge(PurgeRequest request)
    {
        var shard = ShardOf(request.InstanceId);
        shard.Post(() => shard.Registry.Purge(request));
    }

    /// <summary>A place among the starts at work; the action gives it back.</summary>
    public async Task<Action?> EnterAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, Stopping);
        var entering = startPlaces.WaitAsync(patience.Token);
        if (!entering.IsCompleted
            && await Task.WhenAny(entering, Task.Delay(Settings.MaxStartWait, Services.Clock, patience.Token)) != entering)
        {
            await patience.CancelAsync();
        }

        try
        {
            await entering;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested && !Stopping.IsCancellationRequested)
        {
            return null;
        }

        var left = 0;
        return () =>
        {
            if (Interlocked.Exchange(ref left, 1) == 0)
            {
                startPlaces.Release();
            }
        };
    }

    /// <summary>The answer, or why there will be none.</summary>
    /// <exception cref="InvalidOperationException">The engine has stopped.</exception>
    public async Task<T> AnswerAsync<T>(Task<T> answer, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, Stopping);
        try
        {
            return await answer.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (Stopping.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new InvalidOperationException("The durable engine has stopped.", fatal);
        }
    }

    public async Task<InstanceRecord?> GetAsync(string id, CancellationToken cancellationToken)
    {
        var shard = ShardOf(id);
        return shard.Visible(id) ?? await LogReader.ReadInstanceAsync(Services.Store, shard.Number, id, cancellationToken);
    }

    private async Task DrainAsync(CancellationToken cancellationToken)
    {
        await activities.StopAsync(cancellationToken);
        await Task.WhenAny(Task.WhenAll(shards.Select(shard => shard.DrainAsync())), loops!, Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken));
    }
}
