using BackOffice.Payroll.Domain;

namespace BackOffice.Payroll;

/// <summary>An order of a question: an amount, a share, or as much as the law allows where both are left out.</summary>
/// <param name="Kind">alimony, tax, ordinary, penalty, advance, voluntary.</param>
internal sealed record WhatIfGarnishment(string Kind)
{
    /// <summary>Lower first; equal ones share by what they ask for.</summary>
    public int Priority { get; init; } = 1;

    /// <summary>A month.</summary>
    public decimal? MonthlyAmount { get; init; }

    /// <summary>Of the net, 0.2 for a fifth.</summary>
    public decimal? Share { get; init; }

    /// <summary>All that is still to be withheld; without an end when left out.</summary>
    public decimal? Total { get; init; }

    /// <summary>The order, named by its place: 1 for the first.</summary>
    public GarnishmentOrder At(int place) => new()
    {
        Id = $"{place}",
        Kind = Kind,
        Priority = Priority,
        MonthlyAmount = MonthlyAmount,
        Share = Share,
        Total = Total,
        Creditor = WhatIfCheck.Key,
    };
}
