using System.Globalization;
using BackOffice.LocalRuntime.Durable.Storage;
using BackOffice.TestKit;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace BackOffice.LocalRuntime.Tests.Durable;

/// <summary>An orchestration whose steps a seed decides, run under any number of crashes.</summary>
internal static class RandomStory
{
    private const int Steps = 12;

    /// <param name="seed">Decides the story.</param>
    /// <param name="nextCrash">After how many writes the process dies; asked anew for each process.</param>
    public static async Task<string> RunAsync(int seed, Func<int> nextCrash)
    {
        var inner = new InMemoryEngineStore();
        var clock = new FakeTime();
        var functions = Functions();
        for (var life = 0; ; life++)
        {
            var crashAt = life < 30 ? nextCrash() : int.MaxValue;
            var store = new CrashingStore(inner, crashAt, applied: life % 2 == 0);
            await using var hub = await Hub.TryStartAsync(functions, store, clock);
            if (hub is null)
            {
                continue;
            }

            var playing = PlayAsync(hub, seed);
            await Task.WhenAny(playing, store.Died);
            if (!store.Died.IsCompleted) // what plays may notice the end first
            {
                return await playing;
            }
        }
    }

    private static async Task<string> PlayAsync(Hub hub, int seed)
    {
        if (await hub.Client.GetInstanceAsync("random") is null)
        {
            await hub.Client.ScheduleNewOrchestrationInstanceAsync("Random", seed, new StartOrchestrationOptions("random"));
        }

        var end = await hub.EndInTimeAsync("random");
        return end.RuntimeStatus == OrchestrationRuntimeStatus.Completed ? end.ReadOutputAs<string>()! : $"{end.RuntimeStatus}: {end.FailureDetails}";
    }

    private static LambdaFunctions Functions() => new LambdaFunctions()
        .Activity<int, int>("Step", value => value % 7 == 3 ? throw new InvalidOperationException("seven") : value * 2)
        .Orchestrator("Child", async context =>
        {
            await context.CreateTimer(TimeSpan.FromMinutes(5), CancellationToken.None);
            return await context.CallActivityAsync<int>("Step", context.GetInput<int>() * 7);
        })
        .Orchestrator("Random", RunStepsAsync);

    private static async Task<string> RunStepsAsync(TaskOrchestrationContext context)
    {
        var random = new Random(context.GetInput<int>());
        var told = new List<string>();
        for (var step = 0; step < Steps; step++)
        {
            told.Add(await StepAsync(context, random.Next(6), random.Next(100)));
        }

        return string.Join(' ', told);
    }

    private static async Task<string> StepAsync(TaskOrchestrationContext context, int kind, int value)
    {
        switch (kind)
        {
            case 0:
                return Text(await TryAsync(context, value));
            case 1:
                return Text((await Task.WhenAll(Enumerable.Range(value, 4).Select(each => TryAsync(context, each)))).Sum());
            case 2:
                await context.CreateTimer(TimeSpan.FromMinutes(value), CancellationToken.None);
                return "t";
            case 3:
                return Text(await context.CallSubOrchestratorAsync<int>("Child", value));
            case 4:
                context.SendEvent(context.InstanceId, "self", value);
                return "e" + Text(await context.WaitForExternalEvent<int>("self"));
            default:
                return context.NewGuid().Version.ToString(CultureInfo.InvariantCulture);
        }
    }

    private static async Task<int> TryAsync(TaskOrchestrationContext context, int value)
    {
        try
        {
            return await context.CallActivityAsync<int>("Step", value, TaskOptions.FromRetryPolicy(new RetryPolicy(2, TimeSpan.FromMinutes(1))));
        }
        catch (TaskFailedException)
        {
            return -1;
        }
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
