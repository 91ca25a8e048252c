using System.Collections.Frozen;
using NodaTime;

namespace BackOffice.Payroll.Domain;

/// <summary>
/// The payroll law of one country, where it is more than figures. Adding a country is one class of this kind and its packs;
/// it is found by itself.
/// </summary>
public interface ICountryRules
{
    /// <summary>ISO 3166 alpha-2.</summary>
    string Country { get; }

    /// <summary>What it wants to know of employers, people, contracts and absences beyond the common terms.</summary>
    IReadOnlyList<FactDefinition> Facts { get; }

    /// <summary>The sums of earlier pay that a year can be opened with, beside those of every country.</summary>
    IReadOnlyList<OpeningDefinition> Openings => [];

    /// <summary>The day whose pack holds for a month's pay: the day of the payment, or one of the month of the work, as its law says.</summary>
    LocalDate RulesOn(Period period, LocalDate payDay) => payDay;

    /// <summary>Reads the figures it needs once; a slip then looks nothing up.</summary>
    /// <exception cref="RulePackException">A figure is missing.</exception>
    ICountryCalculation Prepare(RulePack pack);
}

/// <summary>The law of a country under one pack. Pure: it only adds lines, balances and alerts to the sheet.</summary>
public interface ICountryCalculation
{
    /// <summary>
    /// Contributions of the employee that the employer bears where too little was withheld for a month that is paid, with the code of the line
    /// that charges them to him; what was withheld too much is given back. Of those not named, nothing is corrected.
    /// </summary>
    IReadOnlyDictionary<string, string> Borne => FrozenDictionary<string, string>.Empty;

    /// <summary>What this country's rules miss or refuse in a case; empty when a slip can be made.</summary>
    IEnumerable<PayProblem> ProblemsOf(PayCase pay);

    /// <summary>The month, and so the year, whose sums the slip adds to: that of the work, or that of the payment where the law looks at it.</summary>
    Period MonthOf(PayCase pay) => pay.Period;

    /// <summary>The hours that an hour's pay of somebody paid by the month is divided by.</summary>
    decimal HoursOfMonth(ContractSpell spell, WorkMonth month);

    /// <summary>The hours to be worked from one day of the month to another, both included: what pay for part of a month by hours is measured by.</summary>
    decimal HoursIn(ContractSpell spell, WorkMonth month, (LocalDate From, LocalDate To) days)
        => month.WorkingDaysIn(days.From, days.To) * spell.WeeklyHours / spell.DaysPerWeek;

    /// <summary>Takes off the pay for time not worked and adds what is paid instead. The base pay and its elements are on the sheet.</summary>
    void PayAbsences(PaySheet sheet);

    /// <summary>Contributions, tax and credits on all earnings and benefits of the sheet, and what the employer owes on top.</summary>
    void Withhold(PaySheet sheet);

    /// <summary>How much of the net may be withheld for creditors.</summary>
    GarnishmentLimits LimitsOf(PaySheet sheet);
}

/// <summary>What the law leaves creditors of a person's net.</summary>
/// <param name="ByKind">For each kind of order: at most this share of the net, and at least this much left to the person.</param>
/// <param name="TotalShare">At most this share of the net for all orders together.</param>
/// <param name="Rule">The rule of the pack.</param>
public sealed record GarnishmentLimits(IReadOnlyDictionary<string, GarnishmentLimit> ByKind, decimal TotalShare, string Rule)
{
    /// <summary>Where no pack knows garnishments.</summary>
    public static GarnishmentLimits Unlimited { get; } = new(new Dictionary<string, GarnishmentLimit>(), 1, "garnishment");
}

/// <summary>The limit of one kind of order.</summary>
/// <param name="Share">Of the net, at most.</param>
/// <param name="ProtectedNet">What is left to the person at least, whatever the share.</param>
/// <param name="Most">At most so much a month, as a maximum that is no plain share says; null when only the share counts.</param>
public sealed record GarnishmentLimit(decimal Share, decimal ProtectedNet = 0, decimal? Most = null)
{
    /// <summary>Kinds of one group share one limit; null when the kind has its own.</summary>
    public string? Group { get; init; }

    /// <summary>Not counted in the total of all orders; its share is of what those left.</summary>
    public bool IsBesideTotal { get; init; }
}
