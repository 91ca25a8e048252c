using BackOffice.Closing.Domain;
using BackOffice.Conventions;
using BackOffice.Ledger.Domain;
using BackOffice.Notifications.Domain;
using BackOffice.Payroll;
using BackOffice.Payroll.Domain;
using BackOffice.Primitives;
using BackOffice.Scenarios;
using BackOffice.Schedule;
using BackOffice.Schedule.Domain;

namespace BackOffice.Ledger;

/// <summary>Whatever the engine writes on a slip can be posted, is owed to somebody, and has a name in every language.</summary>
public sealed class EmittedLinesTests(ITestOutputHelper output)
{
    private const int People = 400;

    private static readonly IReadOnlyDictionary<string, PostingTemplates> Templates = PostingTemplateFiles.Read();
    private static readonly IReadOnlyDictionary<string, DueRules> Rules = DueRuleFiles.Read();
    private static readonly DeadlineRules Deadlines = RuleFiles.ReadDeadlines();

    [Theory]
    [InlineData("IT", 900, 9_000)]
    [InlineData("RO", 4_000, 30_000)]
    [InlineData("PL", 2_000, 40_000)]
    public void Every_line_of_every_slip_has_its_template_its_due_and_its_label(string country, int lowest, int highest)
    {
        HashSet<(string Code, PayLineKind Kind)> met = [];
        HashSet<string> own = new(StringComparer.Ordinal);
        var slips = 0;
        foreach (var (pay, slip) in Told(country).Concat(Generated(country, (lowest, highest))))
        {
            Check(pay, slip);
            met.UnionWith(slip.Lines.Select(line => (line.Code, line.Kind)));
            own.UnionWith(pay.Elements.Select(element => element.Code));
            slips++;
        }

        output.WriteLine(FormattableString.Invariant($"{country}: {slips} slips, {met.Count} codes: {string.Join(' ', met.Select(line => line.Code).Order(StringComparer.Ordinal))}"));
        Assert.DoesNotContain(met.Except(LineCodes.Of(country)), line => !own.Contains(line.Code));
        Assert.All(Languages.All, language => Assert.Empty(met.Select(line => line.Code).Except(PayLabels.Of(language).Lines.Keys).Except(own)));
        Assert.True(slips > 500 && met.Count > 15, "Too little was met.");
    }

    private static void Check(PayCase pay, Payslip slip)
    {
        var running = new RunningTotals(slip.Currency);
        running.Add(slip, pay);
        var totals = running.Seal();

        var posted = PayrollPosting.Of(totals, HeaderOf(slip), Templates[pay.Country]);
        Assert.Empty(posted.UnknownCodes);
        Assert.Equal(slip.Net, totals.Net);
        Assert.Equal(slip.Net - slip.Of("net.returned"), posted.Entry is { } entry ? PayableIn(entry, Templates[pay.Country].Payable) : 0); // what never arrived is on it already

        var dues = Dues.Of(totals, new DueTerms(pay.Country, pay.Period, pay.PayDay, new Dictionary<string, string>()), Rules[pay.Country], Deadlines);
        Assert.Empty(dues.UnknownCodes);
        Assert.Equal(OwedBy(pay.Country, slip), dues.Dues.Sum(due => due.Amount.Amount));
    }

    /// <summary>What was withheld and what the employer adds, less what was paid for the authorities, but for what is not due by the month.</summary>
    private static decimal OwedBy(string country, Payslip slip)
    {
        var less = Rules[country].Dues.SelectMany(due => due.Less).ToHashSet(StringComparer.Ordinal);
        return slip.Lines.Where(line => !Rules[country].NotDue.ContainsKey(line.Code)).Sum(line =>
            line.Kind is PayLineKind.Accrual or PayLineKind.Basis ? Told(line)
            : less.Contains(line.Code) ? -line.Amount
            : line.Kind is PayLineKind.EmployeeContribution or PayLineKind.Tax or PayLineKind.Garnishment or PayLineKind.EmployerContribution ? line.Amount
            : 0);

        // Of severance that is set aside, what goes to others at once; the tax on its revaluation, its advance, and what of that is set off.
        static decimal Told(PayLine line) => line.Code switch
        {
            "tfr.inps" or "tfr.pension-fund" or "tfr.revaluation.tax" or "tfr.revaluation.advance" => line.Amount,
            "tfr.revaluation.advance.used" => -line.Amount,
            _ => 0,
        };
    }

    private static decimal PayableIn(JournalEntry entry, string payable)
        => entry.Lines.Where(line => line.Account == payable).Sum(line => line.Side == EntrySide.Credit ? line.Amount.Amount : -line.Amount.Amount);

    private static JournalHeader HeaderOf(Payslip slip) => new()
    {
        Id = "payroll-1",
        Tenant = "acme",
        Ledger = LedgerName.Payroll,
        Day = slip.Period.Last,
        Period = slip.Period,
        Description = "Pay",
        Source = "run-1",
        Rules = slip.Rules,
    };

    private static IEnumerable<(PayCase Pay, Payslip Slip)> Told(string country)
    {
        var folder = Repository.Folder($"tests/BackOffice.Tests/Scenarios/{country.ToLowerInvariant()}");
        foreach (var file in Directory.Exists(folder) ? Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal) : Enumerable.Empty<string>())
        {
            var steps = Scenario.Read(File.ReadAllText(file));
            var before = steps[0].Before;
            foreach (var pay in steps.Select(step => step.Case(before)))
            {
                if (PayEngine.Calculate(pay with { Before = before }, PayCases.RulesOf(pay)).Slip is { } slip)
                {
                    before = slip.Closing;
                    yield return (pay, slip);
                }
            }
        }
    }

    private static IEnumerable<(PayCase Pay, Payslip Slip)> Generated(string country, (int Lowest, int Highest) range)
    {
        var cases = new GeneratedCases(country, range, seed: 6);
        for (var person = 0; person < People; person++)
        {
            var before = Balances.None;
            foreach (var month in cases.Person(months: 6))
            {
                var pay = month with { Before = before };
                if (pay.Outcome().Slip is { } slip)
                {
                    before = slip.Closing;
                    yield return (pay, slip);
                }
            }
        }
    }
}
