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

    /// <summary>The person who holds the money, whatever the state says; null when nobody does. Only a release takes it off.</summary>
    public string? HeldBy { get; set; }

    public string? HeldReason { get; set; }

    /// <summary>The run that took this person's slip back; null where none did, and where the whole run was taken back.</summary>
    public string? ReversedBy { get; set; }

    /// <summary>Why no slip could be made, as JSON.</summary>
    public string Problems { get; set; } = "[]";

    /// <summary>A person holds the money, not the process because an order refused it.</summary>
    [IgnoreDataMember]
    public bool IsHeldByPerson => State == PersonState.Held && Actor != PayrollNotices.Process;

    [IgnoreDataMember]
    public string Person => RowKey[PayrollKeys.PersonPrefix.Length..];

    /// <summary>The write after which the person is like all the others again, or held as before.</summary>
    public TableTransactionAction Clear()
    {
        if (HeldBy is null)
        {
            return new(TableTransactionActionType.Delete, this, ETag);
        }

        (State, Actor, Reason, Problems) = (PersonState.Held, HeldBy, HeldReason ?? "", "[]");
        return new(TableTransactionActionType.UpdateReplace, this, ETag);
    }

    public IReadOnlyList<PayProblem> ReadProblems() => RowJson.Read<PayProblem[]>(Problems);

    public static PersonRow Of(RunReference run, string person) => new() { PartitionKey = PayrollKeys.RunPartition(run), RowKey = PayrollKeys.Person(person) };
}
