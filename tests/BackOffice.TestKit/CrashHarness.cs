using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using BackOffice.LocalRuntime.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.TestKit;

/// <summary>A piece of work that must end the same however often the power fails.</summary>
internal sealed record CrashScenario
{
    /// <summary>The app, by its entry point.</summary>
    public required Assembly App { get; init; }

    /// <summary>Settings as command-line arguments; one worker of each kind makes the order of the writes stable.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>What the app gets beside its own services; nothing when null.</summary>
    public Action<IServiceCollection>? Configure { get; init; }

    /// <summary>What is there before the app starts; takes the account's connection string.</summary>
    public required Func<string, Task> Arrange { get; init; }

    /// <summary>What people do once the app is up, without the app noticing that it is a test.</summary>
    public required Func<string, Task> Act { get; init; }

    /// <summary>Whether there is nothing left to do.</summary>
    public required Func<string, AppRunner, Task<bool>> IsSettled { get; init; }

    /// <summary>The end state as text; two runs that end the same give the same text.</summary>
    public required Func<string, AppRunner, Task<string>> Snapshot { get; init; }
}

/// <summary>How a write is cut.</summary>
internal enum CutKind
{
    /// <summary>The write never reaches storage.</summary>
    NotSent,

    /// <summary>The write is done and the app never learns of it.</summary>
    AnswerLost,
}

/// <summary>
/// Cuts the power of an app at every write to storage, both ways, starts it anew, and compares what comes of it with the
/// run that nothing disturbed. Each run has a fresh account and a clock of its own that does not wait; after a cut the clock goes on.
/// </summary>
internal sealed class CrashHarness(CrashScenario scenario, Action<string> print)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private int cut;

    /// <summary>Cuts at every write. Nearly all of them must come again in the run that is cut, or the proof would be hollow.</summary>
    /// <returns>The number of crash points: writes times two.</returns>
    public static async Task<int> CutEveryWriteAsync(CrashScenario scenario, Action<string> print)
    {
        var harness = new CrashHarness(scenario, print);
        var points = await harness.RunAsync(writes => from write in Enumerable.Range(1, writes) from kind in Enum.GetValues<CutKind>() select (write, kind));
        return harness.cut * 10 >= points * 9
            ? points
            : throw new CrashDifferenceException($"Only {harness.cut} of {points} cuts took place: the writes of this scenario are not the same each time.");
    }

    /// <summary>Cuts at a sample of the writes; the seed that chose it is printed.</summary>
    public static Task<int> CutSampleAsync(CrashScenario scenario, int points, int seed, Action<string> print)
    {
        print(string.Create(CultureInfo.InvariantCulture, $"seed {seed}"));
        var random = new Random(seed);
        return new CrashHarness(scenario, print).RunAsync(writes => Enumerable.Range(0, points).Select(_ => (random.Next(1, writes + 1), (CutKind)random.Next(2))).ToList());
    }

    private async Task<int> RunAsync(Func<int, IEnumerable<(int Write, CutKind Kind)>> choose)
    {
        var started = Stopwatch.GetTimestamp();
        var uncut = await PlayUncutAsync();
        var failures = new List<string>();
        var points = choose(uncut.Writes.Count).ToList();
        await Parallel.ForEachAsync(points, new ParallelOptions { MaxDegreeOfParallelism = 3 }, async (point, _) =>
        {
            var problem = await PlayCutAsync(point.Write, point.Kind, uncut.Snapshot);
            if (problem is not null)
            {
                lock (failures)
                {
                    failures.Add(problem);
                }
            }
        });

        print(string.Create(CultureInfo.InvariantCulture, $"{points.Count} crash points over {uncut.Writes.Count} writes in {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s: {cut} cut, {points.Count - cut} did not come this time, {failures.Count} ended differently"));
        return failures.Count == 0 ? points.Count : throw new CrashDifferenceException(string.Join("\n\n", failures.Take(5)) + "\n\nThe writes of the uncut run:\n" + string.Join('\n', uncut.Writes));
    }

    private async Task<(string Snapshot, IReadOnlyList<ProxiedRequest> Writes)> PlayUncutAsync()
    {
        var account = AzuriteFixture.FreshAccount();
        await scenario.Arrange(account);
        await using var proxy = await FaultProxy.StartAsync(account);
        await using var clock = new RunningClock();
        await using var app = await StartAsync(proxy.ConnectionString, clock.Time);
        var before = proxy.WriteCount;
        await scenario.Act(account);
        await WaitUntilSettledAsync(account, app);
        IReadOnlyList<ProxiedRequest> writes = [.. proxy.Writes.Skip(before)];
        return (await scenario.Snapshot(account, app), writes);
    }

    private async Task<string?> PlayCutAsync(int write, CutKind kind, string expected)
    {
        var end = await PlayUntilCutAsync(write, kind);
        if (end.CutAt is not null)
        {
            Interlocked.Increment(ref cut);
        }

        await using var clock = new RunningClock(new FakeTime(end.At));
        await using var app = await StartAsync(end.Account, clock.Time);
        var cutAt = end.CutAt ?? string.Create(CultureInfo.InvariantCulture, $"write {write}, which did not come this time");
        try
        {
            await WaitUntilSettledAsync(end.Account, app);
        }
        catch (TimeoutException)
        {
            return $"Cut at {cutAt} ({kind}): never settled; it is\n{await scenario.Snapshot(end.Account, app)}";
        }

        var actual = await scenario.Snapshot(end.Account, app);
        return actual == expected ? null : $"Cut at {cutAt} ({kind}): expected\n{expected}\nbut it is\n{actual}";
    }

    /// <summary>Plays until the power fails; where the run has fewer writes this time, until it is settled, and then nothing is cut.</summary>
    private async Task<(string Account, string? CutAt, DateTimeOffset At)> PlayUntilCutAsync(int write, CutKind kind)
    {
        var account = AzuriteFixture.FreshAccount();
        await scenario.Arrange(account);
        var dead = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var proxy = await FaultProxy.StartAsync(account);
        await using var clock = new RunningClock();
        var app = await StartAsync(proxy.ConnectionString, clock.Time);
        var target = proxy.WriteCount + write;
        proxy.Decide(request =>
        {
            if (request.WriteOrdinal != target)
            {
                return ProxyVerdict.Pass;
            }

            proxy.Cut();
            dead.TrySetResult(request.ToString());
            return kind == CutKind.NotSent ? ProxyVerdict.RefuseBefore : ProxyVerdict.LoseAnswer;
        });
        await scenario.Act(account);
        var settled = WaitUntilSettledAsync(account, app);
        var first = await Task.WhenAny(dead.Task, settled);
        app.Abandon();
        if (first == settled)
        {
            await settled;
        }

        return (account, first == settled ? null : await dead.Task, clock.Time.GetUtcNow());
    }

    private Task<AppRunner> StartAsync(string storage, TimeProvider time)
        => AppRunner.StartAsync(
            scenario.App,
            [$"--AzureWebJobsStorage={storage}", $"--AzureWebJobsServiceBus=Endpoint=sb://bus-{Guid.NewGuid():N}.localhost;SharedAccessKeyName=dev;SharedAccessKey=dev;UseDevelopmentEmulator=true;", .. scenario.Settings],
            new LocalRuntimeHooks { Time = time, ConfigureServices = scenario.Configure });

    private async Task WaitUntilSettledAsync(string account, AppRunner app)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await scenario.IsSettled(account, app))
        {
            if (Stopwatch.GetElapsedTime(started) > Patience)
            {
                throw new TimeoutException($"The scenario did not settle within {Patience.TotalSeconds} seconds.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }
    }
}

/// <summary>A run that was cut ended differently from the one that was not; the message has both.</summary>
public sealed class CrashDifferenceException(string message) : Exception(message);
