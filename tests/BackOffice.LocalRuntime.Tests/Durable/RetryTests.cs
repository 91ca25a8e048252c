using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace BackOffice.LocalRuntime.Tests.Durable;

public sealed class RetryTests
{
    [Fact]
    public async Task D_26_Three_attempts_are_three_with_growing_delays_and_the_failure_is_caught()
    {
        var (end, elapsed, attempts) = await RunAsync(new RetryPolicy(3, TimeSpan.FromMinutes(1), backoffCoefficient: 2));

        Assert.Equal("caught", end.ReadOutputAs<string>());
        Assert.Equal(3, attempts);
        Assert.Equal(TimeSpan.FromMinutes(1 + 2), elapsed); // after attempts one and two
    }

    [Fact]
    public async Task D_26_The_delay_is_capped()
    {
        var policy = new RetryPolicy(4, TimeSpan.FromMinutes(1), backoffCoefficient: 10, maxRetryInterval: TimeSpan.FromMinutes(5));

        var (_, elapsed, _) = await RunAsync(policy);

        Assert.Equal(TimeSpan.FromMinutes(1 + 5 + 5), elapsed);
    }

    [Fact]
    public async Task D_26_The_cap_is_an_hour_by_default_and_attempts_end_with_the_timeout()
    {
        var policy = new RetryPolicy(100, TimeSpan.FromMinutes(50), backoffCoefficient: 2, retryTimeout: TimeSpan.FromHours(3));

        var (_, elapsed, attempts) = await RunAsync(policy);

        Assert.Equal(5, attempts); // at 0, 50, 110, 170 and 230 minutes; then 180 are over
        Assert.Equal(TimeSpan.FromMinutes(50 + 60 + 60 + 60), elapsed);
    }

    [Fact]
    public async Task D_26_After_the_last_attempt_a_timer_still_takes_a_number()
    {
        var functions = new LambdaFunctions()
            .Activity<int, int>("Fail", _ => throw new InvalidOperationException("no"))
            .Orchestrator("Main", async context =>
            {
                try
                {
                    await context.CallActivityAsync<int>("Fail", 1, Options(new RetryPolicy(2, TimeSpan.FromSeconds(1)))); // 0, timer 1, 2, timer 3
                }
                catch (TaskFailedException exception)
                {
                    Assert.Equal(2, exception.TaskId);
                }

                await context.CallActivityAsync<int>("Fail", 1); // 4
            });
        await using var hub = await Hub.StartAsync(functions);

        var end = await hub.EndInTimeAsync(await hub.Client.ScheduleNewOrchestrationInstanceAsync("Main"));

        Assert.Contains("(#4)", end.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task D_26_A_filter_decides_and_one_that_throws_says_no()
    {
        var (_, _, refused) = await RunAsync(new RetryPolicy(5, TimeSpan.FromSeconds(1)) { HandleFailure = failure => !failure.IsCausedBy<InvalidOperationException>() });
        var (_, _, thrown) = await RunAsync(new RetryPolicy(5, TimeSpan.FromSeconds(1)) { HandleFailure = _ => throw new NotSupportedException() });
        var (_, _, accepted) = await RunAsync(new RetryPolicy(5, TimeSpan.FromSeconds(1)) { HandleFailure = failure => failure.IsCausedBy<SystemException>() });

        Assert.Equal((1, 1, 5), (refused, thrown, accepted));
    }

    [Fact]
    public void D_26_A_policy_checks_its_arguments()
    {
        var second = TimeSpan.FromSeconds(1);

        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(0, second));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(1, TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(1, second, 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(1, second, 1, second / 2));
    }

    [Fact]
    public async Task D_27_A_handler_is_asked_after_each_failure_and_adds_no_delay()
    {
        var asked = new List<string>();
        var functions = new LambdaFunctions()
            .Activity<int, int>("Fail", _ => throw new InvalidOperationException("no"))
            .Orchestrator("Main", async context =>
            {
                var options = TaskOptions.FromRetryHandler(async retry =>
                {
                    if (!context.IsReplaying)
                    {
                        asked.Add($"{retry.LastAttemptNumber} {retry.LastFailure.ErrorMessage} {retry.TotalRetryTime.TotalHours}");
                    }

                    await retry.OrchestrationContext.CreateTimer(TimeSpan.FromHours(1), retry.CancellationToken);
                    return retry.LastAttemptNumber < 3;
                });
                await context.CallActivityAsync<int>("Fail", 1, options);
            });
        await using var hub = await Hub.StartAsync(functions);
        var start = hub.Clock!.GetUtcNow();

        var end = await hub.EndInTimeAsync(await hub.Client.ScheduleNewOrchestrationInstanceAsync("Main"));

        Assert.Equal(["1 no 0", "2 no 1", "3 no 2"], asked);
        Assert.Equal(TimeSpan.FromHours(3), end.LastUpdatedAt - start); // the handler's own timers only
        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
    }

    [Fact]
    public async Task D_28_Each_retry_of_a_sub_orchestration_has_the_id_that_was_given()
    {
        var ids = new List<string>();
        var functions = new LambdaFunctions()
            .Orchestrator("Child", context =>
            {
                ids.Add(context.InstanceId);
                return ids.Count < 3 ? throw new InvalidOperationException("not yet") : Task.FromResult(context.Parent!.InstanceId);
            })
            .Orchestrator("Main", context => context.CallSubOrchestratorAsync<string>(
                "Child", null, new SubOrchestrationOptions(new RetryPolicy(3, TimeSpan.FromSeconds(1)), "the-child")));
        await using var hub = await Hub.StartAsync(functions);
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Main");

        var end = await hub.EndInTimeAsync(id);

        Assert.Equal(id, end.ReadOutputAs<string>());
        Assert.Equal(["the-child", "the-child", "the-child"], ids);
    }

    [Fact]
    public async Task D_28_Without_an_id_it_is_a_new_guid_of_the_parent()
    {
        var functions = new LambdaFunctions()
            .Orchestrator("Child", context => Task.FromResult(context.InstanceId))
            .Orchestrator("Main", async context => new[] { context.NewGuid().ToString("N"), await context.CallSubOrchestratorAsync<string>("Child") });
        await using var hub = await Hub.StartAsync(functions);

        var ids = (await hub.RunAsync("Main")).ReadOutputAs<string[]>()!;

        Assert.Matches("^[0-9a-f]{12}5[0-9a-f]{19}$", ids[1]);
        Assert.NotEqual(ids[0], ids[1]);
    }

    private static TaskOptions Options(RetryPolicy policy) => TaskOptions.FromRetryPolicy(policy);

    private static async Task<(OrchestrationMetadata End, TimeSpan Elapsed, int Attempts)> RunAsync(RetryPolicy policy)
    {
        var functions = new LambdaFunctions()
            .Activity<int, int>("Fail", _ => throw new InvalidOperationException("no"))
            .Orchestrator("Main", async context =>
            {
                try
                {
                    await context.CallActivityAsync<int>("Fail", 1, Options(policy));
                    return "done";
                }
                catch (TaskFailedException)
                {
                    return "caught";
                }
            });
        await using var hub = await Hub.StartAsync(functions);
        var start = hub.Clock!.GetUtcNow();
        var end = await hub.EndInTimeAsync(await hub.Client.ScheduleNewOrchestrationInstanceAsync("Main"));
        return (end, end.LastUpdatedAt - start, functions.Ran.Count);
    }
}
