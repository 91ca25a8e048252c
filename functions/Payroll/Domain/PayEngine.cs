namespace BackOffice.Payroll.Domain;

/// <summary>Calculates one slip: from terms and time to the net, in the order in which the law takes the steps.</summary>
public static class PayEngine
{
    /// <summary>The slip of a case, or every reason why there is none. Pure: the same case under the same rules, the same slip.</summary>
    public static PayOutcome Calculate(PayCase pay, PayRules rules)
    {
        IReadOnlyList<PayProblem> problems = [.. PayCaseCheck.ProblemsOf(pay, rules), .. rules.Law.ProblemsOf(pay)];
        return problems.Count > 0 ? PayOutcome.Refused(problems) : PayOutcome.Of(Slip(new PaySheet(pay, rules.Pack) { Month = rules.Law.MonthOf(pay) }, rules.Law));
    }

    /// <summary>The deductions of a case as they were agreed, before the net says how much of each finds room.</summary>
    internal static IEnumerable<PayLine> AgreedOf(PayCase pay, PayRules rules)
    {
        var sheet = new PaySheet(pay, rules.Pack);
        return pay.Elements.Where(element => element.Kind == PayLineKind.Deduction).Select(element => PaidElements.LineOf(element, sheet, rules.Law));
    }

    private static Payslip Slip(PaySheet sheet, ICountryCalculation law)
    {
        Earnings.Add(sheet, law);
        if (sheet.Case.PaysTime())
        {
            law.PayAbsences(sheet);
        }

        law.Withhold(sheet);

        // Creditors first: what they may have is measured on the net before anything agreed, and no agreement takes it from them.
        // Debts to the employer come last, as they can wait.
        var limits = Deductions.AreDue(sheet) || sheet.Case.Garnishments.Count > 0 ? law.LimitsOf(sheet) : GarnishmentLimits.Unlimited;
        Garnishing.Withhold(sheet, limits);
        Deductions.Withhold(sheet, law, limits);
        NetFloor.Apply(sheet);
        return sheet.Seal();
    }
}

/// <summary>A pack and the country's law read with it.</summary>
/// <param name="Pack">The figures.</param>
/// <param name="Law">The rules.</param>
public sealed record PayRules(RulePack Pack, ICountryCalculation Law)
{
    /// <summary>The facts that the country knows, by name.</summary>
    public IReadOnlyDictionary<string, FactDefinition> Facts { get; init; } = new Dictionary<string, FactDefinition>();
}
