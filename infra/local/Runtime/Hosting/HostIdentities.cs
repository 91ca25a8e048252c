using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.LocalRuntime.Hosting;

/// <summary>Works out who this host is, as the Functions host does on a developer's machine (B-10).</summary>
internal static class HostIdentities
{
    private const int LongestHostId = 32;
    private const int LongestHubName = 45;

    public static HostIdentity Create(IServiceProvider services)
    {
        var configuration = services.GetRequiredService<IConfiguration>();
        var options = services.GetRequiredService<RuntimeOptions>();
        var hub = configuration[$"{HostJson.Section}:extensions:durableTask:hubName"] ?? "TestHubName";
        return new HostIdentity(
            configuration["AzureFunctionsWebHost:hostid"] ?? HostId(options),
            Hub(services.GetRequiredService<SettingNames>().Resolve(hub)));
    }

    private static string HostId(RuntimeOptions options)
    {
        var machine = new string([.. Environment.MachineName.ToLowerInvariant().Where(char.IsAsciiLetterOrDigit)]);
        var place = SHA256.HashData(Encoding.UTF8.GetBytes($"{options.ContentRoot}|{options.AppName}"));
        var suffix = BitConverter.ToUInt32(place).ToString(CultureInfo.InvariantCulture);
        return $"{machine[..Math.Min(machine.Length, LongestHostId - suffix.Length - 1)]}-{suffix}";
    }

    private static string Hub(string name)
        => name.Length is > 0 and <= LongestHubName && char.IsAsciiLetter(name[0]) && name.All(char.IsAsciiLetterOrDigit)
            ? name
            : throw new StartupException($"host.json: extensions.durableTask.hubName '{name}' must begin with a letter and have at most {LongestHubName} letters and digits.");
}
