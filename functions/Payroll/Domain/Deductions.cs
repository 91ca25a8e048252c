namespace BackOffice.Payroll.Domain;

/// <summary>
/// Withholds what was agreed, what could not be withheld of it before, and debts of earlier slips: first from money that never arrived,
/// then by their plan, never below the net that the pack protects. What finds no room waits for the next slip.
/// </summary>
internal static class Deductions
{
    public const string Debt = "debt";

    /// <summary>What is recovered of debts a month at most, where a plan was agreed.</summary>
    public const string DebtPlan = "debt.monthly";

    public const string RecoveredCode = "debt.recovered";

    private const string Unmet = "unmet:";
    private const string Agreed = "min(agreed, net - protected net)";
    private const string Recovered = "min(debt, share x net, net - protected net)";

    public static bool AreDue(PaySheet sheet)
        => sheet.Standing(Debt) > 0 || sheet.Case.Elements.Any(element => element.Kind == PayLineKind.Deduction || element.Code == DebtTerms.Settled) || sheet.Case.Before.Beginning(Unmet).Count > 0;

    public static void Withhold(PaySheet sheet, ICountryCalculation law, GarnishmentLimits limits)
    {
        foreach (var (name, amount) in sheet.Case.Before.Beginning(Unmet))
        {
            var line = new PayLine { Code = name[Unmet.Length..], Kind = PayLineKind.Deduction, Amount = amount, Rule = "deduction", Reference = "earlier", Because = new Trace(Agreed, amount) };
            sheet.AddToStanding(name, -amount);
            WithholdAgreed(sheet, line, limits);
        }

        foreach (var element in sheet.Case.Elements.Where(element => element.Kind == PayLineKind.Deduction))
        {
            WithholdAgreed(sheet, PaidElements.LineOf(element, sheet, law), limits);
        }

        // After all that looks at the net of the month: what is left of the money then is left because nothing is owed.
        DebtTerms.Settle(sheet, law);
        SetOff.Apply(sheet);
        RecoverDebt(sheet, limits);
    }

    /// <summary>Who owes nothing any more has no plan by which he pays back.</summary>
    public static void EndPlan(PaySheet sheet)
    {
        if (sheet.Standing(Debt) == 0 && sheet.Standing(DebtPlan) is var plan and not 0)
        {
            sheet.AddToStanding(DebtPlan, -plan);
        }
    }

    private static void WithholdAgreed(PaySheet sheet, PayLine line, GarnishmentLimits limits)
    {
        // What is given back of a deduction was perhaps never withheld: then it waits no more.
        if (line.Amount < 0 && Math.Min(-line.Amount, sheet.Standing(Unmet + line.Code)) is > 0 and var waiting)
        {
            sheet.AddToStanding(Unmet + line.Code, -waiting);
            line = line with { Amount = line.Amount + waiting };
        }

        var isProtected = ProtectedNet(sheet, "deduction", limits);
        var net = sheet.NetSoFar;
        var taken = Math.Min(line.Amount, Math.Max(0, net - isProtected));
        if (taken != 0)
        {
            sheet.Add(line with { Amount = taken, Rule = "deduction", Because = new Trace(Agreed, taken, new Figure("agreed", line.Amount), new Figure("net", net), new Figure("protected net", isProtected)) });
        }

        if (taken < line.Amount)
        {
            sheet.AddToStanding(Unmet + line.Code, line.Amount - taken);
            sheet.Alert("deduction-cut", $"Of {line.Code}, {Text(line.Amount - taken)} finds no room above the protected net and waits for the next slip.");
        }
    }

    private static void RecoverDebt(PaySheet sheet, GarnishmentLimits limits)
    {
        if (sheet.Standing(Debt) is not (> 0 and var debt))
        {
            return;
        }

        var (net, isProtected) = (sheet.NetSoFar, ProtectedNet(sheet, Debt, limits));
        var share = IsLastSlip(sheet.Case) ? 1 : sheet.Pack.Find(Debt)?.Values.GetValueOrDefault("share", 1) ?? 1;
        var planned = IsLastSlip(sheet.Case) || DebtTerms.MonthlyOf(sheet) is not { } monthly ? debt : Math.Min(debt, monthly);
        var taken = Math.Max(0, Math.Min(Math.Min(planned, sheet.Round(Debt, share * net)), net - isProtected));
        if (taken > 0)
        {
            var because = new Trace(Recovered, taken, new Figure("debt", planned), new Figure("share", share), new Figure("net", net), new Figure("protected net", isProtected));
            sheet.Add(new PayLine { Code = RecoveredCode, Kind = PayLineKind.Deduction, Amount = taken, Rule = Debt, Reference = Debt, Because = because });
            sheet.AddToStanding(Debt, -taken);
        }

        EndPlan(sheet);
        if (taken < debt && IsLastSlip(sheet.Case))
        {
            sheet.Alert("debt-open", $"After the last slip {Text(debt - taken)} is still owed to the employer.");
        }
    }

    // There is no later slip that a plan could go on with.
    private static bool IsLastSlip(PayCase pay) => pay.Kind == PayRunKind.Final || pay.Contracts.All(spell => spell.LeavesOn is { } last && last <= pay.Period.Last);

    private static decimal ProtectedNet(PaySheet sheet, string rule, GarnishmentLimits limits)
        => sheet.Pack.Find(rule) is not { } found ? 0
            : Math.Max(found.Values.GetValueOrDefault("protected"), found.Words.TryGetValue("limit", out var kind) && limits.ByKind.TryGetValue(kind, out var limit) ? limit.ProtectedNet : 0);

    private static string Text(decimal amount) => amount.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
