namespace BackOffice.Payroll.Domain.Countries;

/// <summary>What is true of a person and an employer beyond terms and time: as the facts say, else as the pack does.</summary>
internal sealed record ItalianTerms
{
    private const decimal PerCent = 100;

    private static readonly Dictionary<string, decimal> None = [];

    /// <summary>INPS, employee, as a fraction.</summary>
    public required decimal Contribution { get; init; }

    public required decimal EmployerContribution { get; init; }

    public required decimal Inail { get; init; }

    /// <summary>First insured after 1995: contributions stop at the ceiling of the year.</summary>
    public bool IsCapped { get; init; } = true;

    /// <summary>Of the fund that both sides pay; null where one fund has all.</summary>
    public string? PensionFundCode { get; init; }

    public decimal PensionFund { get; init; }

    public decimal PensionFundEmployer { get; init; }

    public bool DeductionsWaived { get; init; }

    public bool TreatmentWaived { get; init; }

    /// <summary>Neither the sum added for low incomes nor the further deduction.</summary>
    public bool SumWaived { get; init; }

    public bool SubstituteWaived { get; init; }

    public bool IsFixedTerm { get; init; }

    /// <summary>Income that is not from employment.</summary>
    public decimal OtherIncome { get; init; }

    public EarlierEmployment Earlier { get; init; }

    /// <summary>What the person expects to be taxed on here this year; null when it is to be estimated.</summary>
    public decimal? ExpectedIncome { get; init; }

    /// <summary>Employment income of last year, for substitute taxes; null when nobody said.</summary>
    public decimal? IncomeOfLastYear { get; init; }

    public decimal? SeparateRate { get; init; }

    public string? Region { get; init; }

    public string? Municipality { get; init; }

    /// <summary>Tables that the employer gives; they go before the pack's.</summary>
    public ItalianOwnSurtaxes? Surtaxes { get; init; }

    /// <summary>A word of the fact; null for the employer.</summary>
    public string? SeveranceGoesTo { get; init; }

    public bool SeveranceIsHeld { get; init; }

    /// <summary>By month, in per cent; they go before the pack's.</summary>
    public IReadOnlyDictionary<string, decimal> SeveranceCoefficients { get; init; } = None;

    /// <summary>A person with several contracts of one employer is insured as by the first of them.</summary>
    public static ItalianTerms Of(PayCase pay, ItalianLaw law)
    {
        var facts = pay.Facts.OverriddenBy(pay.Contracts[0].Facts);
        return new ItalianTerms
        {
            Contribution = Rate(facts, ItalianFacts.Inps, law.Contributions.Rate),
            EmployerContribution = Rate(facts, ItalianFacts.InpsEmployer, law.Employer.Rate),
            Inail = Rate(facts, ItalianFacts.Inail, law.Employer.Inail),
            IsCapped = !facts.Flag(ItalianFacts.BeforeNinetySix),
            PensionFundCode = facts.Word(ItalianFacts.PensionFundCode),
            PensionFund = Rate(facts, ItalianFacts.PensionFund, 0),
            PensionFundEmployer = Rate(facts, ItalianFacts.PensionFundEmployer, 0),
            DeductionsWaived = facts.Flag(ItalianFacts.DeductionsWaived),
            TreatmentWaived = facts.Flag(ItalianFacts.TreatmentWaived),
            SumWaived = facts.Flag(ItalianFacts.SumWaived),
            SubstituteWaived = facts.Flag(ItalianFacts.SubstituteWaived),
            IsFixedTerm = facts.Flag(ItalianFacts.FixedTerm),
            OtherIncome = facts.Number(ItalianFacts.OtherIncome),
            Earlier = EarlierEmployment.Of(facts),
            ExpectedIncome = facts.Has(ItalianFacts.ExpectedIncome) ? facts.Number(ItalianFacts.ExpectedIncome) : null,
            IncomeOfLastYear = facts.Has(ItalianFacts.IncomeOfLastYear) ? facts.Number(ItalianFacts.IncomeOfLastYear) : null,
            SeparateRate = facts.Has(ItalianFacts.SeparateRate) ? facts.Number(ItalianFacts.SeparateRate) / PerCent : null,
            Region = facts.Word(ItalianFacts.Region),
            Municipality = facts.Word(ItalianFacts.Municipality),
            Surtaxes = ItalianOwnSurtaxes.Of(facts),
            SeveranceGoesTo = facts.Word(ItalianFacts.SeveranceGoesTo),
            SeveranceIsHeld = facts.Flag(ItalianFacts.SeveranceIsHeld),
            SeveranceCoefficients = facts.Word(ItalianFacts.SeveranceCoefficients) is { } text && ItalianRevaluation.CoefficientsOf(text) is { } own ? own : None,
        };
    }

    private static decimal Rate(Facts facts, string name, decimal otherwise) => facts.Has(name) ? facts.Number(name) / PerCent : otherwise;
}

/// <summary>What other employers of the same year certified, when the person asked that it be settled here (art. 23 c. 4 DPR 600/1973).</summary>
internal readonly record struct EarlierEmployment(decimal Income, decimal Tax, int Days, decimal Sum, decimal Treatment)
{
    public static EarlierEmployment Of(Facts facts) => facts.Has(ItalianFacts.EarlierIncome)
        ? new(facts.Number(ItalianFacts.EarlierIncome), facts.Number(ItalianFacts.EarlierTax), (int)facts.Number(ItalianFacts.EarlierDays), facts.Number(ItalianFacts.EarlierSum), facts.Number(ItalianFacts.EarlierTreatment))
        : default;
}
