using BackOffice.Payroll.Domain;

namespace BackOffice.Payroll;

/// <summary>Off-cycle slips: the whole month of somebody who was forgotten, or what is given and missing to whom it was paid.</summary>
public sealed class OffCycleTests
{
    private static readonly Period July = new(2026, 7);

    public static TheoryData<string> Countries => [.. PayCases.Rules.Countries.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Countries))]
    public void Who_was_forgotten_is_paid_what_the_regular_run_would_have_paid(string country)
    {
        var regular = PayCases.Month(country, July, PayCases.Paid(6000)) with
        {
            Hours = [new WorkedHours("overtime.weekday", 4)],
            Absences = [new Absence { Kind = "unpaid-leave", From = new(2026, 7, 6), To = new(2026, 7, 7) }],
        };
        var forgotten = regular with { Kind = PayRunKind.OffCycle, WithTime = true };

        Assert.Equal(Text(regular.Slip()), Text(forgotten.Slip()));
        Assert.Equal(PayRunKind.OffCycle, forgotten.Slip().Kind);
        Assert.NotEqual(0, forgotten.Slip().Of("pay.base"));
    }

    [Theory]
    [MemberData(nameof(Countries))]
    public void Whose_month_is_paid_has_no_line_where_nothing_is_given(string country)
    {
        var regular = PayCases.Month(country, July, PayCases.Paid(6000));
        foreach (var kind in (PayRunKind[])[PayRunKind.OffCycle, PayRunKind.Regular, PayRunKind.Bonus, PayRunKind.Correction])
        {
            var first = (regular with { Kind = kind, WithTime = false }).Slip();
            var second = (regular with { Kind = kind, WithTime = false, Before = regular.Slip().Closing }).Slip();

            Assert.Empty(first.Lines);
            Assert.Empty(second.Lines);
            Assert.Contains(second.Alerts, alert => alert.Code == "nothing-paid");
        }
    }

    [Theory]
    [MemberData(nameof(Countries))]
    public void What_is_missing_of_a_month_that_was_paid_is_told_to_be_of_it(string country)
    {
        var missing = new PayElement { Code = "pay.base", Kind = PayLineKind.Earning, Treatments = Treatments.Ordinary, Amount = 250, Contract = "c1", For = July };
        var regular = PayCases.Month(country, July, PayCases.Paid(6000));
        var rest = regular with { Kind = PayRunKind.OffCycle, WithTime = false, Elements = [missing], Before = regular.Slip().Closing };

        Assert.Equal(250, rest.Slip().Gross);
        Assert.Equal(["retro-in-future"], (rest with { WithTime = true }).Outcome().Problems.Select(problem => problem.Code));
        Assert.Equal(["retro-in-future"], (rest with { Elements = [missing with { For = July.Next }] }).Outcome().Problems.Select(problem => problem.Code));
    }

    [Theory]
    [MemberData(nameof(Countries))]
    public void A_given_element_of_nothing_is_no_line(string country)
    {
        var nothing = new PayElement { Code = "bonus", Kind = PayLineKind.Earning, Treatments = Treatments.Ordinary, Amount = 0 };

        Assert.DoesNotContain((PayCases.Month(country, July, PayCases.Paid(6000)) with { Elements = [nothing] }).Slip().Lines, line => line.Code == "bonus");
    }

    private static string Text(Payslip slip) => string.Join('\n', slip.Lines.Select(line => FormattableString.Invariant($"{line.Code} {line.Amount}")).Append(FormattableString.Invariant($"{slip.Net} {System.Text.Json.JsonSerializer.Serialize(slip.Closing)}")));
}
