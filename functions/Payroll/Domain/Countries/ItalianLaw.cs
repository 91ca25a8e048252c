namespace BackOffice.Payroll.Domain.Countries;

/// <summary>The figures of one Italian pack, read once.</summary>
internal sealed class ItalianLaw(RulePack pack)
{
    public ItalianContributions Contributions { get; } = new(pack);

    public ItalianEmployer Employer { get; } = new(pack);

    public ItalianSeverance Severance { get; } = new(pack);

    public ItalianIncomeTax Tax { get; } = new(pack);

    public ItalianDeductions Deductions { get; } = new(pack);

    public ItalianFamilyDeductions Family { get; } = new(pack);

    public ItalianCredits Credits { get; } = new(pack);

    public ItalianSurtaxes Surtaxes { get; } = new(pack);

    public ItalianPensionFund PensionFund { get; } = new(pack);

    public ItalianSubstituteTaxes Substitutes { get; } = new(pack);

    public ItalianBenefits Benefits { get; } = new(pack);

    public ItalianAbsences Absences { get; } = new(pack);

    public ItalianSettlement Settlement { get; } = new(pack);

    public ItalianGarnishments Garnishments { get; } = new(pack);

    /// <summary>Of a full-time month.</summary>
    public decimal HourlyDivisor { get; } = pack.Rule("divisore.orario").Value("hours");
}
