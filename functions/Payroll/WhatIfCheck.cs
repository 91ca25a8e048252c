using BackOffice.Payroll.Domain;
using BackOffice.People.Domain;
using NodaTime;

namespace BackOffice.Payroll;

/// <summary>Checks what a question says of a person by the same checks as what is written down of one.</summary>
internal static class WhatIfCheck
{
    /// <summary>What the person, the contract and whatever else has an id are called.</summary>
    internal const string Key = "what-if";

    private const decimal Most = 100_000_000;

    /// <summary>Everything wrong, each with its place in the body.</summary>
    public static IEnumerable<PayProblem> ProblemsOf(WhatIfBody body, WhatIfQuestion question, CheckFrame frame) =>
    [
        .. OfBirth(question),
        .. OfSizes(body),
        .. OfTerms(body, question, frame),
        .. (body.Dependants ?? []).SelectMany((dependant, number) => Of(question, new EntryContent { Dependant = dependant }, frame, $"dependants[{number}]")),
        .. (body.Elements ?? []).SelectMany((element, number) => Of(question, new EntryContent { Element = element.Terms }, frame, $"elements[{number}]")),
        .. WhatIfTime.Of(body, question).ProblemsOf(question, frame),
        .. body.Orders().SelectMany((order, number) => Of(question, new EntryContent { Garnishment = order }, frame, $"garnishments[{number}]")),
        .. OfBalances(body.YearToDate, "yearToDate", frame),
        .. OfBalances(body.LastYear, "lastYear", frame),
    ];

    private static IEnumerable<PayProblem> OfBirth(WhatIfQuestion question)
        => question.BornOn > question.On || question.BornOn < new LocalDate(1900, 1, 1) ? [new PayProblem("wrong-day", "bornOn", "The person is born since 1900, and before the day that is asked about.")] : [];

    private static IEnumerable<PayProblem> OfSizes(WhatIfBody body)
    {
        var figures = (body.Elements ?? []).SelectMany((element, number) => new[] { ($"elements[{number}].amount", element.Amount), ($"elements[{number}].quantity", element.Quantity), ($"elements[{number}].rate", element.Rate) });
        var asked = (body.Garnishments ?? []).SelectMany((order, number) => new[] { ($"garnishments[{number}].monthlyAmount", order.MonthlyAmount), ($"garnishments[{number}].total", order.Total) });
        return figures.Concat(asked).Append(("gross", body.Gross)).Append(("net", body.Net))
            .Where(figure => Math.Abs(figure.Item2 ?? 0) > Most)
            .Select(figure => new PayProblem("wrong-number", figure.Item1, "A figure is 100 000 000 at most."));
    }

    private static IEnumerable<PayProblem> OfTerms(WhatIfBody body, WhatIfQuestion question, CheckFrame frame)
    {
        if (body.Terms is not { } terms)
        {
            return [];
        }

        var content = new EntryContent { Terms = new Terms { MonthlyPay = 0, Fte = terms.Fte, WeeklyHours = terms.WeeklyHours, DaysPerWeek = terms.DaysPerWeek, PaymentsPerYear = terms.PaymentsPerYear, Proration = terms.Proration } };
        return Of(question, content, frame, "terms");
    }

    private static IEnumerable<PayProblem> Of(WhatIfQuestion question, EntryContent content, CheckFrame frame, string place)
        => EntryCheck.ProblemsOf(new EntryDraft { Key = content.Garnishment?.Id ?? Key, ValidFrom = question.On, Content = content }, frame).Select(problem => new PayProblem(problem.Code, $"{place}.{problem.Field}", problem.Message));

    private static IEnumerable<PayProblem> OfBalances(IReadOnlyDictionary<string, decimal>? said, string place, CheckFrame frame)
        => said is null ? [] : Opening.ProblemsOf(said, frame.Rules.Find(frame.Country)!).Select(problem => problem with { Field = place });
}
