using System.Globalization;
using System.Runtime.Serialization;
using System.Text.Json.Serialization;
using Azure;
using Azure.Data.Tables;
using BackOffice.Primitives;
using NodaTime;
using NodaTime.Text;

namespace BackOffice.Payments;

/// <summary>How far a movement is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MovementState>))]
internal enum MovementState
{
    /// <summary>Its message is being worked off and may add to it.</summary>
    Open,

    /// <summary>Its figures stay as they are; the owner is to record it.</summary>
    Fixed,

    Recorded,
}

/// <summary>
/// Money that moved, of one message and one day. It grows in the same transactions that mark the lines, so that each line counts
/// once however often banks tell of it; once it is handed to the owner it never changes.
/// </summary>
internal sealed class PaymentMovementRow : ITableEntity
{
    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public int SchemaVersion { get; set; } = 1;

    public MovementState State { get; set; }

    /// <summary>What sort of debts.</summary>
    public string Kind { get; set; } = "";

    /// <summary>The message or command by its correlation.</summary>
    public string Message { get; set; } = "";

    public string Reason { get; set; } = "";

    public string Day { get; set; } = "";

    public string CurrencyCode { get; set; } = "";

    /// <summary>In minor units.</summary>
    public long Paid { get; set; }

    /// <summary>In minor units.</summary>
    public long Returned { get; set; }

    [IgnoreDataMember]
    public int Number => int.Parse(RowKey.AsSpan(RowKey.LastIndexOf('|') + 1), NumberStyles.None, CultureInfo.InvariantCulture);

    public PaymentMovement Read(PaymentOrderReference order)
    {
        var currency = Currency.Of(CurrencyCode);
        return new(order, Number, LocalDatePattern.Iso.Parse(Day).Value, Money.FromMinorUnits(Paid, currency), Money.FromMinorUnits(Returned, currency), Reason);
    }

    public static PaymentMovementRow Of(PaymentOrderRow order, int number, (string Kind, LocalDate Day) of) => new()
    {
        PartitionKey = order.PartitionKey,
        RowKey = PaymentKeys.Movement(order.Reference.OrderId, number),
        Kind = of.Kind,
        Day = LocalDatePattern.Iso.Format(of.Day),
        CurrencyCode = order.ReadTerms().Currency.Code,
    };
}
