using BackOffice.LocalRuntime.Durable.Engine;
using BackOffice.LocalRuntime.Durable.Replay;
using BackOffice.LocalRuntime.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace BackOffice.LocalRuntime.Durable.Hosting;

/// <summary>The durableTask section of host.json and what the local runtime adds.</summary>
internal sealed class DurableSettings(IConfiguration configuration, IOptions<WorkerOptions> worker, HostIdentity identity)
{
    /// <summary>
    /// One: Azurite answers one request at a time, so more writers only make smaller transactions (1.5 instead of 4.8 requests
    /// a document). It decides where instances lie, so a store keeps it for life, and refuses an app that has another.
    /// </summary>
    public const int Shards = 1;

    private readonly IConfigurationSection section = configuration.GetSection($"{HostJson.Section}:extensions:durableTask");

    public string Hub => identity.HubName;

    /// <summary>The setting that holds the hub's storage account.</summary>
    public string? ConnectionSetting => section["storageProvider:connectionName"] ?? section["storageProvider:connectionStringName"];

    /// <exception cref="StartupException">A value is none of those it may have.</exception>
    public EngineSettings Read()
    {
        var defaults = new EngineSettings(new ReplaySettings(Converter()));
        return defaults with
        {
            Shards = Shards,
            MaxConcurrentActivities = Positive("maxConcurrentActivityFunctions", defaults.MaxConcurrentActivities),
            ThrowOnRaiseToMissing = section.GetValue("throwStatusExceptionsOnRaiseEvent", defaultValue: false),
            DedupeStatuses = section["overridableExistingInstanceStates"] switch
            {
                null or "NonRunningStates" => defaults.DedupeStatuses,
                "AnyState" => new HashSet<OrchestrationRuntimeStatus>(),
                var other => throw new StartupException(
                    $"host.json: extensions.durableTask.overridableExistingInstanceStates is 'NonRunningStates' or 'AnyState', not '{other}'."),
            },
            Replay = defaults.Replay with
            {
                Strict = configuration.GetValue("LocalRuntime:StrictReplay", defaultValue: true),
                DefaultVersion = section["defaultVersion"] ?? string.Empty,
            },
        };
    }

    public DataConverter Converter() => new SerializerConverter(worker.Value.Serializer!);

    private int Positive(string name, int value)
        => section.GetValue<int?>(name) switch
        {
            null => value,
            > 0 and var given => given,
            var wrong => throw new StartupException($"host.json: extensions.durableTask.{name} must be positive, not {wrong}."),
        };
}
