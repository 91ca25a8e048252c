namespace BackOffice.Payroll.Domain.Countries;

/// <summary>
/// Italian payroll by the month: INPS, IRPEF with its deductions and credits, surtaxes of last year in instalments, and the
/// settlement of the year in December or at leaving.
/// </summary>
internal sealed class Italy : ICountryRules
{
    public string Country => "IT";

    public IReadOnlyList<FactDefinition> Facts => ItalianFacts.Definitions;

    public IReadOnlyList<OpeningDefinition> Openings => ItalianOpenings.Definitions;

    public ICountryCalculation Prepare(RulePack pack) => new ItalianCalculation(new ItalianLaw(pack));
}
