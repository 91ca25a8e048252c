using System.Globalization;
using BackOffice.LocalRuntime.Hosting;
using Microsoft.Extensions.Configuration;

namespace BackOffice.LocalRuntime.Messaging;

/// <summary>extensions.serviceBus of host.json (SB-1).</summary>
internal sealed record ServiceBusOptions(bool AutoCompleteMessages, int MaxConcurrentCalls, TimeSpan MaxAutoLockRenewalDuration)
{
    private const string Section = "AzureFunctionsJobHost:extensions:serviceBus";
    private const int CallsPerCore = 16;

    private static readonly TimeSpan StandardRenewal = TimeSpan.FromMinutes(5);

    /// <exception cref="StartupException">A value cannot be read.</exception>
    public static ServiceBusOptions Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        return new(
            Value(section, "autoCompleteMessages", bool.Parse) ?? true,
            Value(section, "maxConcurrentCalls", Positive) ?? CallsPerCore * Environment.ProcessorCount,
            Value(section, "maxAutoLockRenewalDuration", text => TimeSpan.Parse(text, CultureInfo.InvariantCulture)) ?? StandardRenewal);
    }

    private static T? Value<T>(IConfigurationSection section, string name, Func<string, T> parse)
        where T : struct
    {
        if (section[name] is not { Length: > 0 } text)
        {
            return null;
        }

        try
        {
            return parse(text);
        }
        catch (Exception unreadable) when (unreadable is FormatException or OverflowException)
        {
            throw new StartupException($"host.json: extensions.serviceBus.{name} cannot be '{text}'.", unreadable);
        }
    }

    private static int Positive(string text)
        => int.Parse(text, CultureInfo.InvariantCulture) is > 0 and var number ? number : throw new FormatException("Not above zero.");
}
