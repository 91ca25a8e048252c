using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;
using BackOffice.Payroll.Domain;
using BackOffice.Storage;

namespace BackOffice.Payroll;

/// <summary>A net that never arrived and that a reversal had taken for paid; written once, and never changed. What of them is set off, the balances know.</summary>
internal sealed class LateReturnRow : ITableEntity
{
    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public int SchemaVersion { get; set; } = 1;

    public string Person { get; set; } = "";

    /// <summary>Counts those of a pay group from 1, without gaps: a round knows them up to a number.</summary>
    public int Number { get; set; }

    /// <summary>When it became known.</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>Of what month, how much, and by which order, as JSON.</summary>
    public string Net { get; set; } = "";

    [IgnoreDataMember]
    public ReturnedNet Returned => RowJson.Read<ReturnedNet>(Net);

    public static LateReturnRow Of(RunRow run, string person, ReturnedNet net) => new()
    {
        PartitionKey = run.PartitionKey,
        RowKey = PayrollKeys.LateReturn(run.Group, person, net.Order),
        Person = person,
        Net = RowJson.Write(net),
    };
}
