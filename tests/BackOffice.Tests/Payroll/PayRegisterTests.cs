using BackOffice.Notifications.Domain;
using BackOffice.Payroll.Domain;

namespace BackOffice.Payroll;

public sealed class PayRegisterTests
{
    [Fact]
    public void A_register_has_a_row_a_person_and_a_header_in_its_language()
    {
        var register = RegisterOf("RO", Language.Romanian);

        Assert.Equal(
            "Perioada,Tip stat,Marca,Salariat,CNP,Funcția,Venit brut,Avantaje în natură,Contribuții ale salariatului,Impozit,Sume și bonificații,Alte rețineri,Popriri,Report în lunile următoare,Rest de plată,Contribuții ale angajatorului,Provizioane,Cost salarial total,Moneda,Reguli de calcul\r\n",
            register.CsvHeader());

        // 5600.00 + 583.33 - 266.67 = 5916.66; - 1479 - 677 - 451 - 150 = 3159.66; 5916.66 + 133 = 6049.66
        Assert.Equal(
            "2026-11,Salariu lunar,1187,Ștefania Țăranu,2870315125783,Operator,5916.66,855.00,2156.00,451.00,0.00,150.00,0.00,0.00,3159.66,133.00,0.00,6049.66,RON,ro-2026.1-0a1b2c3d\r\n",
            register.CsvRow(SamplePayslips.Slip("RO"), SamplePayslips.Face("RO")));
    }

    [Fact]
    public void Vouchers_above_their_free_value_stand_once_in_the_register_and_in_the_sums_of_the_run()
    {
        var slip = ItalianYears.Slip(ItalianYears.Case(new Primitives.Period(2026, 11), ItalianYears.Contract(2_200, 14)) with { Elements = [new PayElement { Code = "tickets.electronic", Kind = PayLineKind.Benefit, Quantity = 21, Rate = 11 }] });
        var running = new RunningTotals(slip.Currency);
        running.Add(slip, SampleSlips.Case("IT", SampleSlips.Spell("contract")));
        var register = RegisterOf("IT", Language.Italian);

        Assert.Contains(",231.00,", register.CsvRow(slip, SamplePayslips.Face("IT")), StringComparison.Ordinal); // 21 x 11; the excess of 21 is a part of it
        Assert.DoesNotContain("252", register.CsvRow(slip, SamplePayslips.Face("IT")) + register.PageRow(slip, SamplePayslips.Face("IT")), StringComparison.Ordinal);
        Assert.Equal(231m, running.Seal().Sum(PayLineKind.Benefit));
    }

    [Fact]
    public void A_name_cannot_run_in_a_spreadsheet()
    {
        var row = RegisterOf("IT", Language.Italian).CsvRow(SamplePayslips.Slip("IT"), SamplePayslips.Face("IT") with { Name = "=HYPERLINK(\"x\",\"y\")" });

        Assert.Contains(",\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\",", row, StringComparison.Ordinal);
    }

    [Fact]
    public void The_printed_register_ends_with_the_sums_of_the_run()
    {
        var running = new RunningTotals(SampleSlips.CurrencyOf("PL"));
        running.Add(SamplePayslips.Slip("PL"), SampleSlips.Case("PL", SampleSlips.Spell("c1")));
        running.Add(SamplePayslips.Slip("PL"), SampleSlips.Case("PL", SampleSlips.Spell("c1")));
        var register = RegisterOf("PL", Language.Polish);

        var page = register.PageBegin(SamplePayslips.Face("PL").Employer, SampleSlips.November)
            + register.PageRow(SamplePayslips.Slip("PL"), SamplePayslips.Face("PL"))
            + register.PageRow(SamplePayslips.Slip("PL"), SamplePayslips.Face("PL"))
            + register.PageEnd(running.Seal());

        Assert.Contains("Razem (2)", page, StringComparison.Ordinal);
        Assert.Equal(3, page.Split("&#160;951,86").Length - 1 + page.Split("11&#160;903,72").Length - 1); // 5 951.86 twice, and their sum
        Assert.EndsWith("</main></body></html>", page, StringComparison.Ordinal);
        Assert.Equal(page.Split("<tr>").Length, page.Split("</tr>").Length);
    }

    private static PayRegister RegisterOf(string country, Language language) => new(PayLabels.Of(language), SampleSlips.CurrencyOf(country));
}
