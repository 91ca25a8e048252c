using System.Diagnostics.CodeAnalysis;
using Azure.Core;

namespace Azure.Data.Tables;

/// <summary>Retries, transport and diagnostics of a table client.</summary>
public class TableClientOptions(TableClientOptions.ServiceVersion serviceVersion = TableClientOptions.ServiceVersion.V2020_12_06) : ClientOptions
{
    internal string VersionHeader { get; } = serviceVersion switch
    {
        ServiceVersion.V2019_02_02 => "2019-02-02",
        ServiceVersion.V2020_12_06 => "2020-12-06",
        _ => throw new ArgumentOutOfRangeException(nameof(serviceVersion)),
    };

    /// <summary>The service's protocol versions.</summary>
    [SuppressMessage("Naming", "CA1707:Identifiers should not contain underscores", Justification = "The names of the real package.")]
    public enum ServiceVersion
    {
        V2019_02_02 = 1,
        V2020_12_06 = 2,
    }
}
