using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace BackOffice.LocalRuntime.Tests.Durable;

/// <summary>Starting under an id that is taken, in each of the states an instance can be seen in.</summary>
public sealed class ReuseTests
{
    private static readonly LambdaFunctions Functions = new LambdaFunctions()
        .Orchestrator("Waits", context => context.WaitForExternalEvent<string>("go"))
        .Orchestrator("Fails", _ => Task.FromException(new InvalidOperationException("as it should")))
        .Orchestrator("Quick", context => Task.FromResult(context.GetInput<string>()));

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Pending, true)]
    [InlineData(OrchestrationRuntimeStatus.Running, true)]
    [InlineData(OrchestrationRuntimeStatus.Suspended, true)]
    [InlineData(OrchestrationRuntimeStatus.Completed, false)]
    [InlineData(OrchestrationRuntimeStatus.Failed, false)]
    [InlineData(OrchestrationRuntimeStatus.Terminated, false)]
    public async Task D_44_By_default_a_taken_id_is_refused_unless_the_instance_has_finished(OrchestrationRuntimeStatus status, bool refused)
    {
        await using var hub = await Hub.StartAsync(Functions);
        await BringToAsync(hub, "id", status);

        var start = () => hub.Client.ScheduleNewOrchestrationInstanceAsync("Quick", "second", new StartOrchestrationOptions("id"));

        if (refused)
        {
            var exception = await Assert.ThrowsAnyAsync<InvalidOperationException>(start);
            Assert.Contains("'id' already exists", exception.Message, StringComparison.Ordinal);
            Assert.Equal(status, (await hub.GetAsync("id")).RuntimeStatus);
        }
        else
        {
            await start();
            Assert.Equal("second", (await hub.EndAsync("id")).ReadOutputAs<string>());
        }
    }

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Pending)]
    [InlineData(OrchestrationRuntimeStatus.Running)]
    [InlineData(OrchestrationRuntimeStatus.Suspended)]
    [InlineData(OrchestrationRuntimeStatus.Completed)]
    [InlineData(OrchestrationRuntimeStatus.Failed)]
    [InlineData(OrchestrationRuntimeStatus.Terminated)]
    public async Task D_44_A_dedupe_status_refuses_and_any_other_replaces_the_instance(OrchestrationRuntimeStatus status)
    {
        await using var hub = await Hub.StartAsync(Functions);
        await BringToAsync(hub, "id", status);
        var others = Enum.GetValues<OrchestrationRuntimeStatus>().Where(other => other != status).ToArray();

        await Assert.ThrowsAnyAsync<InvalidOperationException>(() => hub.Client.ScheduleNewOrchestrationInstanceAsync(
            "Quick", "refused", new StartOrchestrationOptions("id").WithDedupeStatuses(status)));
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Quick", "replaced", new StartOrchestrationOptions("id").WithDedupeStatuses(others));

        Assert.Equal("replaced", (await hub.UntilAsync("id", found => found.Name == "Quick" && found.IsCompleted)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task D_44_A_finished_instance_refuses_a_start_that_names_its_state_as_a_payroll_run_does()
    {
        await using var hub = await Hub.StartAsync(Functions);
        await BringToAsync(hub, "id", OrchestrationRuntimeStatus.Completed);
        var options = new StartOrchestrationOptions("id").WithDedupeStatuses(
            OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended, OrchestrationRuntimeStatus.Completed);

        await Assert.ThrowsAnyAsync<InvalidOperationException>(() => hub.Client.ScheduleNewOrchestrationInstanceAsync("Quick", "second", options));
    }

    [Fact]
    public async Task D_44_Of_many_starts_at_once_under_one_id_one_succeeds()
    {
        await using var hub = await Hub.StartAsync(Functions);

        var starts = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Record.ExceptionAsync(
            () => hub.Client.ScheduleNewOrchestrationInstanceAsync("Waits", null, new StartOrchestrationOptions("one"))).AsTask()));

        Assert.Single(starts, exception => exception is null);
        Assert.Equal(19, starts.OfType<InvalidOperationException>().Count());
    }

    [Theory]
    [InlineData("@entity")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a\tb")]
    public async Task D_33_An_id_with_a_forbidden_character_is_refused(string id)
    {
        await using var hub = await Hub.StartAsync(Functions);

        await Assert.ThrowsAsync<ArgumentException>(() => hub.Client.ScheduleNewOrchestrationInstanceAsync("Quick", null, new StartOrchestrationOptions(id)));
    }

    [Theory]
    [InlineData("50% of ^5 and ^^")]
    [InlineData("payroll-2026-01|t1")]
    [InlineData("it's ünïcode")]
    public async Task Any_other_id_is_found_again(string id)
    {
        await using var hub = await Hub.StartAsync(Functions);
        await hub.RunAsync("Quick", "here", id);

        var listed = new List<string>();
        await foreach (var found in hub.Client.GetAllInstancesAsync(new OrchestrationQuery(InstanceIdPrefix: id[..3])))
        {
            listed.Add(found.InstanceId);
        }

        Assert.Equal([id], listed);
    }

    private static async Task BringToAsync(Hub hub, string id, OrchestrationRuntimeStatus status)
    {
        var name = status switch
        {
            OrchestrationRuntimeStatus.Completed => "Quick",
            OrchestrationRuntimeStatus.Failed => "Fails",
            _ => "Waits",
        };
        var startAt = status == OrchestrationRuntimeStatus.Pending ? hub.Clock!.GetUtcNow().AddDays(1) : (DateTimeOffset?)null;
        await hub.Client.ScheduleNewOrchestrationInstanceAsync(name, "first", new StartOrchestrationOptions(id, startAt));
        if (status == OrchestrationRuntimeStatus.Suspended)
        {
            await hub.Client.SuspendInstanceAsync(id);
        }
        else if (status == OrchestrationRuntimeStatus.Terminated)
        {
            await hub.Client.TerminateInstanceAsync(id, "over");
        }

        await hub.UntilAsync(id, found => found.RuntimeStatus == status);
    }
}
