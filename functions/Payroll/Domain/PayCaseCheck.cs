using BackOffice.Primitives;

namespace BackOffice.Payroll.Domain;

/// <summary>What no country can make a slip of.</summary>
internal static class PayCaseCheck
{
    private static readonly PayLineKind[] ElementKinds =
        [PayLineKind.Earning, PayLineKind.Benefit, PayLineKind.Credit, PayLineKind.Deduction, PayLineKind.EmployerContribution, PayLineKind.Accrual, PayLineKind.Basis];

    public static IReadOnlyList<PayProblem> ProblemsOf(PayCase pay, PayRules rules)
    {
        List<PayProblem> problems = [];
        problems.AddRange(TermsCheck.ProblemsOf(pay, rules.Pack));
        OfElements(pay, rules, problems);
        TimeCheck.OfHours(pay, rules.Pack, problems);
        TimeCheck.OfAbsences(pay, rules, problems);
        OfGarnishments(pay, rules.Pack.Currency, problems);
        problems.AddRange(pay.Facts.ProblemsBy(rules.Facts));
        problems.AddRange(pay.Contracts.Where(spell => spell.Facts.Count > 0).SelectMany(spell => spell.Facts.ProblemsBy(rules.Facts)));
        return problems;
    }

    /// <summary>Whether an amount can be paid: it has no fraction of a minor unit.</summary>
    public static bool IsWhole(decimal? amount, Currency currency) => amount is not { } value || value % currency.MinorUnit == 0;

    /// <summary>Whether something names a contract that is not there.</summary>
    public static bool Unknown(string? contract, PayCase pay) => contract is not null && !pay.Contracts.Any(spell => spell.Contract == contract);

    private static void OfElements(PayCase pay, PayRules rules, List<PayProblem> problems)
    {
        var pack = rules.Pack;
        foreach (var element in pay.Elements)
        {
            if (!(ElementKinds.Contains(element.Kind) || IsGivenBack(element, rules)) || element.Code == ReturnedNet.Code)
            {
                problems.Add(new PayProblem("element-kind", "elements.kind", $"{element.Code}: this is calculated, not given."));
            }

            if (element.Amount is null == (element.Quantity is null || element.Rate is null))
            {
                problems.Add(new PayProblem("element-amount", "elements.amount", $"{element.Code} has either an amount, or a quantity and a rate."));
            }

            if (!IsWhole(element.Amount, pack.Currency))
            {
                problems.Add(new PayProblem("minor-units", "elements.amount", $"{element.Code} is in whole minor units of {pack.Currency}."));
            }

            if (Unknown(element.Contract, pay))
            {
                problems.Add(new PayProblem("unknown-contract", "elements.contract", $"{element.Code}: no such contract is in the case."));
            }

            OfRetro(element, pay, pack, problems);
        }
    }

    // A difference that was found; what people write down refers to its entry.
    private static bool IsGivenBack(PayElement element, PayRules rules)
        => element is { Kind: PayLineKind.EmployeeContribution, For: not null, Reference: null } && rules.Law.Borne.ContainsKey(element.Code);

    // Who was paid a month may be paid what is still missing of it, but not by the slip that pays the month itself.
    private static void OfRetro(PayElement element, PayCase pay, RulePack pack, List<PayProblem> problems)
    {
        if (element.For is not { } month)
        {
            return;
        }

        var period = pay.Period;
        if (month > period || (month == period && pay.PaysTime()))
        {
            problems.Add(new PayProblem("retro-in-future", "elements.for", $"{element.Code} is for {month}, which is not before {period}."));
        }

        if (pack.Find("retro") is { } rule && period.MonthsSince(month) > rule.Value("months"))
        {
            problems.Add(new PayProblem("retro-limit", "elements.for", $"{element.Code} is for {month}; {rule.Name}: at most {decimal.ToInt32(rule.Value("months"))} months back."));
        }
    }

    private static void OfGarnishments(PayCase pay, Currency currency, List<PayProblem> problems)
    {
        for (var i = 0; i < pay.Garnishments.Count; i++)
        {
            var order = pay.Garnishments[i];
            if (pay.Garnishments.Skip(i + 1).Any(other => other.Id == order.Id))
            {
                problems.Add(new PayProblem("duplicate-garnishment", "garnishments.id", $"Order {order.Id} is there twice."));
            }

            if (!IsWhole(order.MonthlyAmount, currency) || !IsWhole(order.Total, currency))
            {
                problems.Add(new PayProblem("minor-units", "garnishments", $"Order {order.Id} is in whole minor units of {currency}."));
            }

            if (order is { MonthlyAmount: not null, Share: not null } || order.MonthlyAmount < 0 || order.Total < 0 || order.Share is < 0 or > 1)
            {
                problems.Add(new PayProblem("garnishment-terms", "garnishments", $"Order {order.Id} asks for an amount, a share from 0 to 1, or as much as allowed; nothing negative."));
            }
        }
    }
}
