using System.Collections.Concurrent;
using BackOffice.LocalRuntime.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;

namespace BackOffice.LocalRuntime.Tests.Durable;

/// <summary>Orchestrators and activities as lambdas; counts what ran.</summary>
internal sealed class LambdaFunctions : IDurableFunctions
{
    private readonly ConcurrentDictionary<string, Func<TaskOrchestrationContext, Task<object?>>> orchestrators = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, Func<string, string?, Task<object?>>> activities = new(StringComparer.OrdinalIgnoreCase);

    public static DataConverter Converter { get; } = new JsonDataConverter(new() { PropertyNameCaseInsensitive = true });

    public ConcurrentQueue<string> Ran { get; } = new();

    public IReadOnlyCollection<string> Orchestrators => [.. orchestrators.Keys];

    public IReadOnlyCollection<string> Activities => [.. activities.Keys];

    public LambdaFunctions Orchestrator<T>(string name, Func<TaskOrchestrationContext, Task<T>> body)
    {
        orchestrators[name] = async context => await body(context);
        return this;
    }

    public LambdaFunctions Orchestrator(string name, Func<TaskOrchestrationContext, Task> body)
    {
        orchestrators[name] = async context =>
        {
            await body(context);
            return null;
        };
        return this;
    }

    public LambdaFunctions Activity<TInput, TOutput>(string name, Func<TInput, TOutput> body)
        => SlowActivity<TInput, TOutput>(name, input => Task.FromResult(body(input)));

    public LambdaFunctions SlowActivity<TInput, TOutput>(string name, Func<TInput, Task<TOutput>> body)
    {
        activities[name] = async (instanceId, json) =>
        {
            Ran.Enqueue($"{name}({json})");
            return await body(Converter.Deserialize<TInput>(json)!);
        };
        return this;
    }

    public Task<object?> InvokeOrchestratorAsync(string name, TaskOrchestrationContext context)
        => orchestrators.TryGetValue(name, out var body) ? body(context) : throw new UnknownFunctionException("orchestrator", name, Orchestrators);

    public async Task<string?> InvokeActivityAsync(string name, string instanceId, string? inputJson, CancellationToken cancellationToken)
        => activities.TryGetValue(name, out var body)
            ? Converter.Serialize(await body(instanceId, inputJson))
            : throw new UnknownFunctionException("activity", name, Activities);
}

/// <summary>What orchestrators need in tests.</summary>
internal static class Orchestrating
{
    /// <summary>Cancels on this thread: CancelAsync would leave the replay's.</summary>
    public static void CancelHere(this CancellationTokenSource source) => source.Cancel();
}
