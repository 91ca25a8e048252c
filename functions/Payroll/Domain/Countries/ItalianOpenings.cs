namespace BackOffice.Payroll.Domain.Countries;

/// <summary>
/// What Italian pay of the same employer has left when the product is taken up. What a former employer paid is said by facts of the
/// certificate (CU), not here: the settlement of the year reads those apart.
/// </summary>
internal static class ItalianOpenings
{
    private static readonly (decimal Least, decimal Most) Roundings = (-100, 100);

    public static IReadOnlyList<OpeningDefinition> Definitions { get; } =
    [
        new(ItalianBalances.Insured, "INPS base of the year, without ceiling."),
        new(ItalianBalances.Contributions, "INPS of the employee withheld in the year, without the additional 1 %."),
        new(ItalianBalances.Additional, "Additional INPS of 1 % withheld in the year."),
        new(ItalianBalances.Employer, "INPS of the employer of the year."),
        new(ItalianBalances.Rest, "INPS of the employee due on the exact base at the rates of the months, less what was withheld: what roundings left; 0 when not known.") { Range = Roundings },
        new(ItalianBalances.EmployerRest, "The same of the employer.") { Range = Roundings },
        new(ItalianBalances.Taxable, "Earnings and benefits of the year that IRPEF counts, before contributions."),
        new(ItalianBalances.ContributionsApart, "Contributions on arrears of earlier years."),
        new(ItalianBalances.Substituted, "Income of the year under a substitute tax, net of its contributions."),
        new("sostitutiva.premio", "Of it production bonuses, for their limit."),
        new("sostitutiva.maggiorazioni", "Of it premiums for nights, holidays and shifts, for their limit."),
        new(ItalianBalances.Taxed, "IRPEF base of the year as the months were taxed."),
        new(ItalianBalances.Tax, "IRPEF withheld in the year, after deductions."),
        new(ItalianBalances.Further, "Further deduction (L. 207/2024) granted in the year."),
        new(ItalianBalances.Sum, "Somma integrativa paid in the year."),
        new(ItalianBalances.Treatment, "Trattamento integrativo paid in the year."),
        new(ItalianBalances.Days, "Days of deductions of the year.") { Range = (0, 366) },
        new(ItalianBalances.Thirteenth, "13th salary paid in the year."),
        new(ItalianBalances.Fourteenth, "14th salary paid in the year."),
        new(ItalianBalances.PensionFund, "Pension fund of the employee of the year."),
        new(ItalianBalances.PensionFundEmployer, "Pension fund of the employer of the year."),
        new(ItalianBalances.Fringe, "Fringe benefits of the year."),
        new(ItalianBalances.FringeTaxed, "Fringe benefits of the year that were taxed."),
        new(ItalianBalances.SickDays, "Days of sickness counted in the year.") { Range = (0, 366) },
        new(PaidHours.OvertimeHours, "Hours of overtime worked in the year, for its limit.") { Range = (0, 8_784) },
        new(ItalianBalances.Regional, "Regional surtax of last year withheld in the year."),
        new(ItalianBalances.Municipal, "Municipal surtax of last year withheld in the year."),
        new(ItalianBalances.Advance, "Municipal surtax of the year withheld in advance."),
        new(ItalianBalances.RegionalDue, "Regional surtax of the year, to be withheld in the next."),
        new(ItalianBalances.MunicipalDue, "Municipal surtax of the year, to be withheld in the next."),
        new(ItalianBalances.AdvanceDue, "Advance of the next year's municipal surtax, as settled."),
        new(ItalianBalances.Income, "Employment income of the year as settled."),
        .. OfSeverance(ItalianSeveranceFund.Own, "with the employer"),
        .. OfSeverance(ItalianSeveranceFund.Treasury, "with the treasury of INPS"),
        new(ItalianBalances.SeveranceToFund, "Severance (TFR) paid to the pension fund.") { IsStanding = true },
        new(ItalianBalances.SeverancePaid, "Severance (TFR) paid in advance, without revaluations.") { IsStanding = true },
        new(ItalianBalances.SeveranceTax, "Tax withheld from severance (TFR) paid in advance.") { IsStanding = true },
    ];

    private static IEnumerable<OpeningDefinition> OfSeverance(ItalianSeveranceFund fund, string place) =>
    [
        new(fund.Code, $"Severance (TFR) {place}, set aside and not paid, revalued to the end of the year before.") { IsStanding = true },
        new(fund.Quota, "Of it what was set aside in the year."),
        new(fund.Tax, "Substitute tax on the revaluation of the year, for the advance of the next."),
        new(fund.TaxAdvance, "Of the substitute tax of the year what was paid in advance."),
        new(fund.Revaluations, "Of it what revaluations have added, net of their tax.") { IsStanding = true },
    ];
}
