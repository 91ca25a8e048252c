namespace BackOffice.Payroll.Domain.Countries;

/// <summary>What the Italian rules ask of employers, people, contracts and absences.</summary>
internal static class ItalianFacts
{
    public const string Inps = "inps.rate";
    public const string InpsEmployer = "inps.employer.rate";
    public const string Inail = "inail.rate";
    public const string BeforeNinetySix = "inps.before-1996";
    public const string HourlyDivisor = "hourly-divisor";
    public const string PensionFundCode = "pension-fund";
    public const string PensionFund = "pension-fund.rate";
    public const string PensionFundEmployer = "pension-fund.employer.rate";
    public const string DeductionsWaived = "deductions.waived";
    public const string TreatmentWaived = "ti.waived";
    public const string SumWaived = "somma.waived";
    public const string SubstituteWaived = "substitute-tax.waived";
    public const string FixedTerm = "fixed-term";
    public const string OtherIncome = "other-income";
    public const string EarlierIncome = "previous-income";
    public const string EarlierTax = "previous-income.irpef";
    public const string EarlierDays = "previous-income.days";
    public const string EarlierSum = "previous-income.somma";
    public const string EarlierTreatment = "previous-income.ti";
    public const string ExpectedIncome = "expected-income";
    public const string IncomeOfLastYear = "income.last-year";
    public const string SeparateRate = "separate-tax.rate";
    public const string Region = "region";
    public const string Municipality = "comune";
    public const string Surtaxes = "surtaxes";
    public const string SeveranceGoesTo = "tfr.destination";
    public const string SeveranceIsHeld = "tfr.held";
    public const string SeveranceCoefficients = "tfr.coefficients";
    public const string SickFirstDay = "sick.first-day";
    public const string TopUp = "absence.top-up";

    private const decimal All = 100;
    private const decimal Most = 1_000_000_000;

    public static IReadOnlyList<FactDefinition> Definitions { get; } =
    [
        .. DebtTerms.Facts,
        Number(Inps, "INPS, employee, per cent; as the pack says (9.19) when not said. 9.49 above 15 employees, 5.84 for apprentices.", All),
        Number(InpsEmployer, "INPS, employer, per cent; as the pack says (28.98) when not said.", All),
        Number(Inail, "INAIL premium, per cent of the INPS base; none when not said.", All),
        Flag(BeforeNinetySix, "First insured before 1996: no yearly ceiling of contributions. Not said: after 1995, with the ceiling."),
        Number(HourlyDivisor, "Hours that a full-time month's pay is divided by: 168, 173; as the pack says when not said. Of the contract.", 1_000) with { Range = (1, 1_000) },
        new(PensionFundCode, FactKind.Word, "Code of the pension fund, as the payees of the pay group name it. Not said: the one fund of all."),
        Number(PensionFund, "Pension fund, employee, per cent of the pay that counts for TFR; none when not said.", All),
        Number(PensionFundEmployer, "Pension fund, employer, per cent of the pay that counts for TFR; none when not said.", All),
        Flag(DeductionsWaived, "No deductions of art. 12 and 13 TUIR here, as another employer grants them. Not said: granted."),
        Flag(TreatmentWaived, "No trattamento integrativo. Not said: paid when due."),
        Flag(SumWaived, "No somma integrativa and no ulteriore detrazione. Not said: granted when due."),
        Flag(SubstituteWaived, "Ordinary taxation of what a substitute tax could be taken from. Not said: the substitute tax."),
        Flag(FixedTerm, "Employed for a fixed term: a higher minimum of the deduction. Not said: open-ended."),
        Number(OtherIncome, "Income of the year that is not from employment, euro, for the total income; 0 when not said.", Most),
        Number(EarlierIncome, "Employment income of earlier employers of the year, euro, to be settled together; none when not said.", Most),
        Number(EarlierTax, "IRPEF withheld by earlier employers of the year, euro; 0 when not said.", Most),
        Number(EarlierDays, "Days of work for earlier employers of the year; 0 when not said.", 365),
        Number(EarlierSum, "Somma integrativa paid by earlier employers of the year, euro; 0 when not said.", Most),
        Number(EarlierTreatment, "Trattamento integrativo paid by earlier employers of the year, euro; 0 when not said.", Most),
        Number(ExpectedIncome, "What the person expects to be taxed on here this year, euro; estimated from the terms when not said.", Most),
        Number(IncomeOfLastYear, "Employment income of last year, euro: decides on substitute taxes; as settled here last year when not said.", Most),
        Number(SeparateRate, "Average IRPEF rate of the two years before, per cent, for arrears of earlier years; from last year's income here when not said.", All),
        new(Region, FactKind.Word, "Region of residence on 1 January, as in the pack's rules addizionale.regionale.* (lombardia) or in the fact surtaxes. Not said: no surtax and an alert."),
        new(Municipality, FactKind.Word, "Cadastral code of the municipality of residence on 1 January, as in the pack's rules addizionale.comunale.* (F205) or in the fact surtaxes. Not said: no surtax."),
        new(Surtaxes, FactKind.Word, "Surtaxes that the pack has not, or has otherwise, by region and municipality: lazio 15000:1.73 *:3.33 | H501 exempt:14000 *:0.9 (band up to : per cent; * is above). Of the pay group.") { Form = ItalianOwnSurtaxes.ProblemWith },
        new(SeveranceGoesTo, FactKind.Word, "Where the severance (TFR) goes: employer; inps, the treasury of employers of 50 and more; pension-fund, the one of the fact pension-fund. Not said: employer.") { Words = ["employer", "inps", "pension-fund"] },
        Flag(SeveranceIsHeld, "The severance is not paid out for now. Not said: with the first slip after the end of employment for which its coefficient is known."),
        new(SeveranceCoefficients, FactKind.Word, "Coefficients for the revaluation of severance that the pack has not yet, by month, in per cent as published: 2026-02:0.548211 2026-03:0.735407. Of the pay group.") { Form = ItalianRevaluation.ProblemWith },
        new(SickFirstDay, FactKind.Day, "First day of the sickness that this absence goes on with or relapses into (within 30 days); its own first day when not said."),
        Number(TopUp, "What the employer makes the insurance's part of an absence up to, per cent of the pay, from the day on which the insurance pays; as the pack says when not said.", All),
    ];

    private static FactDefinition Number(string name, string text, decimal highest) => new(name, FactKind.Number, text) { Range = (0, highest) };

    private static FactDefinition Flag(string name, string text) => new(name, FactKind.Flag, text);
}
