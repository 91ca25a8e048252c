using BackOffice.Payroll.Domain;
using BackOffice.Primitives;
using BackOffice.Schedule;
using BackOffice.Schedule.Domain;
using NodaTime;

namespace BackOffice.Payroll;

public sealed class DuesTests
{
    private static readonly IReadOnlyDictionary<string, DueRules> Rules = DueRuleFiles.Read();
    private static readonly DeadlineRules Deadlines = RuleFiles.ReadDeadlines();

    /// <summary>Kinds of which every cent is owed to somebody, but for what the country's file says is not due.</summary>
    private static readonly PayLineKind[] Withheld = [PayLineKind.EmployeeContribution, PayLineKind.Tax, PayLineKind.Garnishment, PayLineKind.EmployerContribution];

    /// <summary>Earnings that are paid for the insurance and taken off its contributions.</summary>
    private static readonly Dictionary<string, string[]> SetOff = new(StringComparer.Ordinal)
    {
        ["IT"] = ["sick.insurance", "maternity.insurance", "tfr.revaluation.advance.used"],
        ["PL"] = ["sick.insurance", "accident.insurance", "maternity.insurance"],
        ["RO"] = [],
    };

    /// <summary>Set aside for people and paid to others at once, and what the employer pays in advance.</summary>
    private static readonly string[] OwedToo = ["tfr.inps", "tfr.pension-fund", "tfr.revaluation.tax", "tfr.revaluation.advance"];

    [Fact]
    public void Every_cent_that_was_withheld_is_owed_to_somebody()
    {
        var random = new Random(16);
        foreach (var country in Enumerable.Range(0, 200).SelectMany(_ => LineCodes.Countries))
        {
            var (totals, slips) = SampleSlips.AnyTotals(random, country, most: 10);

            var outcome = DuesOf(country, totals, new LocalDate(2026, 11, 27));

            var lines = slips.SelectMany(slip => slip.Lines).Where(line => !Rules[country].NotDue.ContainsKey(line.Code)).ToList();
            var owed = lines.Where(line => Withheld.Contains(line.Kind) || OwedToo.Contains(line.Code)).Sum(line => line.Amount);
            var setOff = lines.Where(line => (line.Kind == PayLineKind.Credit && line.Code is not ("net.returned" or "tfr.paid")) || SetOff[country].Contains(line.Code)).Sum(line => line.Amount);
            Assert.Empty(outcome.UnknownCodes);
            Assert.Equal(owed - setOff, outcome.Dues.Sum(due => due.Amount.Amount));
        }
    }

    [Fact]
    public void A_line_that_nobody_is_owed_for_is_named()
    {
        var totals = Totals("RO", SampleSlips.Line("cas", PayLineKind.EmployeeContribution, 100), SampleSlips.Line("levy", PayLineKind.Tax, 3));

        var outcome = DuesOf("RO", totals, new LocalDate(2026, 11, 27));

        Assert.Empty(outcome.Dues);
        Assert.Equal(["levy"], outcome.UnknownCodes);
    }

    [Fact]
    public void Creditors_and_funds_are_called_by_their_names()
    {
        var pay = ItalianYears.Case(new Period(2026, 11), ItalianYears.Contract(2_200)) with
        {
            Facts = ItalianYears.Facts(("pension-fund.rate", "1"), ("pension-fund.employer.rate", "1.2"), ("pension-fund", "fon-te")),
            Garnishments = [new GarnishmentOrder { Id = "pp-1", Kind = "ordinary", Priority = 1, Share = 0.2m, Creditor = "credito-rapido" }],
        };
        var running = new RunningTotals(Currency.Eur);
        running.Add(ItalianYears.Slip(pay), pay);
        var dues = DuesOf("IT", running.Seal(), new LocalDate(2026, 11, 27)).Dues;
        var payees = new Dictionary<string, string> { ["credito-rapido"] = "Credito Rapido S.p.A.", ["fon-te"] = "Fondo Fon.Te.", ["it.pension-fund"] = "One fund of all" };

        Assert.Equal(("fon-te", "Fondo Fon.Te."), NameOf("it.pension-fund", payees));
        Assert.Equal(("credito-rapido", "Credito Rapido S.p.A."), NameOf("it.garnishment", payees));
        Assert.Equal(("credito-rapido", "credito-rapido"), NameOf("it.garnishment", []));
        Assert.Equal((null, "One fund of all"), dues.First(due => due.Rule == "it.pension-fund") with { Party = null } is var common ? (common.Party, common.PartyName(payees)) : default);

        (string?, string?) NameOf(string rule, Dictionary<string, string> names) => Assert.Single(dues, due => due.Rule == rule) is var due ? (due.Party, due.PartyName(names)) : default;
    }

    [Fact]
    public void An_Italian_month_is_due_on_the_16th_with_its_credits_set_off()
    {
        var totals = Totals(
            "IT",
            SampleSlips.Line("inps.base", PayLineKind.Basis, 2065),
            SampleSlips.Line("inps", PayLineKind.EmployeeContribution, 189.80m),
            SampleSlips.Line("inps.employer", PayLineKind.EmployerContribution, 579.60m),
            SampleSlips.Line("irpef", PayLineKind.Tax, 210.55m),
            SampleSlips.Line("trattamento.integrativo", PayLineKind.Credit, 100m));

        var dues = DuesOf("IT", totals, new LocalDate(2026, 11, 27)).Dues;

        Assert.Equal(
            [
                "INPS DM10 2026-11 769.40 EUR 2026-12-16", // 189.80 + 579.60
                "Agenzia delle Entrate 1001 2026-11 210.55 EUR 2026-12-16",
                "Agenzia delle Entrate 1701 2026-11 -100.00 EUR 2026-12-16",
            ],
            dues.Select(Written));
        Assert.Equal(Money.Euros(2065), dues[0].Base);
    }

    [Theory]
    [InlineData("2026-11-27", "2026-11", "2026-12-16")]
    [InlineData("2026-12-05", "2026-12", "2027-01-18")] // 16 January 2027 is a Saturday
    public void Tax_follows_the_pay_day_and_contributions_the_month_worked(string payDay, string month, string due)
    {
        var totals = Totals("IT", SampleSlips.Line("inps", PayLineKind.EmployeeContribution, 10), SampleSlips.Line("irpef", PayLineKind.Tax, 20));

        var dues = DuesOf("IT", totals, NodaTime.Text.LocalDatePattern.Iso.Parse(payDay).Value).Dues;

        Assert.Equal(["INPS DM10 2026-11 10.00 EUR 2026-12-16", $"Agenzia delle Entrate 1001 {month} 20.00 EUR {due}"], dues.Select(Written));
    }

    [Theory]
    [InlineData("budget", "2026-12-07")] // the 5th is a Saturday
    [InlineData("legal-person", "2026-12-15")]
    [InlineData("other", "2026-12-21")] // the 20th is a Sunday
    [InlineData(null, "2026-12-15")]
    public void ZUS_is_due_by_what_the_payer_is(string? payer, string due)
    {
        var totals = Totals("PL", SampleSlips.Line("zus.pension", PayLineKind.EmployeeContribution, 976), SampleSlips.Line("zus.pension.employer", PayLineKind.EmployerContribution, 976));

        var only = Assert.Single(DuesOf("PL", totals, new LocalDate(2026, 11, 27), payer).Dues);

        Assert.Equal($"ZUS DRA-społeczne 2026-11 1952.00 PLN {due}", Written(only));
    }

    [Fact]
    public void Polish_tax_and_pension_plan_have_days_of_their_own()
    {
        var totals = Totals("PL", SampleSlips.Line("pit", PayLineKind.Tax, 300), SampleSlips.Line("ppk.employee", PayLineKind.EmployeeContribution, 100), SampleSlips.Line("ppk.employer", PayLineKind.EmployerContribution, 75));

        Assert.Equal(
            ["Urząd skarbowy PIT-4 2026-11 300.00 PLN 2026-12-21", "Instytucja finansowa PPK PPK 2026-11 175.00 PLN 2026-12-15"],
            DuesOf("PL", totals, new LocalDate(2026, 11, 27)).Dues.Select(Written));
    }

    [Fact]
    public void A_Romanian_month_is_due_on_the_25th_or_the_next_working_day()
        => Assert.Equal(
            ["ANAF 412 2026-11 1000.00 RON 2026-12-28"], // 25 and 26 December are holidays, then a Sunday
            DuesOf("RO", Totals("RO", SampleSlips.Line("cas", PayLineKind.EmployeeContribution, 1000)), new LocalDate(2026, 12, 5)).Dues.Select(Written));

    [Fact]
    public void Each_creditor_has_a_due_of_its_own()
    {
        var totals = Totals("RO", SampleSlips.Line("garnishment", PayLineKind.Garnishment, 300) with { Reference = "o-1" }, SampleSlips.Line("garnishment", PayLineKind.Garnishment, 200) with { Reference = "o-2" });

        var dues = DuesOf("RO", totals, new LocalDate(2026, 11, 27)).Dues;

        Assert.Equal(["court-7 300.00 RON 2026-12-02", "person-9 200.00 RON 2026-12-02"], dues.Select(due => FormattableString.Invariant($"{due.Party} {due.Amount} {due.DueOn:uuuu'-'MM'-'dd}")));
    }

    [Fact]
    public void Every_due_finds_its_day_in_every_month_of_two_years()
        => Assert.All(
            from country in LineCodes.Countries from month in Enumerable.Range(0, 24) select (country, new Period(2025, 1).Plus(month)),
            pair =>
            {
                var codes = LineCodes.Of(pair.country).Where(code => Rules[pair.country].Dues.All(due => due.HoldsIn(pair.Item2) || !due.Lines.Contains(code.Code)));
                var totals = Totals(pair.country, [.. codes.Select(code => SampleSlips.Line(code.Code, code.Kind, 1))]);
                var outcome = Dues.Of(totals, new DueTerms(pair.country, pair.Item2, pair.Item2.Last, new Dictionary<string, string>()), Rules[pair.country], Deadlines);
                Assert.NotEmpty(outcome.Dues);
                Assert.All(outcome.Dues, due => Assert.True(due.DueOn >= pair.Item2.Last));
            });

    private static DueOutcome DuesOf(string country, PayTotals totals, LocalDate payDay, string? payer = null)
        => Dues.Of(totals, new DueTerms(country, SampleSlips.November, payDay, payer is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["pl.zus"] = payer }), Rules[country], Deadlines);

    private static PayTotals Totals(string country, params IReadOnlyList<PayLine> lines)
    {
        var running = new RunningTotals(SampleSlips.CurrencyOf(country));
        running.Add(SampleSlips.Slip(country, lines), SampleSlips.Case(country, SampleSlips.Spell("c1")));
        return running.Seal();
    }

    private static string Written(Due due) => FormattableString.Invariant($"{due.Authority} {due.Code} {due.Period} {due.Amount} {due.DueOn:uuuu'-'MM'-'dd}");
}
