using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;
using BackOffice.Payments.Domain;
using BackOffice.Primitives;
using BackOffice.Storage;
using BackOffice.Tenancy;

namespace BackOffice.Payments;

/// <summary>A payment order as it is kept; every change of state is a row of its own beside it.</summary>
internal sealed class PaymentOrderRow : ITableEntity
{
    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public int SchemaVersion { get; set; } = 1;

    public PaymentOrderState State { get; set; }

    /// <summary>The terms as JSON.</summary>
    public string Terms { get; set; } = "";

    public string PreparedBy { get; set; } = "";

    public DateTimeOffset OpenedAt { get; set; }

    /// <summary>Parts 1 to this one are in the file; 0 until a seal began, and from then on nothing is added.</summary>
    public int Parts { get; set; }

    /// <summary>The creation time in the file, fixed when the seal begins.</summary>
    public DateTimeOffset? SealedAt { get; set; }

    public int Count { get; set; }

    /// <summary>In minor units.</summary>
    public long Sum { get; set; }

    public string? FileDigest { get; set; }

    public string? ExportedBy { get; set; }

    public DateTimeOffset? ExportedAt { get; set; }

    public int Paid { get; set; }

    public int Returned { get; set; }

    public int Rejected { get; set; }

    /// <summary>Of rejected lines, in minor units: a bank that books the batch as one sum leaves them out.</summary>
    public long RejectedSum { get; set; }

    public DateTimeOffset? CancelledAt { get; set; }

    /// <summary>Lines were marked, and the owners of the debts may not know all of it, or not have recorded it.</summary>
    public bool HasNews { get; set; }

    /// <summary>The messages and words, by their correlations, of which owners may not know everything, as JSON: each is concluded by whoever told it, or by the sweep.</summary>
    public string? NewsOf { get; set; }

    /// <summary>When the newest mark was made.</summary>
    public DateTimeOffset? NewsAt { get; set; }

    /// <summary>A payer says that all of it was paid: the day, his name and his words, as JSON; null where the bank answers.</summary>
    public string? PaidByHand { get; set; }

    public int Version { get; set; }

    [IgnoreDataMember]
    public PaymentOrderReference Reference => new(PartitionKey[..PartitionKey.IndexOf('|', StringComparison.Ordinal)], RowKey[PaymentKeys.OrderPrefix.Length..]);

    [IgnoreDataMember]
    public bool TakesParts => State == PaymentOrderState.Draft && Parts == 0;

    /// <summary>A part of it is, or may yet come to be, in the file.</summary>
    public bool Holds(int part) => Parts == 0 || part <= Parts;

    /// <summary>Lines whose end is known.</summary>
    [IgnoreDataMember]
    public int Ended => Paid + Returned + Rejected;

    public IReadOnlyList<string> ReadNews() => NewsOf is null ? [] : RowJson.Read<string[]>(NewsOf);

    /// <summary>Something is marked that the owners are to hear of.</summary>
    public void AddNews(Actor actor)
    {
        (HasNews, NewsAt) = (true, actor.Now);
        if (!ReadNews().Contains(actor.Correlation))
        {
            NewsOf = RowJson.Write(ReadNews().Append(actor.Correlation));
        }
    }

    /// <summary>The owners know what these told. What others told stays flagged: a crash may have come before anybody heard of it.</summary>
    public void EndNews(IReadOnlyCollection<string> told)
    {
        var left = ReadNews().Where(news => !told.Contains(news)).ToArray();
        (HasNews, NewsAt, NewsOf) = left.Length > 0 ? (true, NewsAt, RowJson.Write(left)) : (false, null, null);
    }

    public PaymentOrderTerms ReadTerms() => RowJson.Read<PaymentOrderTerms>(Terms);

    public PaymentBatch Batch() => new(PaymentKeys.Tag(Reference), ReadTerms(), SealedAt!.Value, Count, Money.FromMinorUnits(Sum, ReadTerms().Currency).Amount);

    public PaymentOrderSummary Summary() => new(Reference, State, Count, Money.FromMinorUnits(Sum, ReadTerms().Currency))
    {
        FileDigest = FileDigest,
        Paid = Paid,
        Returned = Returned,
        Rejected = Rejected,
        OpenedAt = OpenedAt,
        CancelledAt = CancelledAt,
    };

    public bool Takes(PaymentOrderEvent @event) => PaymentOrderLifecycle.Table.Next(State, @event) is not null;

    public TableTransactionAction Replaced() => new(TableTransactionActionType.UpdateReplace, this, ETag);

    /// <summary>Moves to the next state.</summary>
    /// <returns>Both rows: the order and its history.</returns>
    /// <exception cref="TransitionRefusedException">The table has no such move.</exception>
    public TableTransactionAction[] Move(PaymentOrderEvent @event, Actor actor, string reason)
    {
        var next = PaymentOrderLifecycle.Table.Next(State, @event) ?? throw TransitionRefusedException.For(PaymentOrderLifecycle.Table, State, @event);
        var change = new PaymentOrderChange(@event, State, next, actor.Name, actor.Now, actor.LocalTime, reason, actor.Correlation);
        State = next;
        return [Replaced(), History(change)];
    }

    /// <summary>A row of the history that moves nothing, or begins it.</summary>
    public TableTransactionAction History(PaymentOrderChange change)
        => new(TableTransactionActionType.Add, new TableEntity(PartitionKey, PaymentKeys.Change(Reference.OrderId, ++Version))
        {
            ["SchemaVersion"] = 1,
            ["Change"] = RowJson.Write(change),
        });

    public static PaymentOrderRow Of(PaymentOrderRequest request, DateTimeOffset now) => new()
    {
        PartitionKey = PaymentKeys.Partition(request.Order.Tenant),
        RowKey = PaymentKeys.Order(request.Order.OrderId),
        State = PaymentOrderState.Draft,
        Terms = RowJson.Write(request.Terms),
        PreparedBy = request.PreparedBy,
        OpenedAt = now,
    };
}

/// <summary>One change of a payment order; written once, never changed.</summary>
/// <param name="Event">What happened.</param>
/// <param name="From">The state before.</param>
/// <param name="To">The state after.</param>
/// <param name="Actor">The account, or the process that acted by itself.</param>
/// <param name="At">By UTC.</param>
/// <param name="LocalTime">The tenant's wall clock with its offset and zone.</param>
/// <param name="Reason">In the words of the actor, or the message of the bank by its digest.</param>
/// <param name="Correlation">The command or process it was part of.</param>
internal sealed record PaymentOrderChange(PaymentOrderEvent? Event, PaymentOrderState From, PaymentOrderState To, string Actor, DateTimeOffset At, string LocalTime, string Reason, string Correlation);
