using BackOffice.Closing.Domain;
using BackOffice.Ledger.Domain;
using BackOffice.Payroll;
using BackOffice.Payroll.Domain;
using BackOffice.Primitives;
using BackOffice.Tests.Conformance;
using NodaTime;

namespace BackOffice.Ledger;

public sealed class PayrollPostingTests
{
    private static readonly IReadOnlyDictionary<string, PostingTemplates> Templates = PostingTemplateFiles.Read();

    private static readonly JournalHeader Header = new()
    {
        Id = "payroll-acme-2026-11-regular",
        Tenant = "acme",
        Ledger = LedgerName.Payroll,
        Day = new LocalDate(2026, 11, 27),
        Period = new Period(2026, 11),
        Description = "Pay of November",
        Source = "acme-2026-11-regular",
        Rules = "it-2026.1-0a1b2c3d",
    };

    [Fact]
    public void Debit_equals_credit_and_the_payable_is_the_net_for_any_totals()
    {
        var random = new Random(1494);
        var entries = 0;
        foreach (var country in Enumerable.Range(0, 700).SelectMany(_ => LineCodes.Countries))
        {
            var (totals, slips) = SampleSlips.AnyTotals(random, country, most: 8);

            var outcome = PayrollPosting.Of(totals, Header, Templates[country]);

            Assert.Empty(outcome.UnknownCodes);
            var balance = BalanceOf(outcome.Entry!);
            Assert.Equal(0, balance.Accounts.Sum(account => account.Balance.Amount));
            Assert.Equal(-slips.Sum(slip => slip.Net - slip.Of("net.returned")), BalanceOn(balance, Templates[country].Payable)); // what never arrived is on it already
            Assert.Equal(CostOf(country, slips), CostIn(country, outcome.Entry!));
            entries++;
        }

        Assert.Equal(2100, entries);
    }

    [Fact]
    public void A_code_without_a_template_is_named_and_nothing_is_posted()
    {
        var totals = Totals("PL", SampleSlips.Line("pay.base", PayLineKind.Earning, 100), SampleSlips.Line("levy", PayLineKind.Tax, 3), SampleSlips.Line("bonus.own", PayLineKind.Earning, 5));

        var outcome = PayrollPosting.Of(totals, Header, Templates["PL"]);

        Assert.Null(outcome.Entry);
        Assert.Equal(["levy"], outcome.UnknownCodes);
    }

    [Fact]
    public void An_element_of_the_employers_own_is_posted_by_its_kind()
    {
        var entry = PayrollPosting.Of(Totals("IT", SampleSlips.Line("bonus.own", PayLineKind.Earning, 5)), Header, Templates["IT"]).Entry!;

        Assert.Equal(Templates["IT"].Accounts["SP.D14.1"].Name, entry.AccountNames["SP.D14.1"]);
        Assert.Equal(["CE.B9.a Debit 5.00 EUR bonus.own", "SP.D14.1 Credit 5.00 EUR bonus.own"], entry.Lines.Select(line => $"{line.Account} {line.Side} {line.Amount} {line.Text}"));
    }

    [Fact]
    public void Costs_are_kept_by_cost_centre_and_debts_are_not()
    {
        var running = new RunningTotals(Currency.Ron);
        running.Add(
            SampleSlips.Slip("RO", SampleSlips.Line("pay.base", PayLineKind.Earning, 5000, "c1"), SampleSlips.Line("cas", PayLineKind.EmployeeContribution, 1250), SampleSlips.Line("cam", PayLineKind.EmployerContribution, 113)),
            SampleSlips.Case("RO", SampleSlips.Spell("c1", new CostCentreShare("plant", 1), new CostCentreShare("sales", 1))));

        var entry = PayrollPosting.Of(running.Seal(), Header, Templates["RO"]).Entry!;

        Assert.Equal(
            [
                "421  Debit 1250.00 RON cas",
                "641 plant Debit 2500.00 RON pay.base",
                "641 sales Debit 2500.00 RON pay.base",
                "646 plant Debit 56.50 RON cam",
                "646 sales Debit 56.50 RON cam",
                "421  Credit 5000.00 RON pay.base",
                "4315  Credit 1250.00 RON cas",
                "436  Credit 113.00 RON cam",
            ],
            entry.Lines.Select(line => $"{line.Account} {line.CostCentre} {line.Side} {line.Amount} {line.Text}"));
    }

    [Fact]
    public void A_negative_total_goes_on_the_other_side()
    {
        var entry = PayrollPosting.Of(Totals("PL", SampleSlips.Line("pit", PayLineKind.Tax, -40)), Header, Templates["PL"]).Entry!;

        Assert.Equal(["225 Rozrachunki z urzędem skarbowym z tytułu PIT", "231 Rozrachunki z tytułu wynagrodzeń"], entry.AccountNames.Select(account => $"{account.Key} {account.Value}").Order(StringComparer.Ordinal));
        Assert.Equal(["225 Debit 40.00 PLN", "231 Credit 40.00 PLN"], entry.Lines.Select(line => $"{line.Account} {line.Side} {line.Amount}"));
    }

    [Fact]
    public void A_run_of_nothing_has_no_entry()
        => Assert.Equal((null, 0), PayrollPosting.Of(Totals("RO"), Header, Templates["RO"]) is var outcome ? (outcome.Entry, outcome.UnknownCodes.Count) : default);

    [Fact]
    public void Paying_the_net_empties_the_payable_and_a_return_fills_it_again()
    {
        var totals = Totals("IT", SampleSlips.Line("pay.base", PayLineKind.Earning, 2000), SampleSlips.Line("irpef", PayLineKind.Tax, 300));
        var balance = BalanceOf(PayrollPosting.Of(totals, Header, Templates["IT"]).Entry!);

        var paid = PayrollPosting.PaymentOf(Money.Euros(totals.Net), Header with { Id = "paid-1" }, Templates["IT"]);
        balance.Add(paid.Lines);
        Assert.Equal(paid.Lines.Select(line => line.Account).Order(StringComparer.Ordinal), paid.AccountNames.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(0, BalanceOn(balance, "SP.D14.1"));

        balance.Add(PayrollPosting.PaymentOf(Money.Euros(-1700), Header with { Id = "returned-1" }, Templates["IT"]).Lines);
        Assert.Equal(-1700, BalanceOn(balance, "SP.D14.1")); // owed again
    }

    [Fact]
    public void An_employer_puts_its_own_accounts_in_place_of_ours()
    {
        var own = Templates["RO"].With(new Dictionary<string, OwnAccount> { ["641"] = new("641.01", "Salarii directe"), ["421"] = new("421.01") });

        var entry = PayrollPosting.Of(Totals("RO", SampleSlips.Line("pay.base", PayLineKind.Earning, 10)), Header, own).Entry!;

        Assert.Equal(["641.01", "421.01"], entry.Lines.Select(line => line.Account));
        Assert.Equal("421.01", own.Payable);
        Assert.Equal(("Salarii directe", Templates["RO"].Accounts["421"].Name), (entry.AccountNames["641.01"], entry.AccountNames["421.01"]));
        Assert.Throws<PostingTemplateException>(() => own.With(new Dictionary<string, OwnAccount> { ["641"] = new("x") }));
    }

    [Theory]
    [InlineData("404", "404-01", null)]
    [InlineData("999", "1", "There is no account 999 to replace")]
    [InlineData("404", "", "The number of an account")]
    [InlineData("404", " 4", "The number of an account")]
    [InlineData("404", "225", "225 would take the place")] // kept by cost centre and not
    [InlineData("231", "130", "The net would be")]
    [InlineData("225", "231", "pit would be")]
    public void Accounts_that_do_not_fit_are_told_before_anything_is_posted(string number, string own, string? problem)
    {
        var problems = Templates["PL"].ProblemsWith(new Dictionary<string, OwnAccount> { [number] = new(own) }).ToList();

        Assert.Equal(problem is null, problems.Count == 0);
        Assert.True(problem is null || problems.Exists(found => found.StartsWith(problem, StringComparison.Ordinal)), string.Join(' ', problems));
    }

    [Theory]
    [InlineData("""{"country":"RO"}""")]
    [InlineData("not json")]
    [InlineData("""{"country":"RO","source":"s","confidence":"S","notice":"n","payable":"421","bank":"5121","accounts":{"421":{"name":"a"}},"codes":{},"kinds":{}}""")] // no account 5121
    [InlineData("""{"country":"RO","source":"s","confidence":"S","notice":"n","payable":"421","bank":"5","accounts":{"421":{"name":"a"},"5":{"name":"b"}},"codes":{"x":{"debit":"421"}},"kinds":{}}""")] // half a template
    public void A_wrong_file_is_refused_by_name(string json)
        => Assert.StartsWith("ro.json: ", Assert.Throws<PostingTemplateException>(() => PostingTemplates.Read("ro.json", json)).Message, StringComparison.Ordinal);

    /// <summary>In Romania the accounts are the law's; elsewhere the same account there is the same account here, by another number.</summary>
    [Fact]
    public void The_templates_agree_with_published_examples()
    {
        var amounts = new Dictionary<string, (string Code, PayLineKind Kind)>(StringComparer.Ordinal)
        {
            ["gross"] = ("pay.base", PayLineKind.Earning),
            ["cas"] = ("cas", PayLineKind.EmployeeContribution),
            ["cass"] = ("cass", PayLineKind.EmployeeContribution),
            ["garnishment"] = ("garnishment", PayLineKind.Garnishment),
            ["cam"] = ("cam", PayLineKind.EmployerContribution),
            ["inps_ee"] = ("inps", PayLineKind.EmployeeContribution),
            ["inps_er"] = ("inps.employer", PayLineKind.EmployerContribution),
            ["tfr"] = ("tfr", PayLineKind.Accrual),
            ["zus_ee+health"] = ("zus.health", PayLineKind.EmployeeContribution),
            ["zus_er"] = ("zus.accident", PayLineKind.EmployerContribution),
        };
        var taxes = new Dictionary<string, string>(StringComparer.Ordinal) { ["RO"] = "impozit", ["IT"] = "irpef", ["PL"] = "pit" };
        HashSet<(string Country, string Theirs, string Ours)> pairs = [];
        foreach (var row in Corpus.Table("accounts/posting_templates.csv").Where(row => row["event"].StartsWith("payroll: ", StringComparison.Ordinal)))
        {
            var templates = Templates[row["country"]];
            var (debit, credit) = row["amount"] switch
            {
                "net" => (templates.Payable, templates.Bank),
                "tax" => templates.Find(taxes[row["country"]], PayLineKind.Tax) is var tax ? (tax!.Debit!, tax.Credit!) : default,
                var amount => templates.Find(amounts[amount].Code, amounts[amount].Kind) is var found ? (found!.Debit!, found.Credit!) : default,
            };
            pairs.Add((row["country"], row["debit"], debit));
            pairs.Add((row["country"], row["credit"], credit));
        }

        Assert.All(pairs.Where(pair => pair.Country == "RO"), pair => Assert.Equal(pair.Theirs, pair.Ours));
        Assert.Equal(pairs.Count, pairs.DistinctBy(pair => (pair.Country, pair.Theirs)).Count());
        Assert.Equal(pairs.Count, pairs.DistinctBy(pair => (pair.Country, pair.Ours)).Count());
        Assert.InRange(pairs.Count, 20, 30);
    }

    /// <summary>What the employer bears by the slips: gross that nobody refunds, its contributions and accruals.</summary>
    private static decimal CostOf(string country, IEnumerable<Payslip> slips)
        => slips.SelectMany(slip => slip.Lines)
            .Where(line => line.Kind is PayLineKind.Earning or PayLineKind.EmployerContribution or PayLineKind.Accrual && !line.Code.EndsWith(".insurance", StringComparison.Ordinal) && Templates[country].Find(line.Code, line.Kind)!.Unposted is null)
            .Sum(line => line.Amount);

    private static decimal CostIn(string country, JournalEntry entry)
        => entry.Lines.Where(line => Templates[country].Accounts[line.Account].ByCostCentre).Sum(line => line.Side == EntrySide.Debit ? line.Amount.Amount : -line.Amount.Amount);

    private static TrialBalance BalanceOf(JournalEntry entry)
    {
        var balance = new TrialBalance();
        balance.Add(entry.Lines);
        return balance;
    }

    private static decimal BalanceOn(TrialBalance balance, string account) => balance.Accounts.Where(one => one.Account == account).Sum(one => one.Balance.Amount);

    private static PayTotals Totals(string country, params IReadOnlyList<PayLine> lines)
    {
        var running = new RunningTotals(SampleSlips.CurrencyOf(country));
        running.Add(SampleSlips.Slip(country, lines), SampleSlips.Case(country, SampleSlips.Spell("c1")));
        return running.Seal();
    }
}
