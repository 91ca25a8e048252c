using System.Data.Common;

namespace BackOffice.LocalRuntime.Messaging;

/// <summary>What a Service Bus connection string says: Endpoint=sb://host;SharedAccessKeyName=...;SharedAccessKey=...;UseDevelopmentEmulator=true;</summary>
internal sealed record BusConnectionString(string Host)
{
    /// <exception cref="ArgumentException">No endpoint, or no key.</exception>
    public static BusConnectionString Parse(string connectionString)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        var parts = new DbConnectionStringBuilder { ConnectionString = connectionString };
        var signed = Has(parts, "SharedAccessSignature") || (Has(parts, "SharedAccessKeyName") && Has(parts, "SharedAccessKey"));
        return signed && Has(parts, "Endpoint") && Uri.TryCreate((string)parts["Endpoint"], UriKind.Absolute, out var endpoint) && endpoint.Host.Length > 0
            ? new(endpoint.Host)
            : throw new ArgumentException(
                "A Service Bus connection string names an Endpoint (sb://host) and either SharedAccessKeyName with SharedAccessKey, or a SharedAccessSignature.",
                nameof(connectionString));
    }

    private static bool Has(DbConnectionStringBuilder parts, string name)
        => parts.TryGetValue(name, out var value) && value is string { Length: > 0 };
}
