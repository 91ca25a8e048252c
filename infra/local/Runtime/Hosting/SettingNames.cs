using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace BackOffice.LocalRuntime.Hosting;

/// <summary>Replaces %Name% in the arguments of triggers by the setting of that name.</summary>
internal sealed partial class SettingNames(IConfiguration configuration)
{
    /// <exception cref="StartupException">A setting is missing.</exception>
    public string Resolve(string text) => Names().Replace(text, match => Value(match.Groups["name"].Value, text));

    private string Value(string name, string text)
        => configuration[LocalSettings.Key(name)]
            ?? throw new StartupException($"The setting '{name}' is missing and '{text}' needs it: add it to local.settings.json under Values.");

    [GeneratedRegex("%(?<name>[^%]+)%", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Names();
}
