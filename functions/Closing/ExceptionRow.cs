using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;
using BackOffice.Closing.Domain;
using BackOffice.Primitives;
using BackOffice.Tenancy;

namespace BackOffice.Closing;

/// <summary>An exception as it was granted: written once; it ends by its time.</summary>
internal sealed class ExceptionRow : ITableEntity
{
    public const string Prefix = "exception|";

    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public int SchemaVersion { get; set; } = 1;

    /// <summary>The account that may post.</summary>
    public string Person { get; set; } = "";

    public DateTimeOffset Until { get; set; }

    public string Reason { get; set; } = "";

    public string GrantedBy { get; set; } = "";

    public DateTimeOffset GrantedAt { get; set; }

    public string LocalTime { get; set; } = "";

    [IgnoreDataMember]
    public string Id => RowKey.Split('|')[3];

    [IgnoreDataMember]
    public PostingExemption Exemption => new(Ledgers.Find(RowKey.Split('|')[1])!.Value, Period.Parse(RowKey.Split('|')[2]), Person, Until);

    public static ExceptionRow Of(string tenant, PostingExemption exception, Actor actor, string reason) => new()
    {
        PartitionKey = ClosingKeys.Partition(tenant),
        RowKey = ClosingKeys.ExceptionPrefix(exception.Ledger, exception.Period) + actor.Correlation,
        Person = exception.Person,
        Until = exception.Until,
        Reason = reason,
        GrantedBy = actor.Name,
        GrantedAt = actor.Now,
        LocalTime = actor.LocalTime,
    };
}
