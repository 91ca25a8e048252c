using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace BackOffice.LocalRuntime.Tests.Durable;

public sealed class CompletionTests
{
    [Fact]
    public async Task D_9_A_forgotten_timer_keeps_the_instance_running()
    {
        var functions = new LambdaFunctions().Orchestrator("Forgets", context =>
        {
            _ = context.CreateTimer(TimeSpan.FromSeconds(4), CancellationToken.None);
            return Task.FromResult("done");
        });
        await using var hub = await Hub.StartAsync(functions);
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Forgets");

        hub.Clock!.Advance(TimeSpan.FromSeconds(2.5));
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await hub.GetAsync(id)).RuntimeStatus);
        hub.Clock.Advance(TimeSpan.FromSeconds(1.5));

        Assert.Equal("done", (await hub.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task D_9_A_cancelled_timer_does_not()
    {
        var functions = new LambdaFunctions().Orchestrator("Remembers", context =>
        {
            using var cancellation = new CancellationTokenSource();
            _ = context.CreateTimer(TimeSpan.FromDays(4), cancellation.Token);
            cancellation.CancelHere();
            return Task.CompletedTask;
        });
        await using var hub = await Hub.StartAsync(functions);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await hub.RunAsync("Remembers")).RuntimeStatus);
    }

    [Fact]
    public async Task D_9_An_activity_that_nobody_awaits_is_waited_for()
    {
        var gate = new TaskCompletionSource<int>();
        var functions = new LambdaFunctions()
            .SlowActivity<int, int>("Slow", _ => gate.Task)
            .Orchestrator("Hurries", context =>
            {
                _ = context.CallActivityAsync<int>("Slow", 1);
                return Task.CompletedTask;
            });
        await using var hub = await Hub.StartAsync(functions);
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Hurries");

        Assert.Equal(OrchestrationRuntimeStatus.Running, (await hub.GetAsync(id)).RuntimeStatus);
        gate.SetResult(1);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await hub.EndAsync(id)).RuntimeStatus);
    }

    [Fact]
    public async Task D_10_Names_have_no_case()
    {
        var functions = new LambdaFunctions().Activity<int, int>("Step", value => value + 1)
            .Orchestrator("Main", context => context.CallActivityAsync<int>("sTEP", 1));
        await using var hub = await Hub.StartAsync(functions);

        Assert.Equal(2, (await hub.RunAsync("mAIN")).ReadOutputAs<int>());
    }

    [Fact]
    public async Task D_10_An_unknown_activity_fails_with_the_known_names()
    {
        var functions = new LambdaFunctions().Activity<int, int>("Known", value => value)
            .Orchestrator("Main", context => context.CallActivityAsync<int>("Missing", 1, Retry(3)));
        await using var hub = await Hub.StartAsync(functions);

        var end = await hub.RunAsync("Main");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Contains("The function 'Missing' doesn't exist", end.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("'Known'", end.FailureDetails.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("(#0)", end.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task D_10_An_unknown_orchestrator_fails()
    {
        await using var hub = await Hub.StartAsync(new LambdaFunctions().Orchestrator("Known", _ => Task.CompletedTask));

        var end = await hub.RunAsync("Missing");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Contains("'Known'", end.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task D_24_A_failure_tells_what_and_why()
    {
        var functions = new LambdaFunctions()
            .Activity<int, int>("Fail", _ => throw new InvalidDataException("outer", new DivideByZeroException("inner")))
            .Orchestrator("Main", async context =>
            {
                try
                {
                    return await context.CallActivityAsync<string>("Fail", 1);
                }
                catch (TaskFailedException exception)
                {
                    var details = exception.FailureDetails;
                    Assert.Equal("Fail", exception.TaskName);
                    Assert.Equal(0, exception.TaskId);
                    Assert.Equal("Task 'Fail' (#0) failed with an unhandled exception: outer", exception.Message);
                    Assert.Equal("System.IO.InvalidDataException", details.ErrorType);
                    Assert.Equal("outer", details.ErrorMessage);
                    Assert.NotNull(details.StackTrace);
                    Assert.Equal("System.DivideByZeroException", details.InnerFailure!.ErrorType);
                    Assert.True(details.IsCausedBy<InvalidDataException>());
                    Assert.True(details.IsCausedBy<SystemException>());
                    Assert.True(details.InnerFailure.IsCausedBy<ArithmeticException>());
                    Assert.False(details.IsCausedBy<ArithmeticException>());
                    return "caught";
                }
            });
        await using var hub = await Hub.StartAsync(functions);

        var end = await hub.RunAsync("Main");

        Assert.Equal("caught", end.SerializedOutput?.Trim('"'));
    }

    [Fact]
    public async Task D_25_WhenAll_awaits_all_and_throws_the_first_in_task_order()
    {
        var functions = new LambdaFunctions()
            .Activity<int, int>("Step", value => value is 1 or 3 ? throw new InvalidOperationException($"no {value}") : value)
            .Orchestrator("Main", async context =>
            {
                var all = Task.WhenAll(Enumerable.Range(0, 5).Select(value => context.CallActivityAsync<int>("Step", value)));
                try
                {
                    await all;
                    return "none";
                }
                catch (TaskFailedException exception)
                {
                    return $"{exception.TaskId} of {all.Exception!.InnerExceptions.Count}";
                }
            });
        await using var hub = await Hub.StartAsync(functions);

        Assert.Equal("1 of 2", (await hub.RunAsync("Main")).ReadOutputAs<string>());
        Assert.Equal(5, functions.Ran.Count);
    }

    [Fact]
    public async Task A_status_or_output_that_is_no_JSON_fails_the_orchestration_and_not_the_engine()
    {
        var functions = new LambdaFunctions()
            .Orchestrator("Status", context =>
            {
                context.SetCustomStatus(new { Bad = (Action)(() => { }) });
                return Task.CompletedTask;
            })
            .Orchestrator("Output", _ => Task.FromResult((Action)(() => { })))
            .Orchestrator("Good", _ => Task.FromResult(1));
        await using var hub = await Hub.StartAsync(functions);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await hub.RunAsync("Status")).RuntimeStatus);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await hub.RunAsync("Output")).RuntimeStatus);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await hub.RunAsync("Good")).RuntimeStatus);
    }

    private static TaskOptions Retry(int attempts) => TaskOptions.FromRetryPolicy(new RetryPolicy(attempts, TimeSpan.FromSeconds(1)));
}
