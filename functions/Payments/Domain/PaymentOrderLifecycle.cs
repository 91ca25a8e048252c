using System.Text.Json.Serialization;
using BackOffice.Primitives;

namespace BackOffice.Payments.Domain;

/// <summary>Where a payment order is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PaymentOrderState>))]
public enum PaymentOrderState
{
    /// <summary>Takes lines.</summary>
    Draft,

    /// <summary>Its file is written and never changes.</summary>
    Sealed,

    /// <summary>A payer took the file to the bank.</summary>
    Exported,

    /// <summary>The bank took it.</summary>
    Accepted,

    /// <summary>Some lines are paid, returned or rejected.</summary>
    PartlySettled,

    /// <summary>Every line is paid, returned or rejected.</summary>
    Settled,

    /// <summary>Taken back before the export; its debts are free.</summary>
    Cancelled,

    /// <summary>The bank refused every line; its debts are free.</summary>
    Rejected,
}

/// <summary>What can happen to a payment order.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PaymentOrderEvent>))]
public enum PaymentOrderEvent
{
    Open,
    Seal,
    Export,
    Accept,
    SettlePart,
    Settle,
    Reject,
    Cancel,
}

/// <summary>The life of a payment order as a table, and whether its lines still hold their debts.</summary>
public static class PaymentOrderLifecycle
{
    public static TransitionTable<PaymentOrderState, PaymentOrderEvent> Table { get; } = new(new Dictionary<(PaymentOrderState, PaymentOrderEvent), PaymentOrderState>
    {
        [(PaymentOrderState.Draft, PaymentOrderEvent.Seal)] = PaymentOrderState.Sealed,
        [(PaymentOrderState.Draft, PaymentOrderEvent.Cancel)] = PaymentOrderState.Cancelled,
        [(PaymentOrderState.Sealed, PaymentOrderEvent.Export)] = PaymentOrderState.Exported,
        [(PaymentOrderState.Sealed, PaymentOrderEvent.Cancel)] = PaymentOrderState.Cancelled,
        [(PaymentOrderState.Exported, PaymentOrderEvent.Accept)] = PaymentOrderState.Accepted,
        [(PaymentOrderState.Exported, PaymentOrderEvent.SettlePart)] = PaymentOrderState.PartlySettled,
        [(PaymentOrderState.Exported, PaymentOrderEvent.Settle)] = PaymentOrderState.Settled,
        [(PaymentOrderState.Exported, PaymentOrderEvent.Reject)] = PaymentOrderState.Rejected,
        [(PaymentOrderState.Accepted, PaymentOrderEvent.SettlePart)] = PaymentOrderState.PartlySettled,
        [(PaymentOrderState.Accepted, PaymentOrderEvent.Settle)] = PaymentOrderState.Settled,
        [(PaymentOrderState.Accepted, PaymentOrderEvent.Reject)] = PaymentOrderState.Rejected,
        [(PaymentOrderState.PartlySettled, PaymentOrderEvent.Settle)] = PaymentOrderState.Settled,
        [(PaymentOrderState.PartlySettled, PaymentOrderEvent.Reject)] = PaymentOrderState.Rejected,
    });

    /// <summary>A debt of the order cannot be ordered again, unless its own line has failed.</summary>
    public static bool IsLive(this PaymentOrderState state) => state is not (PaymentOrderState.Cancelled or PaymentOrderState.Rejected);

    /// <summary>The bank may have the file, so its answers count.</summary>
    public static bool IsAtBank(this PaymentOrderState state) => state is PaymentOrderState.Exported or PaymentOrderState.Accepted or PaymentOrderState.PartlySettled or PaymentOrderState.Settled;
}
