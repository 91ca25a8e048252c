using Microsoft.Extensions.Configuration;

namespace BackOffice.LocalRuntime.Hosting;

/// <summary>Where settings come from, the last one winning: host.json, the settings file, the environment, the command line.</summary>
internal static class RuntimeConfiguration
{
    private static readonly Dictionary<string, string> Switches = new() { ["--port"] = "Host:LocalHttpPort" };

    public static void AddTo(IConfigurationManager configuration, RuntimeOptions options)
    {
        if (options.ContentRoot is { } root)
        {
            configuration.AddInMemoryCollection(HostJson.Read(root));
            var readsOwn = options.Hooks?.ReadsOwnSettings ?? true;
            if (LocalSettings.Find(root, readsOwn) is { } file)
            {
                configuration.AddInMemoryCollection(LocalSettings.Read(file));
            }
        }

        configuration.AddEnvironmentVariables();
        configuration.AddCommandLine([.. options.Args.Select(Normalise)], Switches);
    }

    /// <summary>The name before the '=' may be written with __, as in an environment variable.</summary>
    private static string Normalise(string argument)
    {
        if (!argument.StartsWith("--", StringComparison.Ordinal))
        {
            return argument;
        }

        var end = argument.IndexOf('=', StringComparison.Ordinal);
        return end < 0 ? LocalSettings.Key(argument) : LocalSettings.Key(argument[..end]) + argument[end..];
    }
}
