using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace BackOffice.LocalRuntime.Tests.Durable;

public sealed class TimerTests
{
    [Theory]
    [InlineData(2.0, 1)]
    [InlineData(3.0, 1)]
    [InlineData(3.5, 2)]
    [InlineData(6.0, 2)]
    [InlineData(6.5, 3)]
    [InlineData(10.0, 4)]
    public async Task D_11_A_long_timer_is_a_chain_of_three_days_each_with_a_number(double days, int timers)
    {
        var functions = new LambdaFunctions()
            .Activity<int, int>("Fail", _ => throw new InvalidOperationException())
            .Orchestrator("Waits", async context =>
            {
                await context.CreateTimer(TimeSpan.FromDays(days), CancellationToken.None);
                context.SetCustomStatus(context.CurrentUtcDateTime);
                await context.CallActivityAsync("Fail", 0);
            });
        await using var hub = await Hub.StartAsync(functions);
        var start = hub.Clock!.GetUtcNow();
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Waits");

        var end = await hub.EndInTimeAsync(id);

        Assert.Contains($"(#{timers})", end.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(start.AddDays(days).UtcDateTime, end.ReadCustomStatusAs<DateTime>());
    }

    [Fact]
    public async Task D_11_The_time_is_converted_to_UTC()
    {
        var functions = new LambdaFunctions().Orchestrator("Waits", async context =>
        {
            var local = new DateTimeOffset(context.CurrentUtcDateTime.AddHours(1)).ToLocalTime();
            await context.CreateTimer(DateTime.SpecifyKind(local.DateTime, DateTimeKind.Local), CancellationToken.None);
            return context.CurrentUtcDateTime;
        });
        await using var hub = await Hub.StartAsync(functions);
        var start = hub.Clock!.GetUtcNow().UtcDateTime;
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Waits");
        hub.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(start.AddHours(1), (await hub.EndAsync(id)).ReadOutputAs<DateTime>());
    }

    [Fact]
    public async Task D_12_A_timer_is_never_early_and_a_cancelled_one_is_ignored_when_it_fires()
    {
        var functions = new LambdaFunctions().Orchestrator("Waits", async context =>
        {
            using var cancellation = new CancellationTokenSource();
            var cancelled = context.CreateTimer(TimeSpan.FromMinutes(1), cancellation.Token);
            cancellation.CancelHere();
            await context.CreateTimer(TimeSpan.FromMinutes(2), CancellationToken.None);
            return cancelled.IsCanceled;
        });
        await using var hub = await Hub.StartAsync(functions);
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Waits");

        hub.Clock!.Advance(TimeSpan.FromMinutes(2) - TimeSpan.FromMilliseconds(1));
        await Task.Delay(50);
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await hub.GetAsync(id)).RuntimeStatus);
        hub.Clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.True((await hub.EndAsync(id)).ReadOutputAs<bool>());
    }
}
