namespace BackOffice.Payroll.Domain;

/// <summary>An order to withhold for a creditor.</summary>
public sealed record GarnishmentOrder
{
    public required string Id { get; init; }

    /// <summary>alimony, tax, ordinary, penalty, advance, voluntary: the limits are in the pack.</summary>
    public required string Kind { get; init; }

    /// <summary>Lower first; equal ones share by what they ask for.</summary>
    public required int Priority { get; init; }

    /// <summary>A month; null when a percentage or as much as the law allows.</summary>
    public decimal? MonthlyAmount { get; init; }

    /// <summary>Of the net, 0.2 for a fifth; null when an amount or as much as the law allows.</summary>
    public decimal? Share { get; init; }

    /// <summary>All that may ever be withheld; null when it goes on until it is lifted.</summary>
    public decimal? Total { get; init; }

    public bool IsSuspended { get; init; }

    /// <summary>The id of the creditor.</summary>
    public required string Creditor { get; init; }
}
