using System.Globalization;
using System.Text.Json;
using BackOffice.Payroll;
using BackOffice.Payroll.Domain.Countries;

namespace BackOffice.Tests.Conformance;

/// <summary>
/// The Italian figures of the corpus. They are of a year and unrounded on the way, so they are compared with the year's calculation that
/// the settlement of a slip uses; what the corpus composes otherwise than a slip is composed here from its figures.
/// </summary>
public sealed class ItalianPayrollConformanceTests(ITestOutputHelper output)
{
    private const int Cases = 72;
    private const int Payslips = 1_000;

    [Fact]
    public void Every_Italian_case_comes_to_the_figure_computed()
    {
        var cases = Corpus.Table("payroll/it.csv");

        var disagreements = cases.Select(row => (Id: row["case_id"], Quantity: row["quantity"], Expected: Number(row["computed"]), Actual: QuantityOf(row)))
            .Where(entry => entry.Expected != entry.Actual)
            .Select(entry => $"{entry.Id} {entry.Quantity}: {Text(entry.Actual)}, computed {Text(entry.Expected)}").ToList();

        output.WriteLine($"it.csv: {cases.Count - disagreements.Count} of {cases.Count} agree.");
        Assert.Equal(Cases, cases.Count);
        Assert.True(disagreements.Count == 0, string.Join('\n', disagreements));
    }

    [Fact]
    public void Every_Italian_payslip_comes_to_the_figures_expected()
    {
        var people = Corpus.Table("hr/2026-07/employees.csv").Where(row => row["country"] == "IT").ToDictionary(row => row["employee_id"]);
        var payslips = Corpus.Table("hr/2026-07/expected_payslips.csv").Where(row => people.ContainsKey(row["employee_id"])).ToList();

        var figures = 0;
        List<string> disagreements = [];
        foreach (var payslip in payslips)
        {
            var actual = FiguresOf(people[payslip["employee_id"]]);
            var expected = ExpectedOf(payslip);
            figures += expected.Count;
            disagreements.AddRange(expected.Where(figure => !actual.TryGetValue(figure.Name, out var value) || value != figure.Value)
                .Select(figure => $"{payslip["employee_id"]} {figure.Name}: {Text(actual.GetValueOrDefault(figure.Name))}, expected {Text(figure.Value)}"));
        }

        output.WriteLine($"hr/2026-07, Italy: {payslips.Count} payslips, {figures - disagreements.Count} of {figures} figures agree.");
        Assert.Equal(Payslips, payslips.Count);
        Assert.True(disagreements.Count == 0, string.Join('\n', disagreements.Take(30)));
    }

    private static IReadOnlyList<(string Name, decimal Value)> ExpectedOf(IReadOnlyDictionary<string, string> payslip)
        => [.. payslip["detail"].Split(';').Select(part => part.Split('=')).Select(pair => (pair[0], Number(pair[1]))),
            ("gross", Number(payslip["gross"])), ("employee_social", Number(payslip["employee_social"])), ("tax", Number(payslip["tax"])),
            ("net", Number(payslip["net"])), ("employer_cost", Number(payslip["employer_cost"]))];

    private static Dictionary<string, decimal> FiguresOf(IReadOnlyDictionary<string, string> person)
    {
        var flags = person["tax_flags"].Split(';').Select(part => part.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        var gross = decimal.Round(Number(person["monthly_gross"]) * Number(flags["mensilita"]), 0, MidpointRounding.AwayFromZero);
        var law = ItalianYears.Law(2026);
        var year = Of(law, gross, Terms(law) with { Region = flags["region"].ToLowerInvariant(), Municipality = flags["comune"] });
        return new Dictionary<string, decimal>
        {
            ["gross"] = gross,
            ["inps"] = Cents(year.Contributions + year.Additional),
            ["employee_social"] = Cents(year.Contributions + year.Additional),
            ["imponibile"] = Cents(year.Own),
            ["irpef_lorda"] = Cents(year.GrossTax),
            ["detr_lavoro"] = Cents(year.EmploymentDeduction),
            ["ulteriore_detr"] = Cents(year.FurtherDeduction),
            ["somma_integrativa"] = Cents(year.Sum),
            ["tratt_integrativo"] = Cents(year.Treatment),
            ["irpef_netta"] = Cents(year.NetTax),
            ["tax"] = Cents(year.NetTax),
            ["add_reg"] = Cents(year.RegionalSurtax),
            ["add_com"] = Cents(year.MunicipalSurtax),
            ["net_year"] = Cents(NetOf(gross, year)),
            ["net"] = Cents(NetOf(gross, year)),
            ["employer_inps"] = Cents(year.EmployerContributions),
            ["tfr"] = Cents(law.Severance.OfAmount(gross)),
            ["cost"] = Cents(CostOf(gross, year, law)),
            ["employer_cost"] = Cents(CostOf(gross, year, law)),
        };
    }

    private static decimal QuantityOf(IReadOnlyDictionary<string, string> row)
    {
        var period = int.Parse(row["period"], CultureInfo.InvariantCulture);
        var inputs = JsonDocument.Parse(row["inputs"]).RootElement;
        return Cents(QuantityOf(row["quantity"], period, inputs));
    }

    private static decimal QuantityOf(string quantity, int period, JsonElement inputs)
    {
        var law = ItalianYears.Law(period);
        var year = YearOf(law, inputs);
        var gross = Number(inputs, "ral") ?? 0;
        return quantity switch
        {
            "irpef_saving_vs_2025" => YearOf(ItalianYears.Law(2025), inputs).GrossTax - year.GrossTax,
            "irpef_lorda" => year.GrossTax,
            "inps_additional_1pct" => year.Additional,
            "detr_lavoro" => year.EmploymentDeduction,
            "ulteriore_detr" => year.FurtherDeduction,
            "somma_integrativa" => year.Sum,
            "rld_annualised" => law.Credits.AnnualOf(Number(inputs, "rld")!.Value, year.Days),
            // On the gross, as the source of the case did, not on the taxable income.
            "add_reg_first_bracket" => law.Surtaxes.RegionalOf("toscana", Math.Min(gross, 15_000)),
            "part_time_min_hour_40h" => new ItalianMinimumBase(ItalianYears.Rules(period).Pack).HourlyOf(6, 40),
            "part_time_min_hour_36h_5d" => new ItalianMinimumBase(ItalianYears.Rules(period).Pack).HourlyOf(5, 36),
            // Of the same year's surtaxes, which a slip withholds the year after.
            "net_year" => NetOf(gross, year),
            "cost" or "employer_cost" => CostOf(gross, year, law),
            _ => throw new ArgumentOutOfRangeException(nameof(quantity), quantity, "Not a quantity of corpus/payroll/README.md."),
        };
    }

    private static ItalianYear YearOf(ItalianLaw law, JsonElement inputs)
    {
        var terms = Terms(law) with
        {
            Contribution = (Number(inputs, "ee_rate") ?? 9.19m) / 100,
            EmployerContribution = (Number(inputs, "er_rate") ?? 28.98m) / 100,
            Region = inputs.TryGetProperty("region", out var region) ? region.GetString()!.ToLowerInvariant() : null,
            Municipality = inputs.TryGetProperty("comune", out var comune) ? comune.GetString()!.Split(' ')[^1] : null,
        };
        var income = Number(inputs, "taxable_income") ?? Number(inputs, "rld");
        return income is null
            ? Of(law, Number(inputs, "ral") ?? 0, terms)
            : ItalianYear.Of(new ItalianIncome { Insured = 0, Taxable = income.Value, Days = Number(inputs, "days") ?? 365 }, terms with { OtherIncome = (Number(inputs, "rc") ?? income.Value) - income.Value }, law);
    }

    private static ItalianYear Of(ItalianLaw law, decimal gross, ItalianTerms terms) => ItalianYear.Of(new ItalianIncome { Insured = gross, Taxable = gross }, terms, law);

    private static ItalianTerms Terms(ItalianLaw law) => new() { Contribution = law.Contributions.Rate, EmployerContribution = law.Employer.Rate, Inail = 0 };

    private static decimal NetOf(decimal gross, ItalianYear year)
        => gross - year.Contributions - year.Additional - year.NetTax - year.RegionalSurtax - year.MunicipalSurtax + year.Sum + year.Treatment;

    // The severance accrual before the contribution is taken off.
    private static decimal CostOf(decimal gross, ItalianYear year, ItalianLaw law) => gross + year.EmployerContributions + law.Severance.OfAmount(gross);

    private static decimal? Number(JsonElement inputs, string name)
        => !inputs.TryGetProperty(name, out var value) ? null : value.ValueKind == JsonValueKind.String ? Number(value.GetString()!) : value.GetDecimal();

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    private static decimal Cents(decimal exact) => decimal.Round(exact, 2, MidpointRounding.AwayFromZero);

    private static string Text(decimal value) => value.ToString(CultureInfo.InvariantCulture);
}
