using Azure.Data.Tables;
using Azure.Identity;
using Azure.Messaging.ServiceBus;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace BackOffice.Storage;

/// <summary>The clients of the storage account and of the Service Bus namespace, by key or by managed identity.</summary>
internal static class StorageFeature
{
    private const string Storage = "AzureWebJobsStorage";
    private const string Bus = "AzureWebJobsServiceBus";

    /// <summary>
    /// Registers the clients. Settings: AzureWebJobsStorage (a connection string) or AzureWebJobsStorage__accountName,
    /// AzureWebJobsServiceBus (a connection string) or AzureWebJobsServiceBus__fullyQualifiedNamespace.
    /// </summary>
    public static IServiceCollection AddStorage(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<Connections>()
            .Validate<IConfiguration>((_, settings) => IsSet(settings, Storage, "accountName"), $"The setting '{Storage}' is missing.")
            .Validate<IConfiguration>((_, settings) => IsSet(settings, Bus, "fullyQualifiedNamespace"), $"The setting '{Bus}' is missing.")
            .ValidateOnStart();
        services.AddSingleton(provider => CreateBlobClient(provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton(provider => CreateTableClient(provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton(provider => CreateBusClient(provider.GetRequiredService<IConfiguration>()));
        services.AddHostedService<StorageSetup>();
        return services;
    }

    private static BlobServiceClient CreateBlobClient(IConfiguration settings)
        => settings[$"{Storage}:accountName"] is { Length: > 0 } account
            ? new BlobServiceClient(new Uri($"https://{account}.blob.core.windows.net"), new DefaultAzureCredential())
            : new BlobServiceClient(Required(settings, Storage));

    private static TableServiceClient CreateTableClient(IConfiguration settings)
        => settings[$"{Storage}:accountName"] is { Length: > 0 } account
            ? new TableServiceClient(new Uri($"https://{account}.table.core.windows.net"), new DefaultAzureCredential())
            : new TableServiceClient(Required(settings, Storage));

    private static ServiceBusClient CreateBusClient(IConfiguration settings)
        => settings[$"{Bus}:fullyQualifiedNamespace"] is { Length: > 0 } host
            ? new ServiceBusClient(host, new DefaultAzureCredential())
            : new ServiceBusClient(Required(settings, Bus));

    /// <summary>Looked at when the app starts: a first document is too late to find out.</summary>
    private static bool IsSet(IConfiguration settings, string name, string identityPart)
        => settings[name] is { Length: > 0 } || settings[$"{name}:{identityPart}"] is { Length: > 0 };

    private static string Required(IConfiguration settings, string name)
        => settings[name] is { Length: > 0 } value ? value : throw new OptionsValidationException(name, typeof(Connections), [$"The setting '{name}' is missing."]);

    private sealed class Connections;
}
