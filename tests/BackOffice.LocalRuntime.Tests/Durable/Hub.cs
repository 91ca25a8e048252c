using BackOffice.LocalRuntime.Durable.Client;
using BackOffice.LocalRuntime.Durable.Engine;
using BackOffice.LocalRuntime.Durable.Replay;
using BackOffice.LocalRuntime.Durable.Storage;
using BackOffice.TestKit;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;

namespace BackOffice.LocalRuntime.Tests.Durable;

/// <summary>A task hub for one test: an engine, its store, a clock that stands still, and a client.</summary>
internal sealed class Hub : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private Hub(DurableEngine engine, IEngineStore store, FakeTime? clock)
    {
        Engine = engine;
        Store = store;
        Clock = clock;
        Client = new EngineClient(engine, "TestHub");
    }

    public DurableEngine Engine { get; }

    public IEngineStore Store { get; }

    public FakeTime? Clock { get; }

    public DurableTaskClient Client { get; }

    public static EngineSettings Settings { get; } = new(new ReplaySettings(LambdaFunctions.Converter));

    public static async Task<Hub> StartAsync(
        LambdaFunctions functions, EngineSettings? settings = null, IEngineStore? store = null, FakeTime? clock = null)
    {
        var hub = Create(functions, settings ?? Settings, store ?? new InMemoryEngineStore(), clock ?? new FakeTime());
        await hub.Engine.StartAsync(CancellationToken.None);
        return hub;
    }

    /// <returns>Null if the store dies before the engine has started.</returns>
    public static async Task<Hub?> TryStartAsync(LambdaFunctions functions, CrashingStore store, FakeTime clock)
    {
        using var giveUp = new CancellationTokenSource();
        var hub = Create(functions, Settings, store, clock);
        var starting = hub.Engine.StartAsync(giveUp.Token);
        if (await Task.WhenAny(starting, store.Died) == starting)
        {
            await starting;
            return hub;
        }

        // Else its retries would go on ticking on the clock of the next process.
        await giveUp.CancelAsync();
        await Record.ExceptionAsync(() => starting);
        await hub.DisposeAsync();
        return null;
    }

    /// <summary>Starts an orchestration and waits for its end.</summary>
    public async Task<OrchestrationMetadata> RunAsync(string name, object? input = null, string? instanceId = null)
        => await EndAsync(await Client.ScheduleNewOrchestrationInstanceAsync(name, input, new StartOrchestrationOptions(instanceId)));

    public Task<OrchestrationMetadata> EndAsync(string id) => Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true).WaitAsync(Patience);

    public async Task<OrchestrationMetadata> GetAsync(string id) => (await Client.GetInstanceAsync(id, getInputsAndOutputs: true))!;

    /// <summary>Polls until the instance is as expected.</summary>
    public async Task<OrchestrationMetadata> UntilAsync(string id, Func<OrchestrationMetadata, bool> isExpected)
    {
        var deadline = DateTime.UtcNow + Patience;
        while (true)
        {
            if (await Client.GetInstanceAsync(id, getInputsAndOutputs: true) is { } found && isExpected(found))
            {
                return found;
            }

            Assert.True(DateTime.UtcNow < deadline, $"'{id}' did not get there in time: {await Client.GetInstanceAsync(id, true)}");
            await Task.Delay(5);
        }
    }

    /// <summary>Moves the clock from due timer to due timer until the instance has ended.</summary>
    public async Task<OrchestrationMetadata> EndInTimeAsync(string id)
    {
        var ending = EndAsync(id);
        while (await Task.WhenAny(ending, Task.Delay(10)) != ending)
        {
            if (Clock!.NextDue is { } due)
            {
                Clock.AdvanceTo(due);
            }
        }

        return await ending;
    }

    public ValueTask DisposeAsync() => Engine.DisposeAsync();

    private static Hub Create(LambdaFunctions functions, EngineSettings settings, IEngineStore store, FakeTime clock)
        => new(new DurableEngine(settings, new EngineServices(store, functions, clock, NullLoggerFactory.Instance)), store, clock);
}
