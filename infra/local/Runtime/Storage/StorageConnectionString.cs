namespace BackOffice.LocalRuntime.Storage;

/// <summary>The parts of a storage connection string that a client needs, emulator shorthand included.</summary>
internal sealed record StorageConnectionString(string AccountName, string AccountKey, Uri BlobEndpoint, Uri QueueEndpoint, Uri TableEndpoint)
{
    public const string EmulatorAccount = "devstoreaccount1";

    /// <summary>The key every storage emulator has, published in its documentation: it protects nothing.</summary>
    public const string EmulatorKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    /// <exception cref="FormatException">A part is missing or unreadable; the message never shows the key.</exception>
    public static StorageConnectionString Parse(string connectionString)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        var parts = Split(connectionString);
        return IsEmulator(parts)
            ? ForPorts(EmulatorAccount, EmulatorKey, new AzuritePorts(10000, 10001, 10002))
            : FromParts(parts);
    }

    public static StorageConnectionString ForPorts(string account, string key, AzuritePorts ports)
    {
        return new(account, key, Endpoint(ports.Blob), Endpoint(ports.Queue), Endpoint(ports.Table));

        Uri Endpoint(int port) => new($"http://127.0.0.1:{port}/{account}");
    }

    public override string ToString()
        => $"DefaultEndpointsProtocol={BlobEndpoint.Scheme};AccountName={AccountName};AccountKey={AccountKey};"
            + $"BlobEndpoint={BlobEndpoint};QueueEndpoint={QueueEndpoint};TableEndpoint={TableEndpoint};";

    private static StorageConnectionString FromParts(Dictionary<string, string> parts)
    {
        var account = Required("AccountName");
        return new(account, Required("AccountKey"), Endpoint("Blob"), Endpoint("Queue"), Endpoint("Table"));

        string Required(string name)
            => parts.TryGetValue(name, out var value) && value.Length > 0
                ? value
                : throw new FormatException($"The storage connection string has no {name}.");

        Uri Endpoint(string service)
            => parts.TryGetValue($"{service}Endpoint", out var explicitEndpoint)
                ? new Uri(explicitEndpoint)
                : new Uri($"{parts.GetValueOrDefault("DefaultEndpointsProtocol", "https")}://{account}.{service.ToLowerInvariant()}.{parts.GetValueOrDefault("EndpointSuffix", "core.windows.net")}");
    }

    private static bool IsEmulator(Dictionary<string, string> parts)
        => parts.TryGetValue("UseDevelopmentStorage", out var value) && bool.TryParse(value, out var isEmulator) && isEmulator;

    private static Dictionary<string, string> Split(string connectionString)
    {
        var parts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in connectionString.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                throw new FormatException("A part of the storage connection string is not of the form name=value.");
            }

            parts[part[..equals].Trim()] = part[(equals + 1)..].Trim();
        }

        return parts;
    }
}
