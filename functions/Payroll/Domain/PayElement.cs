using BackOffice.Primitives;

namespace BackOffice.Payroll.Domain;

/// <summary>Something beside the base pay: given by its amount, or by quantity and rate.</summary>
public sealed record PayElement
{
    /// <summary>The code of its line.</summary>
    public required string Code { get; init; }

    public required PayLineKind Kind { get; init; }

    public Treatments Treatments { get; init; }

    public decimal? Amount { get; init; }

    /// <summary>Days, hours or pieces.</summary>
    public decimal? Quantity { get; init; }

    /// <summary>For one of the quantity.</summary>
    public decimal? Rate { get; init; }

    /// <summary>Paid for part of the month like the base pay.</summary>
    public bool IsProrated { get; init; }

    public string? Contract { get; init; }

    public string? Reference { get; init; }

    /// <summary>The earlier month that it corrects.</summary>
    public Period? For { get; init; }
}
