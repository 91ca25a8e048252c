using System.Text.Json.Serialization;

namespace BackOffice.Payroll.Domain;

/// <summary>How one person stands in a run.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PersonState>))]
public enum PersonState
{
    Pending,
    Calculated,

    /// <summary>No slip could be made; the reasons are kept.</summary>
    Failed,

    /// <summary>Left out of the run, with a reason.</summary>
    Excluded,

    /// <summary>Has a slip, is posted, and is not paid until released.</summary>
    Held,

    Approved,

    /// <summary>The net is in a payment order; the bank has not told of it.</summary>
    Ordered,

    Paid,

    /// <summary>The payment came back; the debt is open again.</summary>
    Returned,

    /// <summary>Taken back by another run.</summary>
    Reversed,
}
