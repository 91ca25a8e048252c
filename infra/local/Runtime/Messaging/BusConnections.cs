using BackOffice.LocalRuntime.Hosting;
using Microsoft.Extensions.Configuration;

namespace BackOffice.LocalRuntime.Messaging;

/// <summary>Finds the namespace that a setting names, by connection string or, for an identity, by host.</summary>
internal sealed class BusConnections(IConfiguration configuration)
{
    public const string Default = "AzureWebJobsServiceBus";

    /// <summary>Where the namespace answers when no setting names another host.</summary>
    private const string DefaultHost = "localhost";

    /// <summary>The host of the app's own namespace.</summary>
    public string OwnHost => Find(Default) ?? DefaultHost;

    /// <param name="setting">The Connection of a trigger; null is the default one. Its name may leave out the prefix AzureWebJobs.</param>
    /// <exception cref="StartupException">The setting is missing, wrong, or names a namespace in Azure.</exception>
    public string Host(string? setting)
        => (setting is null ? Find(Default) : Find("AzureWebJobs" + setting) ?? Find(setting))
            ?? throw new StartupException(
                $"The setting '{setting ?? Default}' is missing: add it to local.settings.json under Values. The namespace of this runtime is Endpoint=sb://localhost;SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=any;UseDevelopmentEmulator=true;");

    private string? Find(string setting)
    {
        var host = configuration[setting] is { Length: > 0 } text ? Parse(setting, text) : configuration[$"{setting}:fullyQualifiedNamespace"];
        return host is null || IsHere(host)
            ? host
            : throw new StartupException($"The setting '{setting}' names the namespace '{host}'. This runtime serves only its own: localhost, or a name that ends in .localhost.");
    }

    private static string Parse(string setting, string text)
    {
        try
        {
            return BusConnectionString.Parse(text).Host;
        }
        catch (ArgumentException malformed)
        {
            throw new StartupException($"The setting '{setting}': {malformed.Message}", malformed);
        }
    }

    private static bool IsHere(string host)
        => string.Equals(host, DefaultHost, StringComparison.OrdinalIgnoreCase) || host.EndsWith("." + DefaultHost, StringComparison.OrdinalIgnoreCase);
}
