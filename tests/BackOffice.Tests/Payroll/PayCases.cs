using BackOffice.Payroll.Domain;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Payroll;

/// <summary>Cases to start from: one person, one contract, one month.</summary>
internal static class PayCases
{
    public static CountryRuleBook Rules { get; } = PayrollRules.Read();

    public static PayCase Month(string country, Period period, params IReadOnlyList<ContractSpell> contracts) => new()
    {
        Person = "p1",
        Country = country,
        Period = period,
        Kind = PayRunKind.Regular,
        PayDay = period.Last,
        BornOn = new LocalDate(1985, 4, 12),
        Sex = Sex.Female,
        Contracts = contracts,
        Month = WorkMonth.Of(period, new WorkingCalendar(country)),
    };

    public static ContractSpell Paid(decimal monthly) => new()
    {
        Contract = "c1",
        From = new LocalDate(2020, 1, 1),
        HiredOn = new LocalDate(2020, 1, 1),
        MonthlyPay = monthly,
    };

    public static Facts Facts(params (string Name, string Value)[] facts)
        => Domain.Facts.Of(facts.Select(fact => KeyValuePair.Create(fact.Name, fact.Value)));

    /// <summary>An amount as tables write it: 388.31.</summary>
    public static decimal Amount(string text) => decimal.Parse(text, System.Globalization.NumberStyles.Number, System.Globalization.CultureInfo.InvariantCulture);

    public static PayRules RulesOf(PayCase pay) => Rules.Find(pay.Country, pay.PayDay) ?? throw new InvalidOperationException($"No rules of {pay.Country} for {pay.PayDay}.");

    public static PayOutcome Outcome(this PayCase pay) => PayEngine.Calculate(pay, RulesOf(pay));

    public static Payslip Slip(this PayCase pay)
    {
        var outcome = pay.Outcome();
        Assert.True(outcome.Slip is not null, string.Join("; ", outcome.Problems));
        return outcome.Slip;
    }
}
