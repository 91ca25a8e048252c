using BackOffice.Primitives;

namespace BackOffice.Payroll.Domain;

/// <summary>Calculates one slip: from terms and time to the net, in the order in which the law takes the steps.</summary>
public static class PayEngine
{
    /// <summary>The slip of a case, or every reason why there is none. Pure: the same case under the same rules, the same slip.</summary>
    public static PayOutcome Calculate(PayCase pay, PayRules rules)
    {
        IReadOnlyList<PayProblem> problems = [.. PayCaseCheck.ProblemsOf(pay), .. rules.Law.ProblemsOf(pay)];
        if (problems.Count > 0)
        {
            return PayOutcome.Refused(problems);
        }

        var sheet = new PaySheet(pay, rules.Pack);
        Earnings.Add(sheet, rules.Law);
        rules.Law.PayAbsences(sheet);
        rules.Law.Withhold(sheet);
        Garnishing.Withhold(sheet, rules.Law.LimitsOf(sheet));
        Deductions.Withhold(sheet);
        NetFloor.Apply(sheet);
        return PayOutcome.Of(sheet.Seal());
    }
}

/// <summary>A pack and the country's law read with it.</summary>
/// <param name="Pack">The figures.</param>
/// <param name="Law">The rules.</param>
public sealed record PayRules(RulePack Pack, ICountryCalculation Law);
