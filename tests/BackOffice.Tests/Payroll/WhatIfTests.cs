using BackOffice.Payroll.Domain;
using NodaTime;

namespace BackOffice.Payroll;

public sealed class WhatIfTests
{
    [Fact]
    public void Every_line_comes_with_its_sum_its_rule_and_the_source()
    {
        var answer = WhatIf.Answer(Question("RO") with { Gross = 5200 }, PayCases.Rules);

        var slip = answer.Outcome.Slip!;
        Assert.Equal(slip.Lines.Select(line => (line.Code, line.Amount)), answer.Lines.Select(line => (line.Code, line.Amount)));
        Assert.All(answer.Lines, line => Assert.False(string.IsNullOrEmpty(line.Source)));
        var cas = Assert.Single(answer.Lines, line => line.Code == "cas");
        Assert.Equal(1300, cas.Exact); // 5200 x 25 %
        Assert.Contains("Fiscal Code art. 138", cas.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PL", 1, 3_000)]
    [InlineData("RO", 1, 2_000)]
    [InlineData("RO", 7, 2_650)] // just under the net of the minimum wage, which only exactly the minimum wage brings
    public void A_net_has_the_smallest_gross_that_brings_it(string country, int month, int from)
    {
        for (var net = (decimal)from; net < from + 120; net += 7.31m)
        {
            var question = Question(country) with { On = new LocalDate(2026, month, 1), Net = net };
            var gross = WhatIf.Answer(question, PayCases.Rules).Outcome.Slip!.Gross;

            Assert.True(NetOf(question, gross) >= net);
            for (var less = gross - 0.01m; less > gross - 150; less -= 0.31m)
            {
                Assert.True(NetOf(question, less) < net, FormattableString.Invariant($"{less} brings {NetOf(question, less)}, so {gross} is not the smallest for {net}."));
            }
        }
    }

    [Theory]
    [InlineData("2025-02-01")]
    [InlineData("2026-07-01")]
    public void A_net_that_only_a_credit_brings_has_the_gross_at_which_the_credit_begins(string month)
    {
        // The supplementary treatment begins with the income at which tax is above the deduction: some hundred euro more at once.
        var question = Question("IT") with { On = NodaTime.Text.LocalDatePattern.Iso.Parse(month).Value };
        var begins = 700m;
        while (NetOf(question, begins) - NetOf(question, begins - 0.01m) < 50)
        {
            begins += 0.01m;
        }

        var net = NetOf(question, begins);
        foreach (var less in (decimal[])[0, 1, 35, 80])
        {
            Assert.Equal(begins, WhatIf.Answer(question with { Net = net - less }, PayCases.Rules).Outcome.Slip!.Gross);
        }
    }

    [Fact]
    public void The_net_of_the_minimum_wage_leads_to_the_minimum_wage()
        => Assert.Equal(4325, WhatIf.Answer(Question("RO") with { Net = 2699 }, PayCases.Rules).Outcome.Slip!.Gross);

    [Fact]
    public void A_question_that_cannot_be_answered_says_why()
    {
        Assert.Equal("unknown-country", ProblemOf(Question("XX") with { Gross = 1 }));
        Assert.Equal("rule-gap", ProblemOf(Question("RO") with { On = new LocalDate(1999, 1, 1), Gross = 1 }));
        Assert.Equal("what-if-amount", ProblemOf(Question("RO")));
        Assert.Equal("what-if-amount", ProblemOf(Question("RO") with { Gross = 1, Net = 1 }));
        Assert.Equal("negative-pay", ProblemOf(Question("RO") with { Net = -1 }));
        Assert.Equal("unknown-fact", ProblemOf(Question("RO") with { Gross = 1, Facts = Facts.Of([KeyValuePair.Create("nonsense", "1")]) }));
        Assert.Equal("net-unreachable", ProblemOf(Question("RO") with { Net = 1, Facts = Facts.Of([KeyValuePair.Create("nonsense", "1")]) }));
    }

    [Fact]
    public void The_year_so_far_counts()
    {
        var question = Question("PL") with { Gross = 20_000 };
        var late = question with { Before = BalancesOf(WhatIf.Answer(question with { Gross = 260_000 }, PayCases.Rules)) };

        Assert.True(WhatIf.Answer(late, PayCases.Rules).Outcome.Slip!.Of("pit") > WhatIf.Answer(question, PayCases.Rules).Outcome.Slip!.Of("pit"));
    }

    private static Balances BalancesOf(WhatIfAnswer answer) => answer.Outcome.Slip!.Closing.With(new Dictionary<(int, string), decimal> { [(0, "month")] = 0 }, keepFrom: 0);

    private static WhatIfQuestion Question(string country) => new() { Country = country, On = new LocalDate(2026, 7, 15), BornOn = new LocalDate(1985, 4, 12) };

    private static decimal NetOf(WhatIfQuestion question, decimal gross) => WhatIf.Answer(question with { Gross = gross, Net = null }, PayCases.Rules).Outcome.Slip!.Net;

    private static string ProblemOf(WhatIfQuestion question) => Assert.Single(WhatIf.Answer(question, PayCases.Rules).Outcome.Problems).Code;
}
