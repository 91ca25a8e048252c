using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace BackOffice.LocalRuntime.Hosting;

/// <summary>host.json as settings under "AzureFunctionsJobHost", where environment variables of that prefix override it (W-8).</summary>
internal static class HostJson
{
    public const string Section = "AzureFunctionsJobHost";

    private static readonly HashSet<string> KnownKeys = new(StringComparer.OrdinalIgnoreCase)
    {
        "$schema", "version", "functionTimeout", "logging", "telemetryMode", "extensions", "extensionBundle", "aggregator", "concurrency",
        "functions", "healthMonitor", "managedDependency", "retry", "sendCanceledInvocationsToWorker", "singleton", "watchDirectories", "watchFiles",
    };

    /// <exception cref="StartupException">The file is missing, unreadable or of another version.</exception>
    public static IReadOnlyDictionary<string, string?> Read(string folder)
    {
        var file = Path.Combine(folder, "host.json");
        if (!File.Exists(file))
        {
            throw new StartupException($"{file}: missing. Add it beside Program.cs with at least {{ \"version\": \"2.0\" }}, copied to the output.");
        }

        var root = JsonFlattener.Read(file);
        var settings = JsonFlattener.Flatten(root, Section).ToDictionary(StringComparer.OrdinalIgnoreCase);
        var version = settings.GetValueOrDefault(ConfigurationPath.Combine(Section, "version"));
        return version == "2.0"
            ? settings
            : throw new StartupException($"{file}: \"version\" is {(version is null ? "missing" : $"\"{version}\"")}; it must be \"2.0\".");
    }

    /// <summary>Top-level keys that Azure ignores without a word.</summary>
    public static IReadOnlyList<string> UnknownKeys(IConfiguration configuration)
        => [.. configuration.GetSection(Section).GetChildren().Select(child => child.Key).Where(key => !KnownKeys.Contains(key))];
}
