using BackOffice.LocalRuntime.Hosting;
using Microsoft.Extensions.Configuration;

namespace BackOffice.LocalRuntime.Storage;

/// <summary>Connection strings of the storage accounts that triggers and the runtime use, by setting name.</summary>
internal sealed class StorageConnections(IConfiguration configuration)
{
    public const string Default = "AzureWebJobsStorage";

    /// <param name="setting">The Connection of a trigger attribute; null is the host's own account.</param>
    /// <exception cref="StartupException">The setting is missing, or names no account.</exception>
    public string Get(string? setting = null)
    {
        var name = setting ?? Default;
        if (string.IsNullOrWhiteSpace(configuration[name]))
        {
            throw new StartupException($"The setting '{name}' is missing: add it to local.settings.json under Values (local.settings.sample.json has it).");
        }

        try
        {
            _ = StorageConnectionString.Parse(configuration[name]!);
            return configuration[name]!;
        }
        catch (FormatException exception)
        {
            throw new StartupException($"The setting '{name}' is no storage connection string: {exception.Message}", exception);
        }
    }
}
