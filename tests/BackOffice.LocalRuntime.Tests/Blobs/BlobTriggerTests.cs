using System.Text.Json;
using BackOffice.LocalRuntime.Hosting;

namespace BackOffice.LocalRuntime.Tests.Blobs;

public sealed class BlobTriggerTests : IAsyncDisposable
{
    private readonly BlobScene scene = new();

    public ValueTask DisposeAsync() => scene.DisposeAsync();

    [Fact]
    public async Task B_1_Captures_and_the_values_of_the_host_are_binding_data()
    {
        await scene.DropAsync("acme/inbox/invoice.7.xml");
        await scene.Drop.GetBlobClient("acme/inbox/invoice.7.xml").SetMetadataAsync(new Dictionary<string, string> { ["source"] = "scanner" });
        await scene.Waiting("drop/{tenant}/inbox/{name}.{ext}").StartAsync();
        await scene.RunsAsync(1);

        var data = scene.Runs.Single().Input.BindingData;
        Assert.Equal("acme", data["tenant"]);
        Assert.Equal("invoice.7", data["name"]);
        Assert.Equal("xml", data["ext"]);
        Assert.Equal("drop/acme/inbox/invoice.7.xml", data["BlobTrigger"]);
        Assert.Equal(scene.Drop.GetBlobClient("acme/inbox/invoice.7.xml").Uri.AbsoluteUri, JsonSerializer.Deserialize<string>((string)data["Uri"]!));
        Assert.Equal("""{"source":"scanner"}""", data["Metadata"]);
        Assert.Equal(7, JsonDocument.Parse((string)data["Properties"]!).RootElement.GetProperty("ContentLength").GetInt64());
    }

    [Fact]
    public async Task B_1_The_path_may_come_from_a_setting()
    {
        scene.Settings["DropPath"] = "drop/{name}";
        await scene.DropAsync("a");

        await scene.Waiting("%DropPath%").StartAsync();

        await scene.RunsAsync(1);
    }

    [Fact]
    public async Task B_1_A_wrong_path_names_its_function()
    {
        var refusal = await Assert.ThrowsAsync<StartupException>(() => scene.Waiting("{container}/{name}").StartAsync());

        Assert.Contains("'Intake'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task B_2_Blobs_there_before_the_start_and_blobs_that_come_later_trigger_once_each()
    {
        await scene.DropAsync("before");
        await scene.Waiting("drop/{name}").StartAsync();
        await scene.RunsAsync(1);
        await scene.DropAsync("after");
        await scene.RunsAsync(2);
        await scene.LookAsync();
        await scene.LookAsync();

        Assert.Equal(["before", "after"], scene.RunNames);
    }

    [Fact]
    public async Task B_2_A_missing_container_just_never_triggers_until_it_is_there()
    {
        await scene.Waiting("drop/{name}").StartAsync();
        await scene.LookAsync();
        await scene.LookAsync();
        await scene.DropAsync("first");

        await scene.RunsAsync(1);

        Assert.DoesNotContain(scene.Logged, entry => entry.Level >= Microsoft.Extensions.Logging.LogLevel.Warning);
    }

    [Fact]
    public async Task B_2_Functions_with_different_patterns_share_one_listing()
    {
        await scene.BehindProxyAsync();
        await scene.DropAsync("in/a.xml");
        await scene.DropAsync("in/b.pdf");
        await scene.DropAsync("out/c.xml");
        await scene.Waiting("drop/in/{name}.xml", "Xml").Waiting("drop/in/{name}", "Any").StartAsync();
        await scene.RunsAsync(3);
        var requests = scene.Proxy.RequestCount;

        await scene.LookAsync();

        Assert.Equal(["Any drop/in/a.xml", "Any drop/in/b.pdf", "Xml drop/in/a.xml"], scene.Runs.Select(run => $"{run.Function} {run.Path}").Order(StringComparer.Ordinal));
        Assert.Equal(requests + 1, scene.Proxy.RequestCount);
    }

    [Fact]
    public async Task B_3_The_receipt_lies_where_Azure_has_it_and_ends_complete()
    {
        var etag = await scene.DropAsync("acme/a.xml");
        await scene.Waiting("drop/{name}").StartAsync();
        await scene.RunsAsync(1);

        Assert.Equal([($"blobreceipts/laptop-1/Host.Functions.Intake/{etag}/drop/acme/a.xml", true)], await scene.ReceiptsAsync());
    }

    [Fact]
    public async Task B_3_The_receipt_is_incomplete_while_the_function_runs()
    {
        var states = new List<bool>();
        scene.Function = async (_, _) => states.AddRange((await scene.ReceiptsAsync()).Select(receipt => receipt.IsComplete));
        await scene.DropAsync("a");
        await scene.Waiting("drop/{name}").StartAsync();
        await scene.RunsAsync(1);

        Assert.Equal([false], states);
    }

    [Fact]
    public async Task B_3_A_restart_does_not_run_what_is_done()
    {
        await scene.DropAsync("a");
        await scene.DropAsync("b");
        await scene.Waiting("drop/{name}").StartAsync();
        await scene.RunsAsync(2);
        await scene.StopAsync();
        await scene.DropAsync("c");

        await scene.StartAsync();
        await scene.RunsAsync(3);
        await scene.LookAsync();

        Assert.Equal(["a", "b", "c"], scene.RunNames.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task B_3_A_crash_between_receipt_and_completion_gives_the_blob_again()
    {
        scene.Function = (_, token) => Task.Delay(Timeout.InfiniteTimeSpan, token);
        await scene.DropAsync("a");
        await scene.Waiting("drop/{name}").StartAsync();
        await BlobScene.UntilAsync(() => scene.Runs.Count == 1);
        await scene.KillAsync();
        Assert.False((await scene.ReceiptsAsync()).Single().IsComplete);

        scene.Function = (_, _) => Task.CompletedTask;
        await scene.StartAsync();

        await scene.RunsAsync(2);
        Assert.Empty(await scene.PoisonAsync());
    }

    [Fact]
    public async Task B_3_A_receipt_deleted_by_hand_triggers_again_without_a_restart()
    {
        await scene.DropAsync("a");
        await scene.Waiting("drop/{name}").StartAsync();
        await scene.RunsAsync(1);

        await scene.DeleteReceiptsAsync();
        scene.Time.Advance(TimeSpan.FromMinutes(1));

        await scene.RunsAsync(2);
    }

    [Fact]
    public async Task B_3_A_receipt_deleted_by_hand_triggers_again_after_a_restart()
    {
        await scene.DropAsync("a");
        await scene.Waiting("drop/{name}").StartAsync();
        await scene.RunsAsync(1);
        await scene.StopAsync();

        await scene.DeleteReceiptsAsync();
        await scene.StartAsync();

        await scene.RunsAsync(2);
    }

    [Fact]
    public async Task B_4_An_overwritten_blob_triggers_again()
    {
        await scene.DropAsync("a", "first");
        await scene.Waiting("drop/{name}").StartAsync();
        await scene.RunsAsync(1);

        await scene.DropAsync("a", "second");

        await scene.RunsAsync(2);
        Assert.Equal(2, (await scene.ReceiptsAsync()).Count);
    }

    [Fact]
    public async Task B_4_A_blob_overwritten_while_its_function_runs_waits_for_it_and_triggers_again()
    {
        var first = new TaskCompletionSource();
        scene.Function = (_, token) => scene.Runs.Count == 1 ? first.Task.WaitAsync(token) : Task.CompletedTask;
        await scene.DropAsync("a", "first");
        await scene.Waiting("drop/{name}").StartAsync();
        await BlobScene.UntilAsync(() => scene.Runs.Count == 1);
        await scene.DropAsync("a", "second");
        await scene.LookAsync();
        Assert.Single(scene.Runs);

        first.SetResult();

        await scene.RunsAsync(2);
        Assert.Equal(1, scene.MostAtATime);
    }

    [Fact]
    public async Task B_4_A_blob_changed_after_it_was_found_is_dropped_and_comes_again_in_its_new_version()
    {
        var isFirst = true;
        scene.Function = async (run, _) =>
        {
            if (isFirst)
            {
                isFirst = false;
                await scene.DropAsync("a", "second");
                await BlobContent.ReadAsync(run.Input);
            }
        };
        await scene.DropAsync("a", "first");
        await scene.Waiting("drop/{name}").StartAsync();

        await scene.RunsAsync(2);

        Assert.Empty(await scene.PoisonAsync());
        Assert.Equal("second", await BlobContent.ReadAsync(scene.Runs.Last().Input));
    }

    [Fact]
    public async Task B_4_A_blob_deleted_after_it_was_found_is_dropped_as_done()
    {
        scene.Function = async (run, token) =>
        {
            await scene.Drop.DeleteBlobAsync("a", cancellationToken: token);
            await BlobContent.ReadAsync(run.Input);
        };
        await scene.DropAsync("a");
        await scene.Waiting("drop/{name}").StartAsync();

        await scene.RunsAsync(1);

        Assert.Empty(await scene.PoisonAsync());
        Assert.True((await scene.ReceiptsAsync()).Single().IsComplete);
    }

    [Fact]
    public async Task B_5_The_poison_message_has_the_form_of_Azure()
    {
        scene.Function = (_, _) => throw new InvalidOperationException("unreadable");
        var etag = await scene.DropAsync("acme/über scan.pdf");
        await scene.Waiting("drop/{name}").StartAsync();
        await scene.RunsAsync(5);

        Assert.Equal(
            [$$"""{"Type":"BlobTrigger","FunctionId":"Host.Functions.Intake","BlobType":"BlockBlob","ContainerName":"drop","BlobName":"acme/über scan.pdf","ETag":"{{etag.Replace("\"", "\\\"", StringComparison.Ordinal)}}"}"""],
            await scene.PoisonAsync());
    }

    [Fact]
    public async Task B_6_Five_tries_follow_one_another_at_once_and_a_poison_blob_is_left_alone()
    {
        scene.Function = (_, _) => throw new InvalidOperationException("unreadable");
        await scene.DropAsync("a");
        var before = scene.Time.GetUtcNow();
        await scene.Waiting("drop/{name}").StartAsync();
        await BlobScene.UntilAsync(async () => (await scene.PoisonAsync()).Count == 1);

        Assert.Equal(before, scene.Time.GetUtcNow());
        await scene.QuietAsync();
        await scene.LookAsync();
        await scene.StopAsync();
        await scene.StartAsync();
        await scene.LookAsync();
        Assert.Equal(5, scene.Runs.Count);
    }

    [Fact]
    public async Task B_6_The_number_of_tries_is_a_setting()
    {
        scene.Settings["AzureFunctionsJobHost:extensions:blobs:poisonBlobThreshold"] = "2";
        scene.Function = (_, _) => throw new InvalidOperationException("unreadable");
        await scene.DropAsync("a");
        await scene.Waiting("drop/{name}").StartAsync();

        await scene.RunsAsync(2);

        Assert.Single(await scene.PoisonAsync());
    }

    [Fact]
    public async Task B_6_A_later_try_that_succeeds_leaves_no_poison()
    {
        scene.Function = (_, _) => scene.Runs.Count < 5 ? throw new InvalidOperationException("not yet") : Task.CompletedTask;
        await scene.DropAsync("a");
        await scene.Waiting("drop/{name}").StartAsync();

        await scene.RunsAsync(5);

        Assert.Empty(await scene.PoisonAsync());
    }

    [Fact]
    public async Task B_6_The_poison_queue_is_in_the_account_of_the_blob()
    {
        await using var other = new BlobScene();
        scene.Settings["Elsewhere"] = other.AccountConnection;
        await other.DropAsync("a");
        scene.Function = (_, _) => throw new InvalidOperationException("unreadable");
        await scene.Waiting("drop/{name}", connection: "Elsewhere").StartAsync();
        await scene.RunsAsync(5);

        Assert.Single(await other.PoisonAsync());
        Assert.Empty(await scene.PoisonAsync());
        Assert.Single(await scene.ReceiptsAsync());
        Assert.Empty(await other.ReceiptsAsync());
    }

    [Fact]
    public async Task B_7_No_more_blobs_than_allowed_are_worked_on_at_a_time_over_all_functions()
    {
        scene.Settings["AzureFunctionsJobHost:extensions:blobs:maxDegreeOfParallelism"] = "3";
        var three = new TaskCompletionSource();
        scene.Function = async (_, token) =>
        {
            if (scene.Running == 3)
            {
                three.TrySetResult();
            }

            await three.Task.WaitAsync(token);
            await Task.Delay(5, token);
        };
        for (var i = 0; i < 15; i++)
        {
            await scene.DropAsync($"{i}");
        }

        await scene.Waiting("drop/{name}", "One").Waiting("drop/{name}", "Two").StartAsync();

        await scene.RunsAsync(30);
        Assert.Equal(3, scene.MostAtATime);
    }

    [Fact]
    public async Task B_7_A_setting_that_is_no_number_keeps_the_app_from_starting()
    {
        scene.Settings["AzureFunctionsJobHost:extensions:blobs:maxDegreeOfParallelism"] = "many";

        await Assert.ThrowsAsync<StartupException>(() => scene.Waiting("drop/{name}").StartAsync());
    }

    [Fact]
    public async Task B_8_A_disabled_function_waits_for_nothing()
    {
        scene.Disabled.Add("Off");
        await scene.DropAsync("a");
        await scene.Waiting("drop/{name}").Waiting("drop/{name}", "Off").StartAsync();
        await scene.RunsAsync(1);

        Assert.Equal("Intake", scene.Runs.Single().Function);
    }

    [Fact]
    public async Task Stopping_lets_a_function_finish_and_completes_its_receipt()
    {
        var end = new TaskCompletionSource();
        scene.Function = (_, token) => end.Task.WaitAsync(token);
        await scene.DropAsync("a");
        await scene.Waiting("drop/{name}").StartAsync();
        await BlobScene.UntilAsync(() => scene.Runs.Count == 1);

        var stop = scene.StopAsync();
        Assert.False(stop.IsCompleted);
        end.SetResult();
        await stop;

        Assert.True((await scene.ReceiptsAsync()).Single().IsComplete);
    }
}
