using System.Reflection;
using BackOffice.Documents;
using BackOffice.TestKit;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Crashes;

/// <summary>The harness itself: it must find what is not safe, and accept what is.</summary>
public sealed class CrashHarnessTests(ITestOutputHelper output) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Counting_first_and_remembering_afterwards_is_found_out()
    {
        var found = await Assert.ThrowsAsync<CrashDifferenceException>(() => CrashHarness.CutEveryWriteAsync(Scenario(isSafe: false), output.WriteLine));

        output.WriteLine(found.Message);
        Assert.Contains("counted 1", found.Message, StringComparison.Ordinal);
        Assert.Contains("counted 2", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Counting_and_remembering_in_one_transaction_is_accepted()
        => Assert.InRange(await CrashHarness.CutEveryWriteAsync(Scenario(isSafe: true), output.WriteLine), 2, int.MaxValue);

    [Fact]
    public async Task A_scenario_that_writes_something_else_each_time_proves_nothing()
    {
        var plays = 0;
        var scenario = Scenario(isSafe: true) with { Act = account => Interlocked.Increment(ref plays) == 1 ? CountingService.AskAsync(account) : CountingService.FinishAsync(account) };

        var found = await Assert.ThrowsAsync<CrashDifferenceException>(() => CrashHarness.CutEveryWriteAsync(scenario, output.WriteLine));

        Assert.Contains("cuts took place", found.Message, StringComparison.Ordinal);
    }

    /// <summary>What the clock sets off would write in between, and not at the same place each time.</summary>
    private static IEnumerable<string> WithoutTimers
        => from method in typeof(DocumentIntakeOrchestrator).Assembly.GetTypes().SelectMany(type => type.GetMethods())
           where method.GetParameters().Any(parameter => parameter.GetCustomAttribute<TimerTriggerAttribute>() is not null)
           select $"--AzureWebJobs.{method.GetCustomAttribute<FunctionAttribute>()!.Name}.Disabled=true";

    private static CrashScenario Scenario(bool isSafe) => new()
    {
        App = typeof(DocumentIntakeOrchestrator).Assembly,
        Settings = [.. DocumentsWorld.OneWorker, .. WithoutTimers],
        Configure = services => services.AddHostedService(provider => ActivatorUtilities.CreateInstance<CountingService>(provider, new CountingRule(isSafe))),
        Arrange = CountingService.ArrangeAsync,
        Act = CountingService.AskAsync,
        IsSettled = (account, _) => CountingService.IsDoneAsync(account),
        Snapshot = async (account, _) => $"counted {await CountingService.CountAsync(account)}",
    };
}
