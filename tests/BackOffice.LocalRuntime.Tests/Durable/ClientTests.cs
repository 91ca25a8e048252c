using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace BackOffice.LocalRuntime.Tests.Durable;

public sealed class ClientTests
{
    private static readonly LambdaFunctions Functions = new LambdaFunctions()
        .Orchestrator("Echo", context => Task.FromResult(context.GetInput<string>()))
        .Orchestrator("Waits", context => context.WaitForExternalEvent<string>("go"));

    [Fact]
    public async Task D_60_Payloads_come_only_when_asked_for()
    {
        await using var hub = await Hub.StartAsync(Functions);
        var id = (await hub.RunAsync("Echo", "text")).InstanceId;

        var without = (await hub.Client.GetInstanceAsync(id))!;
        var with = (await hub.Client.GetInstanceAsync(id, getInputsAndOutputs: true))!;

        Assert.Null(without.SerializedInput);
        Assert.Null(without.SerializedOutput);
        Assert.Throws<InvalidOperationException>(() => without.ReadOutputAs<string>());
        Assert.Equal(("text", "text"), (with.ReadInputAs<string>(), with.ReadOutputAs<string>()));
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(100_000)]
    [InlineData(3_000_000)]
    public async Task A_payload_of_any_size_comes_back(int length)
    {
        var text = string.Create(length, 0, (span, _) => new Random(1).GetItems<char>("abcdefghijklmnopqrstuvwxyz\"{}", span));
        await using var hub = await Hub.StartAsync(Functions);

        var id = (await hub.RunAsync("Echo", text)).InstanceId;
        await hub.UntilAsync(id, _ => hub.Engine.ShardOf(id).Visible(id) is null);
        var stored = await hub.GetAsync(id);

        Assert.True(text == stored.ReadInputAs<string>());
        Assert.True(text == stored.ReadOutputAs<string>());
    }

    [Fact]
    public async Task D_60_Instances_are_listed_page_by_page_with_filters()
    {
        await using var hub = await Hub.StartAsync(Functions);
        for (var index = 0; index < 25; index++)
        {
            await hub.Client.ScheduleNewOrchestrationInstanceAsync("Waits", null, new StartOrchestrationOptions($"w-{index:d2}"));
            await hub.RunAsync("Echo", "x", $"e-{index:d2}");
        }

        var running = new OrchestrationQuery(Statuses: [OrchestrationRuntimeStatus.Running], PageSize: 10);
        var sizes = new List<int>();
        string? token = null;
        await foreach (var page in hub.Client.GetAllInstancesAsync(running).AsPages())
        {
            Assert.All(page.Values, found => Assert.StartsWith("w-", found.InstanceId, StringComparison.Ordinal));
            sizes.Add(page.Values.Count);
            token ??= page.ContinuationToken;
        }

        Assert.Equal(25, sizes.Sum());
        Assert.Equal(10, sizes[0]);
        Assert.Equal(15, await CountAsync(hub, running with { ContinuationToken = token }));
        Assert.Equal(10, await CountAsync(hub, new OrchestrationQuery(InstanceIdPrefix: "e-0")));
        Assert.Equal(50, await CountAsync(hub, new OrchestrationQuery(CreatedFrom: hub.Clock!.GetUtcNow().AddDays(-1))));
        Assert.Equal(0, await CountAsync(hub, new OrchestrationQuery(CreatedTo: hub.Clock.GetUtcNow().AddDays(-1))));
    }

    [Fact]
    public async Task D_60_Waiting_for_the_start_and_for_an_unknown_instance()
    {
        await using var hub = await Hub.StartAsync(Functions);
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Waits", null, new StartOrchestrationOptions("later", hub.Clock!.GetUtcNow().AddHours(1)));

        var starting = hub.Client.WaitForInstanceStartAsync("later");
        Assert.False(starting.IsCompleted);
        hub.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(OrchestrationRuntimeStatus.Running, (await starting.WaitAsync(TimeSpan.FromMinutes(1))).RuntimeStatus);
        Assert.Null(await hub.Client.GetInstanceAsync("unknown"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => hub.Client.WaitForInstanceCompletionAsync("unknown"));
    }

    [Fact]
    public async Task D_49_A_decimal_is_exact_and_names_are_read_in_any_case()
    {
        var functions = new LambdaFunctions()
            .Activity<Amount, decimal>("Double", amount => amount.Value * 2)
            .Orchestrator("Main", async context => new { total = await context.CallActivityAsync<decimal>("Double", context.GetInput<Amount>()) });
        await using var hub = await Hub.StartAsync(functions);

        var end = await hub.RunAsync("Main", new { value = 12345678901234567890.123456m });

        Assert.Equal("""{"Value":0.10}""", LambdaFunctions.Converter.Serialize(new Amount(0.10m)));
        Assert.Equal(24691357802469135780.246912m, end.ReadOutputAs<Total>()!.Sum);
    }

    private static async Task<int> CountAsync(Hub hub, OrchestrationQuery query)
    {
        var count = 0;
        await foreach (var _ in hub.Client.GetAllInstancesAsync(query))
        {
            count++;
        }

        return count;
    }

    private sealed record Amount(decimal Value);

    private sealed record Total([property: System.Text.Json.Serialization.JsonPropertyName("total")] decimal Sum);
}
