using System.Globalization;
using BackOffice.Payroll.Domain;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Payroll;

/// <summary>
/// People of a country with several months each, drawn from a seed: contracts that change, absences, hours, elements, orders, and
/// every fact that the country declares. A new country needs no line here beyond its range of pay.
/// </summary>
internal sealed class GeneratedCases(string country, (int Lowest, int Highest) pay, int seed)
{
    private static readonly string[] OrderKinds = ["alimony", "tax", "ordinary", "penalty", "advance", "voluntary"];
    private static readonly string[] AbsenceKinds = ["paid-leave", "unpaid-leave", "sick", "sick", "accident"];


    private readonly Dictionary<Period, WorkMonth> months = [];
    private readonly Random random = new(seed);
    private readonly Random returns = new(seed);
    private readonly Currency currency = PayCases.Rules.Packs.All.First(pack => pack.Country == country).Currency;
    private readonly IReadOnlyList<FactDefinition> facts = PayCases.Rules.Find(country)!.Facts;

    /// <summary>One person's cases from January on, each without the balances that the slip before leaves.</summary>
    public IReadOnlyList<PayCase> Person(int months)
    {
        var first = new Period(2026, random.Next(1, 13 - months + 1));
        var terms = Terms(first, months);
        var person = PayCases.Month(country, first) with
        {
            BornOn = new LocalDate(random.Next(1955, 2008), random.Next(1, 13), random.Next(1, 29)),
            Sex = Maybe(50) ? Sex.Female : Sex.Male,
            Facts = DrawFacts(),
            Garnishments = Maybe(25) ? Orders() : [],
        };
        return [.. Enumerable.Range(0, months).Select(offset => Month(person, first.Plus(offset), terms)).Where(pay => pay.Contracts.Count > 0)];
    }

    private PayCase Month(PayCase person, Period period, List<ContractSpell> terms)
    {
        var contracts = terms.Where(spell => MonthShare.DaysOf(spell, period) is not null).ToList();
        return person with
        {
            Period = period,
            PayDay = period.Last,
            Month = MonthOf(period),
            Contracts = contracts,
            Elements = Maybe(40) && contracts.Count > 0 ? Elements(contracts, period) : [],
            Hours = [.. contracts.DistinctBy(spell => spell.Contract).Where(spell => spell.HourlyPay is not null || Maybe(15)).Select(spell => HoursOf(spell))],
            Absences = Maybe(25) ? Absences(period) : [],
            Returned = returns.Next(100) < 5 ? Returned(period) : null,
        };
    }

    // One or two contracts, with a change of terms in the middle of some month, hires and leaves.
    private List<ContractSpell> Terms(Period first, int months)
    {
        var (begin, end) = (first.First, first.Plus(months - 1).Last);
        var hired = Maybe(70) ? begin.PlusDays(-random.Next(0, 3000)) : begin.PlusDays(random.Next(0, 60));
        LocalDate? leaves = Maybe(20) ? LocalDate.Max(hired, end.PlusDays(-random.Next(0, 60))) : null;
        var spell = new ContractSpell
        {
            Contract = "c1",
            From = hired,
            HiredOn = hired,
            LeavesOn = leaves,
            To = leaves,
            MonthlyPay = Amount(pay.Lowest, pay.Highest),
            PaymentsPerYear = random.Next(12, 15),
            Proration = Maybe(50) ? null : (Proration)random.Next(0, 5),
        };
        if (Maybe(10))
        {
            spell = spell with { MonthlyPay = null, HourlyPay = Amount(pay.Lowest / 160, pay.Highest / 160) };
        }

        List<ContractSpell> terms = [spell];
        var change = hired.PlusDays(random.Next(1, 120));
        if (Maybe(25) && spell.MonthlyPay is not null && (leaves is null || change <= leaves))
        {
            terms = [spell with { To = change.PlusDays(-1) }, spell with { From = change, Fte = 0.5m, WeeklyHours = 20, MonthlyPay = Amount(pay.Lowest / 2, pay.Highest / 2) }];
        }

        return Maybe(10) ? [.. terms, spell with { Contract = "c2", Fte = 0.25m, WeeklyHours = 10, MonthlyPay = Amount(pay.Lowest / 4, pay.Highest / 4), HourlyPay = null }] : terms;
    }

    private IReadOnlyList<PayElement> Elements(List<ContractSpell> contracts, Period period)
    {
        List<PayElement> elements =
        [
            new() { Code = "bonus", Kind = PayLineKind.Earning, Treatments = Treatments.Ordinary, Amount = Amount(1, pay.Lowest), IsProrated = Maybe(20) },
            new() { Code = "pieces", Kind = PayLineKind.Earning, Treatments = Treatments.Ordinary, Quantity = random.Next(0, 90), Rate = Amount(0, 9), Contract = contracts[0].Contract },
            new() { Code = "car", Kind = PayLineKind.Benefit, Treatments = Treatments.Social | Treatments.Health | Treatments.Tax, Amount = Amount(1, pay.Lowest / 4) },
            new() { Code = "canteen", Kind = PayLineKind.Deduction, Amount = Amount(1, pay.Lowest) },
            new() { Code = "travel", Kind = PayLineKind.Credit, Amount = Amount(1, 300) },
            new() { Code = "pay.base", Kind = PayLineKind.Earning, Treatments = Treatments.Ordinary, Amount = Amount(-pay.Highest / 8, pay.Highest / 8), For = period.Plus(-random.Next(1, 20)), Contract = contracts[0].Contract },
        ];
        return [.. elements.Where(_ => Maybe(35))];
    }

    private WorkedHours HoursOf(ContractSpell spell) => spell.HourlyPay is not null ? new WorkedHours("worked", random.Next(0, 18_000) / 100m, spell.Contract)
        : new WorkedHours(((string[])["overtime.weekday", "overtime.holiday", "night"])[random.Next(3)], random.Next(0, 4_000) / 100m, spell.Contract);

    private IReadOnlyList<Absence> Absences(Period period)
    {
        var from = period.First.PlusDays(random.Next(-20, 28));
        var to = from.PlusDays(random.Next(0, 40));
        var second = to.PlusDays(random.Next(1, 5));
        Absence first = new() { Kind = AbsenceKinds[random.Next(AbsenceKinds.Length)], From = from, To = to, Reference = "a1" };
        return Maybe(70) ? [first] : [first, new() { Kind = AbsenceKinds[random.Next(AbsenceKinds.Length)], From = second, To = second.PlusDays(2), Reference = "a2" }];
    }

    private IReadOnlyList<GarnishmentOrder> Orders() =>
    [
        .. Enumerable.Range(0, random.Next(1, 4)).Select(number => new GarnishmentOrder
        {
            Id = FormattableString.Invariant($"g{number}"),
            Kind = OrderKinds[random.Next(OrderKinds.Length)],
            Priority = random.Next(1, 3),
            Creditor = "creditor",
            MonthlyAmount = Maybe(50) ? Amount(1, pay.Lowest) : null,
            IsSuspended = Maybe(10),
            Total = Maybe(40) ? Amount(1, pay.Lowest * 3) : null,
        }).Select(order => order.MonthlyAmount is null && Maybe(50) ? order with { Share = random.Next(1, 60) / 100m } : order),
    ];

    // Whatever the country declares, at random within what it allows.
    private Facts DrawFacts() => Facts.Of(facts.Where(_ => Maybe(25)).Select(fact => (fact.Name, Value: ValueOf(fact))).Where(fact => fact.Value is not null).Select(fact => KeyValuePair.Create(fact.Name, fact.Value!)));

    private string? ValueOf(FactDefinition fact) => fact.Kind switch
    {
        FactKind.Flag => Maybe(50) ? "true" : "false",
        FactKind.Number when fact.Range is var (lowest, highest) => decimal.Round(lowest + ((highest - lowest) * random.Next(0, 101) / 100), 4).ToString(CultureInfo.InvariantCulture),
        FactKind.Word when fact.Words is { } words => words[random.Next(words.Count)],
        _ => null,
    };

    private IReadOnlyList<ReturnedNet> Returned(Period period)
        => [.. Enumerable.Range(1, returns.Next(1, 3)).Select(number => new ReturnedNet(FormattableString.Invariant($"payroll-{period}-{number}"), period.Previous, new Money(returns.NextInt64(1, pay.Lowest * 100L) / 100m, currency)))];

    private WorkMonth MonthOf(Period period)
    {
        if (!months.TryGetValue(period, out var month))
        {
            months[period] = month = WorkMonth.Of(period, new WorkingCalendar(country));
        }

        return month;
    }

    private decimal Amount(int lowest, int highest) => random.NextInt64(lowest * 100L, (highest * 100L) + 1) / 100m;

    private bool Maybe(int percent) => random.Next(100) < percent;
}
