using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;
using BackOffice.Payroll.Domain;
using BackOffice.Storage;

namespace BackOffice.Payroll;

/// <summary>A person of a run who is not simply like all the others: failed, left out, held, returned. The others have no row.</summary>
internal sealed class PersonRow : ITableEntity
{
    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public int SchemaVersion { get; set; } = 1;

    public PersonState State { get; set; }

    /// <summary>The round it was found in, or decided in.</summary>
    public int Round { get; set; }

    /// <summary>In the words of who left out or held; empty for a failure.</summary>
    public string Reason { get; set; } = "";

    public string Actor { get; set; } = "";

    public DateTimeOffset At { get; set; }

    /// <summary>Why no slip could be made, as JSON.</summary>
    public string Problems { get; set; } = "[]";

    [IgnoreDataMember]
    public string Person => RowKey[PayrollKeys.PersonPrefix.Length..];

    public IReadOnlyList<PayProblem> ReadProblems() => RowJson.Read<PayProblem[]>(Problems);

    public static PersonRow Of(RunReference run, string person) => new() { PartitionKey = PayrollKeys.RunPartition(run), RowKey = PayrollKeys.Person(person) };
}
