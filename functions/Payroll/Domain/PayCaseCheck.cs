namespace BackOffice.Payroll.Domain;

/// <summary>What no country can make a slip of.</summary>
internal static class PayCaseCheck
{
    public static IEnumerable<PayProblem> ProblemsOf(PayCase pay)
    {
        if (pay.Contracts.Count == 0)
        {
            yield return new PayProblem("missing-terms", "contracts", $"No contract is in force in {pay.Period}.");
        }

        foreach (var spell in pay.Contracts.Where(spell => spell.MonthlyPay is null == spell.HourlyPay is null))
        {
            yield return new PayProblem("missing-terms", "contracts.pay", $"Contract {spell.Contract} has either a monthly or an hourly pay from {spell.From}.");
        }

        foreach (var hours in pay.Hours.Where(hours => hours.Hours < 0))
        {
            yield return new PayProblem("negative-hours", "hours", $"{hours.Kind}: hours are not negative.");
        }
    }
}
