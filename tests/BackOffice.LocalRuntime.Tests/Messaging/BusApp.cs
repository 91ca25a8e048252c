using Azure.Messaging.ServiceBus;
using BackOffice.LocalRuntime.Hosting;
using BackOffice.LocalRuntime.Messaging;
using BackOffice.LocalRuntime.Tests.Hosting;
using BackOffice.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.LocalRuntime.Tests.Messaging;

/// <summary>A function app with a namespace of its own, on a table in memory.</summary>
internal sealed class BusApp : IAsyncDisposable
{
    private readonly AppRunner app;

    private BusApp(AppRunner app, BusAppSettings settings)
    {
        this.app = app;
        Inbox = settings.Inbox;
        Store = settings.Store;
        Client = new ServiceBusClient(settings.Connection);
    }

    public Inbox Inbox { get; }

    public MemoryStore Store { get; }

    public ServiceBusClient Client { get; }

    public AppRunner Runner => app;

    public static async Task<BusApp> StartAsync(BusAppSettings settings)
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.json");
        await File.WriteAllTextAsync(file, settings.Entities);
        var account = $"DefaultEndpointsProtocol=http;AccountName=bus{Guid.NewGuid():N};AccountKey=a2V5;EndpointSuffix=localhost";
        var test = new TestApp(settings.Functions)
        {
            Args =
            [
                $"--AzureWebJobsStorage={account}",
                $"--AzureWebJobsServiceBus={settings.Connection}",
                $"--Second__fullyQualifiedNamespace=second-{settings.Host}",
                "--OrderQueue=orders",
                $"--{BrokerListener.FileSetting}={file}",
                .. settings.Args,
            ],
            Modules = [services => services.AddServiceBusTriggers()],
            Hooks = new LocalRuntimeHooks
            {
                Time = settings.Time,
                ConfigureServices = services => services.AddSingleton(settings.Inbox).AddSingleton<IBrokerStore>(settings.Store),
            },
        };
        try
        {
            return new BusApp(await test.StartAsync(), settings);
        }
        finally
        {
            File.Delete(file); // an app reads it while it starts
        }
    }

    public async Task<string[]> ContentAsync(ServiceBusReceiver receiver)
        => [.. (await receiver.PeekMessagesAsync(1_000, 0)).Select(message => $"{message.MessageId}/{message.DeliveryCount}")];

    public Task SendAsync(string queue, params string[] messageIds)
        => Client.CreateSender(queue).SendMessagesAsync(messageIds.Select(id => new ServiceBusMessage(id) { MessageId = id }));

    public Task StopAsync() => app.StopAsync();

    /// <summary>As kill -9.</summary>
    public void Abandon() => app.Abandon();

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await app.DisposeAsync();
    }
}

/// <summary>Which app to start; started twice with the same settings it finds the same table.</summary>
internal sealed record BusAppSettings(params Type[] Functions)
{
    public string Host { get; } = $"bus-{Guid.NewGuid():N}.localhost";

    public string Connection => $"Endpoint=sb://{Host};SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=a2V5;UseDevelopmentEmulator=true;";

    public string Entities { get; init; } = TestBus.Entities;

    public Inbox Inbox { get; init; } = new();

    public MemoryStore Store { get; } = new();

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public IReadOnlyList<string> Args { get; init; } = [];
}
