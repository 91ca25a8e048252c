using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Payroll.Domain;

/// <summary>What somebody would be paid: nobody in particular, no run, nothing kept. Pure, as the engine is.</summary>
public static class WhatIf
{
    /// <summary>
    /// The slip of a month at a gross; or, when a net is asked for, at the smallest monthly pay that brings at least it.
    /// </summary>
    public static WhatIfAnswer Answer(WhatIfQuestion question, CountryRuleBook rules)
    {
        if (ProblemWith(question, rules) is { } problem)
        {
            return new WhatIfAnswer(PayOutcome.Refused(problem), []);
        }

        var law = rules.Find(question.Country, Period.Of(question.On), Period.Of(question.On).Last)!;
        var month = WorkMonth.Of(Period.Of(question.On), new WorkingCalendar(question.Country));
        var outcome = question.Gross is { } gross ? PayEngine.Calculate(CaseOf(question, gross, month), law)
            : GrossFor(question, law, month) is { } found ? PayEngine.Calculate(CaseOf(question, found, month), law)
            : PayOutcome.Refused(new PayProblem("net-unreachable", "net", "No pay that could be tried brings this net, or the facts are refused: ask with a gross to see why."));
        return new WhatIfAnswer(outcome, [.. (outcome.Slip?.Lines ?? []).Select(line => PayTrace.Explain(line, law.Pack))]);
    }

    /// <summary>The case that a question stands for: one contract since the first of January before, paid by the month.</summary>
    public static PayCase CaseOf(WhatIfQuestion question, decimal gross, WorkMonth month) => new()
    {
        Person = "what-if",
        Country = question.Country,
        Period = month.Period,
        Kind = PayRunKind.Regular,
        PayDay = month.Period.Last,
        BornOn = question.BornOn,
        Sex = question.Sex,
        Contracts = [question.Terms with { MonthlyPay = gross, HourlyPay = null }],
        Facts = question.Facts,
        Dependants = question.Dependants,
        Elements = question.Elements,
        Hours = question.Hours,
        Absences = question.Absences,
        Garnishments = question.Garnishments,
        Before = question.Before,
        Month = month,
    };

    // The net does not only rise with the gross: it falls where a contribution is rounded up or a relief ends, and leaps where a
    // credit begins, so that halving an interval can miss the smallest gross. Steps forward cannot: a net that is short by some
    // amount needs at least that much more gross, less the highest leap, and a gross that is known to leap is always tried. That does
    // not hold of overtime, which is paid by the pay itself, and of creditors, who may take all that a gross gains: these are refused.
    private static decimal? GrossFor(WhatIfQuestion question, PayRules law, WorkMonth month)
    {
        var (net, unit, leaps) = (question.Net!.Value, law.Pack.Currency.MinorUnit, NetLeaps.Of(law.Pack));
        for (var gross = 0m; gross <= (net * WhatIfQuestion.MostGross) + leaps.Most;)
        {
            if (PayEngine.Calculate(CaseOf(question, gross, month), law).Slip is not { } slip)
            {
                return null;
            }

            if (slip.Net >= net && slip.Sum(PayLineKind.CarriedForward) == 0)
            {
                return gross;
            }

            var next = gross + Math.Max(unit, net - slip.Net - leaps.Most);
            gross = gross < leaps.At && leaps.At < next ? leaps.At : next;
        }

        return null;
    }

    private static PayProblem? ProblemWith(WhatIfQuestion question, CountryRuleBook rules) => question switch
    {
        _ when rules.Find(question.Country) is null => new PayProblem("unknown-country", "country", $"There are no payroll rules of '{question.Country}', but of {string.Join(", ", rules.Countries.Order(StringComparer.Ordinal))}."),
        _ when rules.Find(question.Country, Period.Of(question.On).Last) is null => new PayProblem("rule-gap", "on", $"The rules of {question.Country} have a gap in {Period.Of(question.On)}."),
        _ when question.Gross is null == question.Net is null => new PayProblem("what-if-amount", "gross", "Ask with either a gross or a net."),
        { Net: not null } when question.Hours.Count + question.Absences.Count + question.Garnishments.Count > 0 => new PayProblem("what-if-amount", "net", "With hours, absences or garnishments ask with a gross."),
        { Gross: < 0 } or { Net: < 0 } => new PayProblem("negative-pay", "gross", "Pay is not negative."),
        _ => null,
    };
}

/// <summary>A question without a person behind it.</summary>
public sealed record WhatIfQuestion
{
    /// <summary>A net is looked for up to so many times of it: no law here takes three quarters.</summary>
    internal const decimal MostGross = 4;

    /// <summary>ISO 3166 alpha-2.</summary>
    public required string Country { get; init; }

    /// <summary>A day of the month that is asked about.</summary>
    public required LocalDate On { get; init; }

    /// <summary>Monthly pay; null when a net is given.</summary>
    public decimal? Gross { get; init; }

    /// <summary>The net wished for; null when a gross is given.</summary>
    public decimal? Net { get; init; }

    public required LocalDate BornOn { get; init; }

    public Sex Sex { get; init; }

    /// <summary>Full time since the first of January of the year before, unless other terms are given; the pay in them is not looked at.</summary>
    public ContractSpell Terms
    {
        get => field ?? new ContractSpell { Contract = "what-if", From = new LocalDate(On.Year - 1, 1, 1), HiredOn = new LocalDate(On.Year - 1, 1, 1) };
        init;
    }

    public Facts Facts { get; init; } = Facts.None;

    public IReadOnlyList<Dependant> Dependants { get; init; } = [];

    public IReadOnlyList<PayElement> Elements { get; init; } = [];

    public IReadOnlyList<WorkedHours> Hours { get; init; } = [];

    public IReadOnlyList<Absence> Absences { get; init; } = [];

    public IReadOnlyList<GarnishmentOrder> Garnishments { get; init; } = [];

    /// <summary>The year so far; nothing when not given, as for somebody who begins.</summary>
    public Balances Before { get; init; } = Balances.None;
}

/// <summary>The slip with the reason for every line.</summary>
/// <param name="Outcome">The slip, or why there is none.</param>
/// <param name="Lines">One explanation for each line of the slip, in its order.</param>
public sealed record WhatIfAnswer(PayOutcome Outcome, IReadOnlyList<LineExplanation> Lines);

/// <summary>Where the net gains more than the gross did.</summary>
/// <param name="Most">At most so much, at any gross.</param>
/// <param name="At">The one gross at which it may be more; 0 when there is none.</param>
internal readonly record struct NetLeaps(decimal Most, decimal At)
{
    /// <summary>By the rule <c>net.leap</c>; without it only roundings to a whole unit leap.</summary>
    public static NetLeaps Of(RulePack pack) => pack.Find("net.leap") is not { } rule ? new NetLeaps(1, 0)
        : new NetLeaps(rule.Values.GetValueOrDefault("most", 1), rule.Words.TryGetValue("at", out var at) ? pack.Rule(at).Value("month") : 0);
}
