using System.Globalization;
using System.Text.Json;
using BackOffice.Payroll.Domain;
using BackOffice.Tests.Conformance;
using NodaTime;

namespace BackOffice.Payroll;

/// <summary>The Romanian cases and payslips of the corpus, by the definitions of its README; every difference is listed.</summary>
public sealed class RomanianPayrollConformanceTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_case_comes_to_the_figure_computed()
    {
        var cases = Corpus.Table("payroll/ro.csv");

        var differences = cases.Select(row => (Id: row["case_id"], Quantity: row["quantity"], Actual: Quantity(row), Expected: Number(row["computed"]))).Where(result => result.Actual != result.Expected).ToList();

        output.WriteLine($"{cases.Count - differences.Count} of {cases.Count} Romanian cases agree.");
        Assert.Equal(57, cases.Count);
        Assert.Empty(differences);
    }

    [Fact]
    public void Every_payslip_comes_to_the_figures_expected()
    {
        var people = Corpus.Table("hr/2026-07/employees.csv").Where(row => row["country"] == "RO").ToDictionary(row => row["employee_id"]);
        var expected = Corpus.Table("hr/2026-07/expected_payslips.csv").Where(row => people.ContainsKey(row["employee_id"])).ToList();

        var figures = 0;
        List<string> differences = [];
        foreach (var row in expected)
        {
            var slip = Slip(new Period(2026, 7), PersonOf(people[row["employee_id"]]));
            foreach (var (name, value) in FiguresOf(row))
            {
                figures++;
                var actual = Named(slip, name);
                if (actual != value)
                {
                    differences.Add(FormattableString.Invariant($"{row["employee_id"]} {name}: {actual}, expected {value}"));
                }
            }
        }

        output.WriteLine($"{expected.Count} Romanian payslips, {figures - differences.Count} of {figures} figures agree.");
        Assert.Equal(1000, expected.Count);
        Assert.Empty(differences);
    }

    private static decimal Quantity(IReadOnlyDictionary<string, string> row)
    {
        var inputs = JsonDocument.Parse(row["inputs"]).RootElement.EnumerateObject().ToDictionary(input => input.Name, input => input.Value.ToString());
        var person = new Inputs(Number(inputs["gross"]))
        {
            Tickets = inputs.TryGetValue("tickets", out var tickets) ? Number(tickets) : 0,
            Facts = FactsOf(inputs),
        };
        return Named(Slip(row["period"] switch { "2025" => new Period(2025, 12), "2026H1" => new Period(2026, 6), _ => new Period(2026, 12) }, person), row["quantity"]);
    }

    // "exempt": null is the rule, as when it is absent.
    private static Facts FactsOf(Dictionary<string, string> inputs) => Facts.Of(inputs
        .Where(input => input.Value.Length > 0)
        .Select(input => (Name: input.Key switch { "base_fn" => "base-function", "dep" or "exempt" => input.Key, _ => null }, Value: input.Value.ToLowerInvariant()))
        .Where(fact => fact.Name is not null)
        .Select(fact => KeyValuePair.Create(fact.Name!, fact.Value)));

    private static Inputs PersonOf(IReadOnlyDictionary<string, string> row)
    {
        var flags = row["tax_flags"].Split(';').Select(flag => flag.Split('=')).ToDictionary(flag => flag[0], flag => flag[1]);
        return new Inputs(Number(row["monthly_gross"]))
        {
            BornOn = NodaTime.Text.LocalDatePattern.Iso.Parse(row["birth_date"]).Value,
            Facts = Facts.Of([KeyValuePair.Create("dep", flags["dep"]), KeyValuePair.Create("kids", flags["kids"])]),
        };
    }

    // The columns repeat some of the detail.
    private static IEnumerable<(string Name, decimal Value)> FiguresOf(IReadOnlyDictionary<string, string> row)
        => row["detail"].Split(';').Select(figure => figure.Split('=')).Select(figure => (figure[0], Number(figure[1])))
            .Append(("gross", Number(row["gross"]))).Append(("cas", Number(row["employee_social"]))).Append(("cass", Number(row["health"])));

    private static Payslip Slip(Period period, Inputs person) => (PayCases.Month("RO", period, PayCases.Paid(person.Gross)) with
    {
        BornOn = person.BornOn,
        Facts = person.Facts,
        Elements = person.Tickets == 0 ? [] : [new PayElement { Code = "tickets", Kind = PayLineKind.Benefit, Treatments = Treatments.Health | Treatments.Tax, Amount = person.Tickets }],
    }).Slip();

    private static decimal Named(Payslip slip, string name) => name switch
    {
        "cas" or "cass" or "cam" or "exempt" or "dp" => slip.Of(name),
        "tax" => slip.Of("impozit"),
        "tax_base" => slip.Lines.FirstOrDefault(line => line.Code == "impozit")?.Because.Exact * 10 ?? 0, // the rate is 10 %
        "dp_unrounded" => slip.Lines.FirstOrDefault(line => line.Code == "dp")?.Because.Exact ?? 0,
        "gross" => slip.Gross,
        "net" => slip.Net,
        "net_incl_tickets" => slip.Net + slip.Of("tickets"),
        // Vouchers alone: nothing is earned that their tax could be withheld from, so the net, which is never below zero, does not show it.
        "tickets_net" => slip.Of("tickets") - slip.Of("cass") - slip.Of("impozit"),
        "employer_cost" => slip.EmployerCost,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Not a quantity of the Romanian cases."),
    };

    private static decimal Number(string text) => decimal.Parse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);

    private sealed record Inputs(decimal Gross)
    {
        public LocalDate BornOn { get; init; } = new(1985, 1, 1);

        public decimal Tickets { get; init; }

        public Facts Facts { get; init; } = Facts.None;
    }
}
