using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;
using BackOffice.Tenancy;

namespace BackOffice.Closing;

/// <summary>A signature under a step of a round: written once, never changed; those of earlier rounds stay.</summary>
internal sealed class SignatureRow : ITableEntity
{
    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public int SchemaVersion { get; set; } = 1;

    public string SignedBy { get; set; } = "";

    public DateTimeOffset SignedAt { get; set; }

    public string LocalTime { get; set; } = "";

    public string Comment { get; set; } = "";

    public string Correlation { get; set; } = "";

    [IgnoreDataMember]
    public int Round => int.Parse(RowKey.Split('|')[2], System.Globalization.CultureInfo.InvariantCulture);

    [IgnoreDataMember]
    public string Step => RowKey.Split('|')[3];

    public static SignatureRow Of(CloseStepReference step, Actor actor, string comment) => new()
    {
        PartitionKey = ClosingKeys.Partition(step.Close.Tenant),
        RowKey = ClosingKeys.Signature(step.Close.Period, step.Close.Round, step.Step),
        SignedBy = actor.Name,
        SignedAt = actor.Now,
        LocalTime = actor.LocalTime,
        Comment = comment,
        Correlation = actor.Correlation,
    };
}
