namespace BackOffice.Payroll.Domain.Countries;

/// <summary>The figures of a Polish pack, read once.</summary>
internal sealed class PolandLaw(RulePack pack)
{
    /// <summary>On the day of the payment: for the Labour Fund and what creditors leave.</summary>
    public decimal MinimumWage { get; } = pack.Rule("minimum.wage").Value("month");

    public decimal HoursOfDay { get; } = pack.Rule("working.time").Value("day");

    /// <summary>Of the year, for pension and disability together with all payers.</summary>
    public decimal Cap { get; } = pack.Rule("zus.cap").Value("year");

    public Contribution Pension { get; } = Contribution.Of(pack, "zus.pension", "employee");

    public Contribution Disability { get; } = Contribution.Of(pack, "zus.disability", "employee");

    public Contribution Sickness { get; } = Contribution.Of(pack, "zus.sickness", "employee");

    public Contribution EmployerPension { get; } = Contribution.Of(pack, "zus.pension", "employer");

    public Contribution EmployerDisability { get; } = Contribution.Of(pack, "zus.disability", "employer");

    public Contribution Accident { get; } = Contribution.Of(pack, "zus.accident", "employer");

    public Contribution LabourFund { get; } = Contribution.Of(pack, "fp", "employer");

    public Contribution BenefitsFund { get; } = Contribution.Of(pack, "fgsp", "employer");

    public Contribution Health { get; } = Contribution.Of(pack, "zus.health", "rate");

    public Contribution NotionalTax { get; } = Contribution.Of(pack, "zus.health.limit", "rate");

    public decimal NotionalReduction { get; } = pack.Rule("zus.health.limit").Value("reduction");

    public Contribution PpkEmployee { get; } = Contribution.Of(pack, "ppk.employee", "rate");

    public Contribution PpkEmployer { get; } = Contribution.Of(pack, "ppk.employer", "rate");

    public int WomensAge { get; } = decimal.ToInt32(pack.Rule("fp").Value("women"));

    public int MensAge { get; } = decimal.ToInt32(pack.Rule("fp").Value("men"));

    public decimal Costs { get; } = pack.Rule("pit.costs").Value("month");

    public decimal Reduction { get; } = pack.Rule("pit.reduction").Value("month");

    public PayRule TaxBase { get; } = pack.Rule("pit.base");

    public PayRule Tax { get; } = pack.Rule("pit");

    public PayRule Relief { get; } = pack.Rule("pit.relief");

    public decimal ReliefLimit { get; } = pack.Rule("pit.relief").Value("year");

    public int ReliefAge { get; } = decimal.ToInt32(pack.Rule("pit.relief").Value("age"));

    public PayRule SickReduction { get; } = pack.Rule("absence.sick");

    public PayRule UnpaidReduction { get; } = pack.Rule("absence.unpaid");

    public PayRule SickBase { get; } = pack.Rule("sick.base");

    public PayRule SickPay { get; } = pack.Rule("sick.employer");

    public PayRule SickBenefit { get; } = pack.Rule("sick.insurance");

    public decimal GarnishedTotal { get; } = pack.Rule("garnishment").Value("total");

    public PayRule Protected { get; } = pack.Rule("garnishment.protected");

    /// <summary>Share of the net, and share of the net of the minimum wage that is left, by kind.</summary>
    public IReadOnlyDictionary<string, (decimal Share, decimal Protected)> Garnishments { get; }
        = new[] { "alimony", "ordinary", "advance", "penalty", "voluntary", "voluntary-employer" }
            .ToDictionary(kind => kind, kind => (pack.Rule("garnishment." + kind).Value("share"), pack.Rule("garnishment." + kind).Value("protected")), StringComparer.Ordinal);
}

/// <summary>A rate on a base, with the rule that says it.</summary>
/// <param name="Rule">Rounds it.</param>
/// <param name="Rate">As a fraction.</param>
internal sealed record Contribution(PayRule Rule, decimal Rate)
{
    public static Contribution Of(RulePack pack, string rule, string rate) => new(pack.Rule(rule), pack.Rule(rule).Value(rate));

    public decimal On(decimal @base) => Rule.Round(@base * Rate);
}
