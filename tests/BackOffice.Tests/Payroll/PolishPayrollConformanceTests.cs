using System.Globalization;
using System.Text.Json;
using BackOffice.Payroll.Domain;
using BackOffice.Payroll.Domain.Countries;
using BackOffice.Tests.Conformance;
using NodaTime;

namespace BackOffice.Payroll;

/// <summary>The Polish cases and payslips of the corpus, by the definitions of its README; every difference is listed.</summary>
public sealed class PolishPayrollConformanceTests(ITestOutputHelper output)
{
    private static readonly Period July = new(2026, 7);

    [Fact]
    public void Every_case_comes_to_the_figure_computed()
    {
        var rows = Corpus.Table("payroll/pl.csv");

        var differences = rows.Select(row => (Id: row["case_id"], Quantity: row["quantity"], Actual: Quantity(row), Expected: Number(row["computed"])))
            .Where(result => result.Actual != result.Expected).ToList();

        output.WriteLine($"{rows.Count - differences.Count} of {rows.Count} Polish cases agree.");
        Assert.Equal(78, rows.Count);
        Assert.Empty(differences);
    }

    [Fact]
    public void Every_payslip_comes_to_the_figures_expected()
    {
        var people = Corpus.Table("hr/2026-07/employees.csv").Where(row => row["country"] == "PL").ToDictionary(row => row["employee_id"], StringComparer.Ordinal);
        var rows = Corpus.Table("hr/2026-07/expected_payslips.csv").Where(row => people.ContainsKey(row["employee_id"])).ToList();

        List<string> differences = [];
        var figures = 0;
        foreach (var row in rows)
        {
            var slip = CaseOf(people[row["employee_id"]]).Slip();
            foreach (var (name, expected) in FiguresOf(row))
            {
                figures++;
                var actual = Named(slip, name);
                if (actual != expected)
                {
                    differences.Add(string.Create(CultureInfo.InvariantCulture, $"{row["employee_id"]} {name}: {actual}, expected {expected}"));
                }
            }
        }

        output.WriteLine($"{rows.Count} Polish payslips, {figures - differences.Count} of {figures} figures agree.");
        Assert.Equal(1000, rows.Count);
        Assert.Empty(differences);
    }

    private static decimal Quantity(IReadOnlyDictionary<string, string> row)
    {
        var inputs = JsonDocument.Parse(row["inputs"]).RootElement.EnumerateObject().ToDictionary(input => input.Name, input => input.Value.ToString(), StringComparer.Ordinal);
        var year = int.Parse(row["period"], CultureInfo.InvariantCulture);
        return row["quantity"] switch
        {
            "sick_base_month" => SickBase(year, inputs["avg_gross"]),
            "free_amount" => FreeAmount(year, inputs),
            var quantity => Named(SlipOf(year, inputs), quantity),
        };
    }

    private static decimal SickBase(int year, string average)
    {
        var sick = new Absence { Kind = "sick", From = new LocalDate(year, 1, 5), To = new LocalDate(year, 1, 5) };
        var pay = PayCases.Month("PL", new Period(year, 1), PayCases.Paid(Number(average))) with { Absences = [sick], Facts = PayCases.Facts(("sick.average", average)) };
        return pay.Slip().Of("sick.base");
    }

    // The gross of these cases is the minimum wage, so the net that the engine measures free amounts by is the net of the case.
    private static decimal FreeAmount(int year, Dictionary<string, string> inputs)
    {
        var slip = SlipOf(year, inputs);
        var kind = inputs["garnishment"] switch { "penalty_90" => "penalty", "advance_75" => "advance", "employer_voluntary_80" or "voluntary_third_80" => "voluntary", var other => other };
        var law = new PolandLaw(PayCases.Rules.Find("PL", new LocalDate(year, 12, 31))!.Pack);
        var pay = PayCases.Month("PL", new Period(year, 12), PayCases.Paid(Number(inputs["gross"]))) with { Facts = FactsOf(inputs) };
        var limits = PolandGarnishments.LimitsOf(pay, law, PolandPerson.Of(pay, law));
        Assert.Equal(slip.Net, PolandGarnishments.MinimumNet(law, PolandPerson.Of(pay, law), fte: 1));
        return limits.ByKind[kind].ProtectedNet;
    }

    private static Payslip SlipOf(int year, Dictionary<string, string> inputs)
    {
        var months = inputs.TryGetValue("month", out var month) ? int.Parse(month, CultureInfo.InvariantCulture) : 1;
        var spell = PayCases.Paid(Number(inputs["gross"])) with { Fte = Fraction(inputs.GetValueOrDefault("fte", "1/1")) };
        Payslip? slip = null;
        for (var i = 1; i <= months; i++)
        {
            slip = (PayCases.Month("PL", new Period(year, i), spell) with { Facts = FactsOf(inputs), Before = slip?.Closing ?? Balances.None }).Slip();
        }

        return slip!;
    }

    private static Facts FactsOf(Dictionary<string, string> inputs) => Facts.Of(inputs
        .Where(input => input.Key is "kup" or "pit2" or "ppk")
        .Select(input => KeyValuePair.Create(input.Key, input.Value.ToLowerInvariant())));

    private static PayCase CaseOf(IReadOnlyDictionary<string, string> row)
    {
        var flags = row["tax_flags"].Split(';').Select(flag => flag.Split('=')).ToDictionary(flag => flag[0], flag => flag[1].ToLowerInvariant(), StringComparer.Ordinal);
        return PayCases.Month("PL", July, PayCases.Paid(Number(row["monthly_gross"]))) with
        {
            PayDay = July.First, // The relief under 26 is by the age on this day.
            BornOn = NodaTime.Text.LocalDatePattern.Iso.Parse(row["birth_date"]).Value,
            Sex = row["sex"] == "F" ? Sex.Female : Sex.Male,
            Facts = PayCases.Facts(("kup", flags["kup"]), ("pit2", flags["pit2"]), ("ppk", flags["ppk"])),
        };
    }

    private static IEnumerable<(string Name, decimal Value)> FiguresOf(IReadOnlyDictionary<string, string> row)
        => row["detail"].Split(';').Select(entry => entry.Split('=')).Select(entry => (entry[0], Number(entry[1])))
            .Concat(new[] { "gross", "employee_social", "health", "tax", "net", "employer_cost" }.Select(column => (column, Number(row[column]))));

    private static decimal Named(Payslip slip, string quantity) => quantity switch
    {
        "gross" => slip.Gross,
        "zus_pension" => slip.Of("zus.pension"),
        "zus_disability" => slip.Of("zus.disability"),
        "zus_sickness" => slip.Of("zus.sickness"),
        "zus" or "employee_social" => slip.Of("zus.pension") + slip.Of("zus.disability") + slip.Of("zus.sickness"),
        "health" => slip.Of("zus.health"),
        "tax_base" => slip.Of("pit.base"),
        "tax" => slip.Of("pit"),
        "ppk_ee" => slip.Of("ppk.employee"),
        "sick_pay" => slip.Of("sick.employer"),
        "net" => slip.Net,
        "employer_contrib" => slip.Sum(PayLineKind.EmployerContribution),
        "employer_cost" => slip.EmployerCost,
        _ => throw new ArgumentOutOfRangeException(nameof(quantity), quantity, "Not a quantity of the corpus."),
    };

    private static decimal Fraction(string text)
    {
        var parts = text.Split('/');
        return Number(parts[0]) / Number(parts[1]);
    }

    private static decimal Number(string text) => decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture);
}
