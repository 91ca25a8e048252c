using Microsoft.Extensions.Configuration;

namespace BackOffice.LocalRuntime.Hosting;

/// <summary>What settings say of a function besides its attributes.</summary>
internal sealed class FunctionSettings(IConfiguration configuration)
{
    private readonly SettingNames names = new(configuration);

    /// <summary>Puts the values of settings in the place of %Name%.</summary>
    /// <exception cref="StartupException">A setting is missing.</exception>
    public string Resolve(string? written) => names.Resolve(written ?? string.Empty);

    /// <summary>A setting by its name; null when it is absent or empty.</summary>
    public string? Find(string name) => configuration[name] is { Length: > 0 } value ? value : null;
}
