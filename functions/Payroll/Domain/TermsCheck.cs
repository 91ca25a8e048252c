using NodaTime;

namespace BackOffice.Payroll.Domain;

/// <summary>Terms that nobody can be paid by.</summary>
internal static class TermsCheck
{
    public static IEnumerable<PayProblem> ProblemsOf(PayCase pay, RulePack pack)
    {
        if (pay.Contracts.Count == 0 || (pay.Kind is PayRunKind.Regular or PayRunKind.OffCycle && pay.PaysTime() && pay.Contracts.All(spell => MonthShare.DaysOf(spell, pay.Period) is null)))
        {
            yield return new PayProblem("missing-terms", "contracts", $"No contract is in force in {pay.Period}.");
        }

        for (var i = 0; i < pay.Contracts.Count; i++)
        {
            foreach (var problem in ProblemsOf(pay.Contracts[i], pack))
            {
                yield return problem;
            }

            for (var j = i + 1; j < pay.Contracts.Count; j++)
            {
                if (Overlap(pay.Contracts[i], pay.Contracts[j]))
                {
                    yield return new PayProblem("overlapping-terms", "contracts.from", $"Contract {pay.Contracts[i].Contract} has two terms on one day.");
                }
            }
        }
    }

    private static IEnumerable<PayProblem> ProblemsOf(ContractSpell spell, RulePack pack)
    {
        if (spell.MonthlyPay is null == spell.HourlyPay is null)
        {
            yield return new PayProblem("missing-terms", "contracts.pay", $"Contract {spell.Contract} has either a monthly or an hourly pay from {Text(spell.From)}.");
        }

        if (!PayCaseCheck.IsWhole(spell.MonthlyPay, pack.Currency))
        {
            yield return new PayProblem("minor-units", "contracts.monthlyPay", $"Contract {spell.Contract} pays whole minor units of {pack.Currency}.");
        }

        if (spell.MonthlyPay < 0 || spell.HourlyPay < 0)
        {
            yield return new PayProblem("negative-pay", "contracts.pay", $"Contract {spell.Contract}: pay is not negative.");
        }

        if (spell.LeavesOn < spell.HiredOn || spell.To < spell.From)
        {
            yield return new PayProblem("leaves-before-hired", "contracts.leavesOn", $"Contract {spell.Contract} ends before it begins.");
        }

        if (spell.Fte is <= 0 or > 1 || spell.WeeklyHours <= 0 || spell.DaysPerWeek is <= 0 or > 7)
        {
            yield return new PayProblem("working-time", "contracts.fte", $"Contract {spell.Contract}: full-time share above 0 up to 1, hours and days a week above 0.");
        }

        if (spell.PaymentsPerYear is < 12 or > 14)
        {
            yield return new PayProblem("payments-per-year", "contracts.paymentsPerYear", $"Contract {spell.Contract}: 12, 13 or 14 payments a year.");
        }
        else if (spell.PaymentsPerYear > 12 && pack.Find("thirteenth") is null)
        {
            yield return new PayProblem("rule-gap", "contracts.paymentsPerYear", $"{pack.Version} has no rule for a 13th salary.");
        }
    }

    private static bool Overlap(ContractSpell one, ContractSpell other)
        => one.Contract == other.Contract && one.From <= (other.To ?? LocalDate.MaxIsoValue) && other.From <= (one.To ?? LocalDate.MaxIsoValue);

    private static string Text(LocalDate day) => NodaTime.Text.LocalDatePattern.Iso.Format(day);
}
