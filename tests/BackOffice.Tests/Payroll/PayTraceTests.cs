using BackOffice.Payroll.Domain;
using BackOffice.Primitives;

namespace BackOffice.Payroll;

public sealed class PayTraceTests
{
    [Fact]
    public void A_line_says_its_sum_its_rounding_and_its_law()
    {
        var pay = PayCases.Month("PL", new Period(2026, 7), PayCases.Paid(8000.55m));
        var line = pay.Slip().Lines.Single(line => line.Code == "zus.pension");
        var pack = PayCases.RulesOf(pay).Pack;

        var explained = PayTrace.Explain(line, pack);

        Assert.Equal((780.85m, 780.85368m, Confidence.S), (explained.Amount, explained.Exact, explained.Confidence)); // 8000.55 x 9.76 %
        Assert.Equal(
            "zus.pension = 780.85: base x rate (base 8000.55, rate 0.0976) = 780.853680; HalfUp to 0.01. Pension insurance: Act of 13 October 1998, art. 22(1)(1), art. 16 [S], " + pack.Version + ".",
            explained.ToString());
    }

    [Fact]
    public void A_line_of_no_rule_of_the_pack_is_the_employers_own()
    {
        var pack = PayCases.Rules.Find("PL", new NodaTime.LocalDate(2026, 7, 1))!.Pack;
        var line = new PayLine { Code = "x", Kind = PayLineKind.Earning, Amount = 1, Rule = "own", Because = new Trace("given", 1) };

        var explained = PayTrace.Explain(line, pack);

        Assert.Null(explained.Confidence);
        Assert.Equal("Terms of the employer", explained.Source);
    }
}
