namespace BackOffice.Payroll.Domain.Countries;

/// <summary>Polish payroll: ZUS, health insurance, PIT.</summary>
internal sealed class Poland : ICountryRules
{
    public string Country => "PL";

    public IReadOnlyList<FactDefinition> Facts { get; } = [];

    public ICountryCalculation Prepare(RulePack pack) => new Calculation();

    private sealed class Calculation : ICountryCalculation
    {
        public IEnumerable<PayProblem> ProblemsOf(PayCase pay) => [];

        public decimal HoursOfMonth(ContractSpell spell, WorkMonth month) => month.WorkingDays * 8;

        public void PayAbsences(PaySheet sheet)
        {
        }

        public void Withhold(PaySheet sheet)
        {
        }

        public GarnishmentLimits LimitsOf(PaySheet sheet) => GarnishmentLimits.Unlimited;
    }
}
