using System.Globalization;
using System.Text.Json;
using BackOffice.Payroll.Domain;
using NodaTime;

namespace BackOffice.Payroll;

/// <summary>What holds for every slip of every country, on people drawn from a seed: more than 100 000 slips of the three together.</summary>
public sealed class GeneratedSlipTests(ITestOutputHelper output)
{
    private const int MonthsEach = 6;
    private const int LeastSlips = 33_334;

    /// <summary>A country, its range of pay, and how many people.</summary>
    public static TheoryData<string, int, int, int> Countries => new()
    {
        { "PL", 2000, 40000, 5_850 },
        { "RO", 2000, 30000, 7_150 },
        { "IT", 800, 12000, 5_850 },
    };

    [Theory]
    [MemberData(nameof(Countries))]
    public void Every_slip_adds_up_leaves_what_is_protected_and_comes_out_the_same_again(string country, int lowest, int highest, int people)
    {
        var cases = new GeneratedCases(country, (lowest, highest), seed: 20260731);
        var run = new GeneratedRun(country, PayCases.Rules.Packs.All.First(pack => pack.Country == country).Currency);
        var (slips, garnished, floored, refused, setOff, paidOut) = (0, 0, 0, 0, 0, 0);
        for (var person = 0; person < people; person++)
        {
            var before = person % 20 == 0 ? Balances.None.With(new Dictionary<(int, string), decimal> { [(0, "debt")] = lowest + person, [(0, "debt.monthly")] = person % 40 == 0 ? 100 : 0 }, keepFrom: 0) : Balances.None;
            foreach (var month in cases.Person(MonthsEach))
            {
                var pay = month with { Before = before };
                var outcome = pay.Outcome();
                if (outcome.Slip is not { } slip)
                {
                    Assert.NotEmpty(outcome.Problems);
                    refused++;
                    continue;
                }

                if (ProblemWith(pay, slip) is { } problem)
                {
                    Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"Person {person}, {pay.Period}: {problem}\n{string.Join('\n', slip.Lines)}"));
                }

                if (slips++ % 20 == 0)
                {
                    Assert.Equal(JsonSerializer.SerializeToUtf8Bytes(slip), JsonSerializer.SerializeToUtf8Bytes(pay.Slip()));
                }

                run.Add(pay, slip);
                garnished += slip.Sum(PayLineKind.Garnishment) > 0 ? 1 : 0;
                floored += slip.Sum(PayLineKind.CarriedForward) > 0 ? 1 : 0;
                setOff += slip.Lines.Any(line => line.Code == "debt.recovered" && line.Reference != "debt") ? 1 : 0;
                paidOut += slip.Of("net.returned") > slip.Of("debt.recovered") ? 1 : 0;
                before = slip.Closing;
            }
        }

        run.AssertAgrees();
        output.WriteLine(FormattableString.Invariant($"{country}: {slips} slips, {garnished} garnished, {floored} carried forward, {setOff} set off, {paidOut} paid out what had never arrived, {refused} refused with reasons."));
        Assert.True(slips >= LeastSlips, "Too few slips came out of the seed: 100 000 of three countries are wanted.");
        Assert.True(garnished > slips / 50 && floored > 0 && setOff > 0 && paidOut > 0, "The seed reaches too few corners.");
    }

    private static string? ProblemWith(PayCase pay, Payslip slip)
        => NetProblem(slip) ?? LineProblem(pay, slip) ?? LimitProblem(pay, slip) ?? BalanceProblem(pay, slip);

    private static string? NetProblem(Payslip slip)
    {
        var net = slip.Lines.Sum(line => line.Kind switch
        {
            PayLineKind.Earning or PayLineKind.Credit or PayLineKind.CarriedForward => line.Amount,
            PayLineKind.EmployeeContribution or PayLineKind.Tax or PayLineKind.Deduction or PayLineKind.Garnishment => -line.Amount,
            _ => 0,
        });
        return net != slip.Net ? "gross - deductions is not the net"
            : slip.Gross + slip.Sum(PayLineKind.Credit) + slip.Sum(PayLineKind.CarriedForward) - slip.Withheld != net ? "gross, credits and what is withheld are not the net"
            : net < 0 ? "the net is negative"
            : null;
    }

    private static string? LineProblem(PayCase pay, Payslip slip)
    {
        var pack = PayCases.RulesOf(pay).Pack;
        return slip.Lines.FirstOrDefault(line => line.Amount % 0.01m != 0 || pack.Find(line.Rule) is null) is { } line ? $"{line.Code} has no rule or a fraction of a cent"
            : slip.Lines.FirstOrDefault(line => line.Amount == 0 && (line.Kind is not (PayLineKind.EmployeeContribution or PayLineKind.EmployerContribution or PayLineKind.Tax or PayLineKind.Basis) || slip.Lines.All(other => other.Amount == 0))) is { } nothing ? $"{nothing.Code} is a line of nothing"
            : null;
    }

    // The sheet as it was before creditors came, and what the law then says.
    private static string? LimitProblem(PayCase pay, Payslip slip)
    {
        if (slip.Sum(PayLineKind.Garnishment) == 0)
        {
            return null;
        }

        var rules = PayCases.RulesOf(pay);
        var sheet = new PaySheet(pay, rules.Pack);
        foreach (var line in slip.Lines.TakeWhile(line => line.Kind is not PayLineKind.Garnishment and not PayLineKind.Deduction))
        {
            sheet.Add(line);
        }

        var (net, limits) = (sheet.NetSoFar, rules.Law.LimitsOf(sheet));
        var withheld = slip.Lines.Where(line => line.Kind == PayLineKind.Garnishment)
            .Select(line => (line.Amount, Order: pay.Garnishments.Single(order => order.Id == line.Reference)))
            .ToList();
        var inTotal = withheld.Where(line => !limits.ByKind[line.Order.Kind].IsBesideTotal).Sum(line => line.Amount);
        return inTotal > sheet.Round(limits.Rule, limits.TotalShare * net) ? "more than the total share is withheld"
            : withheld.Exists(line => line.Order.Total < slip.Closing.Of("garnished:" + line.Order.Id)) ? "more than the total of an order is withheld"
            : withheld.GroupBy(line => line.Order.Kind, StringComparer.Ordinal).Any(kind => kind.Sum(line => line.Amount) > sheet.Round(limits.Rule, limits.ByKind[kind.Key].Share * net)) ? "more than the share of a kind is withheld"
            : net - withheld.Sum(line => line.Amount) < withheld.Min(line => limits.ByKind[line.Order.Kind].ProtectedNet) ? "less than the protected net is left"
            : null;
    }

    private static string? BalanceProblem(PayCase pay, Payslip slip)
        => slip.Closing.Of("debt") != pay.Before.Of("debt") + slip.Of("debt.carried") - slip.Of("debt.recovered") ? "the debt does not follow from the lines"
            : slip.Of("net.returned") != (pay.Returned ?? []).Sum(net => net.Amount.Amount) ? "what never arrived is not on the slip"
            : pay.Returned?.FirstOrDefault(net => net.IsOpen(slip.Closing)) is { } open ? $"what never arrived by {open.Order} is still open"
            : pay.Garnishments.FirstOrDefault(order => slip.Closing.Of("garnished:" + order.Id) != pay.Before.Of("garnished:" + order.Id) + slip.Lines.Where(line => line.Code == "garnishment" && line.Reference == order.Id).Sum(line => line.Amount)) is { } order ? $"the balance of {order.Id} does not follow from the lines"
            : null;
}
