using System.Security.Cryptography;
using System.Text;
using BackOffice.LocalRuntime.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace BackOffice.LocalRuntime.Http;

/// <summary>What a request may open, by the key it brought.</summary>
/// <param name="Level">Its level; not a hierarchy (H-6).</param>
/// <param name="KeyName">The name of a system key, the owner of a function key.</param>
internal readonly record struct Access(AuthorizationLevel Level, string? KeyName)
{
    public bool IsAdmin => Level == AuthorizationLevel.Admin;

    public bool Opens(HttpFunction function) => function.Level switch
    {
        AuthorizationLevel.Anonymous => true,
        AuthorizationLevel.Function => IsAdmin || (Level == AuthorizationLevel.Function && (KeyName is null || IsFor(function.Function.Name))),
        var level => IsAdmin || Level == level,
    };

    public bool OpensWebhook(string extension) => IsAdmin || (Level == AuthorizationLevel.System && IsFor(AccessKeys.SystemKeyOf(extension)));

    private bool IsFor(string name) => string.Equals(KeyName, name, StringComparison.OrdinalIgnoreCase);
}

/// <summary>The keys of the app, from settings "LocalRuntime:Keys"; those that are needed and absent are made up for this run.</summary>
internal sealed class AccessKeys
{
    public const string Section = "LocalRuntime:Keys";
    public const string Master = "_master";
    public const string HostFunctionKey = "default";

    private const string SystemSuffix = "_extension";

    private readonly Dictionary<string, byte[]> keys = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> generated = new(StringComparer.OrdinalIgnoreCase);
    private readonly bool isOff;

    public AccessKeys(IConfiguration configuration, IEnumerable<IWebhook> webhooks)
    {
        isOff = bool.TryParse(configuration["LocalRuntime:Authentication"], out var on) && !on;
        foreach (var key in configuration.GetSection(Section).GetChildren().Where(key => key.Value is { Length: > 0 }))
        {
            keys[key.Key] = Digest(key.Value!);
        }

        foreach (var name in webhooks.Select(webhook => SystemKeyOf(webhook.Extension)).Concat([Master, HostFunctionKey]).Where(name => !keys.ContainsKey(name)))
        {
            generated[name] = RandomNumberGenerator.GetHexString(40, lowercase: true);
            keys[name] = Digest(generated[name]);
        }
    }

    /// <summary>Keys that no setting gave, to be shown once.</summary>
    public IReadOnlyDictionary<string, string> Generated => generated;

    public static string SystemKeyOf(string extension) => extension + SystemSuffix;

    /// <summary>The header goes before the query; of several values the first counts (H-5).</summary>
    public Access Of(HttpRequest request)
    {
        if (isOff)
        {
            return new Access(AuthorizationLevel.Admin, Master);
        }

        var key = request.Headers.TryGetValue("x-functions-key", out var header) ? header[0] : request.Query["code"].FirstOrDefault();
        return string.IsNullOrEmpty(key) ? default : Resolve(Digest(key));
    }

    private Access Resolve(byte[] given)
    {
        string? found = null;
        foreach (var (name, digest) in keys.OrderBy(key => Rank(key.Key)))
        {
            if (CryptographicOperations.FixedTimeEquals(given, digest))
            {
                found ??= name;
            }
        }

        return found is null ? default : new Access(LevelOf(found), IsHostFunctionKey(found) ? null : found);
    }

    private static int Rank(string name) => LevelOf(name) switch
    {
        AuthorizationLevel.Admin => 0,
        AuthorizationLevel.System => 1,
        _ => IsHostFunctionKey(name) ? 2 : 3,
    };

    private static AuthorizationLevel LevelOf(string name)
    {
        if (string.Equals(name, Master, StringComparison.OrdinalIgnoreCase))
        {
            return AuthorizationLevel.Admin;
        }

        return name.EndsWith(SystemSuffix, StringComparison.OrdinalIgnoreCase) ? AuthorizationLevel.System : AuthorizationLevel.Function;
    }

    private static bool IsHostFunctionKey(string name) => string.Equals(name, HostFunctionKey, StringComparison.OrdinalIgnoreCase);

    private static byte[] Digest(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
