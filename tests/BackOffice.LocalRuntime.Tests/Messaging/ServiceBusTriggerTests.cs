using System.Net;
using System.Net.Http.Json;
using Azure.Messaging.ServiceBus;
using BackOffice.LocalRuntime.Hosting;
using BackOffice.LocalRuntime.Messaging;
using BackOffice.LocalRuntime.Tests.Hosting;
using BackOffice.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.LocalRuntime.Tests.Messaging;

public sealed class ServiceBusTriggerTests
{
    [Fact]
    public async Task SB_1_A_function_that_returns_completes_its_message()
    {
        await using var app = await BusApp.StartAsync(new(typeof(OrderFunctions)));
        await app.SendAsync("orders", "a", "b");

        await UntilEmptyAsync(app);
        Assert.Equal(["a/1", "b/1"], app.Inbox.Seen.Order());
    }

    [Fact]
    public async Task SB_2_A_function_that_throws_abandons_until_the_message_is_dead_lettered()
    {
        await using var app = await BusApp.StartAsync(new(typeof(OrderFunctions))
        {
            Inbox = new Inbox { Handle = (_, _, _) => throw new InvalidOperationException("no such customer") },
        });
        await app.SendAsync("orders", "a");

        await using var dead = app.Client.CreateReceiver("orders/$deadletterqueue");
        var message = await dead.ReceiveMessageAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(("a", "MaxDeliveryCountExceeded"), (message!.MessageId, message.DeadLetterReason));
        Assert.Equal(["a/1", "a/2", "a/3"], app.Inbox.Seen);
    }

    [Fact]
    public async Task SB_2_A_function_dead_letters_through_its_message_actions()
    {
        await using var app = await BusApp.StartAsync(new(typeof(OrderFunctions))
        {
            Inbox = new Inbox
            {
                Handle = (message, actions, cancellation) => actions.DeadLetterMessageAsync(
                    message, new() { ["step"] = "validate" }, "UnknownSupplier", "No such VAT number", cancellation),
            },
        });
        await app.SendAsync("orders", "a");

        await using var dead = app.Client.CreateReceiver("orders/$deadletterqueue");
        var message = await dead.ReceiveMessageAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(("UnknownSupplier", "No such VAT number"), (message!.DeadLetterReason, message.DeadLetterErrorDescription));
        Assert.Equal("validate", message.ApplicationProperties["step"]);
        Assert.Equal(["a/1"], app.Inbox.Seen);
    }

    [Theory]
    [InlineData(typeof(OrderFunctions), true, 0)]
    [InlineData(typeof(OrderFunctions), false, 1)]
    [InlineData(typeof(SelfSettlingFunctions), true, 1)]
    public async Task W_4_Messages_complete_by_themselves_unless_the_attribute_or_the_host_says_otherwise(Type functions, bool hostCompletes, int left)
    {
        await using var app = await BusApp.StartAsync(new(functions)
        {
            Args = [$"--AzureFunctionsJobHost:extensions:serviceBus:autoCompleteMessages={hostCompletes}", "--AzureFunctionsJobHost:extensions:serviceBus:maxConcurrentCalls=1"],
        });
        await app.SendAsync("orders", "a", "b");
        await Until.TrueAsync(() => app.Inbox.Seen.Count == 2); // one at a time: "a" has been settled, or will not be

        var content = await app.ContentAsync(app.Client.CreateReceiver("orders"));
        Assert.Equal(left, content.Count(message => message.StartsWith("a/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task SB_1_A_function_that_settles_itself_is_left_alone()
    {
        await using var app = await BusApp.StartAsync(new(typeof(SelfSettlingFunctions))
        {
            Inbox = new Inbox
            {
                Handle = (message, actions, cancellation) => message.DeliveryCount == 1
                    ? actions.AbandonMessageAsync(message, null, cancellation)
                    : actions.CompleteMessageAsync(message, cancellation),
            },
        });
        await app.SendAsync("orders", "a");

        await UntilEmptyAsync(app);
        Assert.Equal(["a/1", "a/2"], app.Inbox.Seen);
    }

    [Fact]
    public async Task SB_1_Bodies_bind_to_text_bytes_data_and_records_and_the_values_beside_them_by_name()
    {
        await using var app = await BusApp.StartAsync(new(typeof(BodyFunctions)));
        await app.Client.CreateSender("events").SendMessageAsync(
            new ServiceBusMessage("""{"customer":"acme","amount":12.50}""") { MessageId = "e1", CorrelationId = "c1" });
        await app.SendAsync("orders", "four");
        await app.SendAsync("unique", "data");

        await Until.TrueAsync(() => app.Inbox.Seen.Count == 4);
        Assert.Equal(
            ["bytes 4", "data data 1", "order acme 12.50 c1", """string {"customer":"acme","amount":12.50} e1 1"""],
            app.Inbox.Seen.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task SB_1_No_more_run_at_a_time_than_the_host_allows()
    {
        var (running, most) = (0, 0);
        await using var app = await BusApp.StartAsync(new(typeof(OrderFunctions))
        {
            Args = ["--AzureFunctionsJobHost:extensions:serviceBus:maxConcurrentCalls=3"],
            Inbox = new Inbox
            {
                Handle = async (_, _, _) =>
                {
                    most = Math.Max(most, Interlocked.Increment(ref running));
                    await Task.Yield();
                    Interlocked.Decrement(ref running);
                },
            },
        });
        await app.SendAsync("orders", [.. Enumerable.Range(0, 100).Select(number => $"{number}")]);

        await UntilEmptyAsync(app);
        Assert.Equal(100, app.Inbox.Seen.Count);
        Assert.InRange(most, 1, 3);
    }

    [Fact]
    public async Task SB_1_The_lock_is_renewed_while_the_function_runs()
    {
        var time = new FakeTime();
        using var finish = new SemaphoreSlim(0);
        ServiceBusReceivedMessage? held = null;
        await using var app = await BusApp.StartAsync(new(typeof(OrderFunctions))
        {
            Time = time,
            Inbox = new Inbox
            {
                Handle = (message, _, _) =>
                {
                    held = message;
                    return finish.WaitAsync(CancellationToken.None);
                },
            },
        });
        await app.SendAsync("orders", "a");
        await Until.TrueAsync(() => held is not null);

        for (var renewal = 0; renewal < 6; renewal++)
        {
            var lockedUntil = held!.LockedUntil;
            time.Advance(TimeSpan.FromSeconds(15));
            await Until.TrueAsync(() => held.LockedUntil > lockedUntil);
        }

        finish.Release(10);
        await UntilEmptyAsync(app);
        Assert.Equal(["a/1"], app.Inbox.Seen); // 90 seconds under a lock of 30
    }

    [Fact]
    public async Task SB_1_A_lock_is_renewed_no_longer_than_the_host_allows()
    {
        var time = new FakeTime();
        using var finish = new SemaphoreSlim(0);
        await using var app = await BusApp.StartAsync(new(typeof(OrderFunctions))
        {
            Time = time,
            Args = ["--AzureFunctionsJobHost:extensions:serviceBus:maxAutoLockRenewalDuration=00:00:00"],
            Inbox = new Inbox { Handle = (message, _, _) => message.DeliveryCount == 1 ? finish.WaitAsync(CancellationToken.None) : Task.CompletedTask },
        });
        await app.SendAsync("orders", "a");
        await Until.TrueAsync(() => app.Inbox.Seen.Count == 1);

        time.Advance(TimeSpan.FromSeconds(30));
        await UntilEmptyAsync(app);
        finish.Release(10);
        Assert.Equal(["a/1", "a/2"], app.Inbox.Seen);
    }

    [Fact]
    public async Task SB_1_A_stopping_app_lets_its_functions_finish_and_takes_nothing_new()
    {
        using var finish = new SemaphoreSlim(0);
        var settings = new BusAppSettings(typeof(OrderFunctions))
        {
            Args = ["--AzureFunctionsJobHost:extensions:serviceBus:maxConcurrentCalls=1"],
            Inbox = new Inbox { Handle = (_, _, _) => finish.WaitAsync(CancellationToken.None) },
        };
        var app = await BusApp.StartAsync(settings);
        await app.SendAsync("orders", "a", "b");
        await Until.TrueAsync(() => !app.Inbox.Seen.IsEmpty);

        var stopping = app.Runner.Services.GetServices<ITriggerListener>().OfType<ServiceBusTriggerListener>().Single().StopAsync(CancellationToken.None);
        finish.Release(10);
        await stopping;
        await app.StopAsync();
        Assert.Equal(["a/1"], settings.Inbox.Seen);

        await using var next = await BusApp.StartAsync(settings);
        await UntilEmptyAsync(next);
        Assert.Equal(["a/1", "b/1"], settings.Inbox.Seen);
    }

    [Fact]
    public async Task SB_2_A_killed_app_finds_its_message_again_with_one_delivery_more()
    {
        var settings = new BusAppSettings(typeof(OrderFunctions))
        {
            Inbox = new Inbox { Handle = (message, _, _) => message.DeliveryCount == 1 ? Task.Delay(Timeout.Infinite, CancellationToken.None) : Task.CompletedTask },
        };
        var app = await BusApp.StartAsync(settings);
        await app.SendAsync("orders", "a");
        await Until.TrueAsync(() => !app.Inbox.Seen.IsEmpty);
        app.Abandon();

        await using var next = await BusApp.StartAsync(settings);
        await UntilEmptyAsync(next);
        Assert.Equal(["a/1", "a/2"], settings.Inbox.Seen);
    }

    [Fact]
    public async Task H_13_A_message_function_is_run_by_hand_with_a_body()
    {
        await using var app = await BusApp.StartAsync(new(typeof(BodyFunctions)));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/admin/functions/AsString")
        {
            Headers = { { "x-functions-key", TestApp.MasterKey } },
            Content = JsonContent.Create(new { input = "by hand" }),
        };
        var response = await app.Runner.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        await Until.TrueAsync(() => app.Inbox.Seen.Count == 1);
        Assert.StartsWith("string by hand", app.Inbox.Seen.Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(UndeclaredFunctions), "nowhere")]
    [InlineData(typeof(UnsetFunctions), "'Unset' is missing")]
    public async Task A_trigger_without_its_entity_or_setting_stops_the_start(Type functions, string told)
    {
        var refused = await Assert.ThrowsAsync<StartupException>(() => BusApp.StartAsync(new(functions)));
        Assert.Contains(told, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_namespace_in_Azure_is_not_served()
    {
        var refused = await Assert.ThrowsAsync<StartupException>(
            () => BusApp.StartAsync(new(typeof(OrderFunctions)) { Args = ["--AzureWebJobsServiceBus=Endpoint=sb://contoso.servicebus.windows.net;SharedAccessKeyName=a;SharedAccessKey=b"] }));
        Assert.Contains("contoso.servicebus.windows.net", refused.Message, StringComparison.Ordinal);
    }

    private static async Task UntilEmptyAsync(BusApp app)
    {
        await using var receiver = app.Client.CreateReceiver("orders");
        await Until.TrueAsync(async () => (await app.ContentAsync(receiver)).Length == 0);
    }
}
