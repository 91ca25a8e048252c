using BackOffice.Payroll.Domain;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Payroll;

/// <summary>Deductions and credits at the exact limits of their bands.</summary>
public sealed class ItalianDeductionsTests
{
    [Theory]
    [InlineData("0", "1955")]
    [InlineData("15000", "1955")]
    [InlineData("15000.01", "3099.8810")] // 1910 + 1190 x 0.9999
    [InlineData("28000", "1910")] // 1910 + 1190 x 0
    [InlineData("28000.01", "1909.8090")] // 1910 x 0.9999
    [InlineData("49999.99", "0")] // 1910 x 0.0000 after the cut
    [InlineData("50000", "0")]
    [InlineData("50000.01", "0")]
    public void Employment_is_deducted_by_bands_with_quotients_cut(string income, string expected)
        => Assert.Equal(Number(expected), ItalianYears.Law(2026).Deductions.ForEmployment(Number(income)));

    [Theory]
    [InlineData("25000", "0")]
    [InlineData("25000.01", "65")]
    [InlineData("35000", "65")]
    [InlineData("35000.01", "0")]
    public void The_supplement_is_for_incomes_above_25_000_to_35_000(string income, string expected)
        => Assert.Equal(Number(expected), ItalianYears.Law(2026).Deductions.SupplementOf(Number(income)));

    [Theory]
    [InlineData("20000", "0")]
    [InlineData("20000.01", "1000")]
    [InlineData("32000", "1000")]
    [InlineData("36000", "500")] // 1000 x 4000 / 8000
    [InlineData("40000", "0")]
    [InlineData("40000.01", "0")]
    public void The_further_deduction_fades_out_to_40_000(string income, string expected)
        => Assert.Equal(Number(expected), ItalianYears.Law(2026).Deductions.FurtherOf(Number(income)));

    [Theory]
    [InlineData("8500", 365, "603.5")] // 7.1 %
    [InlineData("8500.01", 365, "450.50053")] // 5.3 %
    [InlineData("15000", 365, "795")]
    [InlineData("15000.01", 365, "720.00048")] // 4.8 %
    [InlineData("20000", 365, "960")]
    [InlineData("20000.01", 365, "0")]
    [InlineData("2000", 62, "106")] // 2000 x 365 / 62 = 11774.19: 5.3 %
    [InlineData("0", 0, "0")]
    public void The_sum_for_low_incomes_takes_the_percentage_of_a_whole_year(string income, int days, string expected)
        => Assert.Equal(Number(expected), ItalianYears.Law(2026).Credits.SumOf((Number(income), Number(income)), days));

    [Theory]
    [InlineData("8173.91", 365, "0")] // 23 % is 1879.9993, not above 1955 - 75
    [InlineData("8173.92", 365, "1200")] // 1880.0016
    [InlineData("15000", 365, "1200")]
    [InlineData("15000", 73, "240")] // 1200 x 73 / 365
    [InlineData("15000.01", 365, "0")] // the deduction is below the tax
    public void The_treatment_needs_a_tax_above_the_deduction_less_75(string income, int days, string expected)
    {
        var law = ItalianYears.Law(2026);
        var (gross, deduction) = (law.Tax.GrossOf(Number(income)), law.Deductions.ForEmployment(Number(income)));

        Assert.Equal(Number(expected), law.Credits.TreatmentOf((gross, Number(income), days), (0, deduction), 365));
    }

    [Theory]
    [InlineData("20000", "500", "0")] // 500 + 2642.07 against 4600
    [InlineData("20000", "2500", "542.207")] // 2500 + (1910 + 1190 x 0.6153) - 4600
    [InlineData("20000", "4000", "1200")] // never more than 1200
    [InlineData("28000.01", "9000", "0")]
    public void Above_15_000_the_treatment_is_what_deductions_exceed_the_tax_by(string income, string family, string expected)
    {
        var law = ItalianYears.Law(2026);
        var (gross, deduction) = (law.Tax.GrossOf(Number(income)), law.Deductions.ForEmployment(Number(income)));

        Assert.Equal(Number(expected), decimal.Round(law.Credits.TreatmentOf((gross, Number(income), 365), (Number(family), deduction), 365), 3));
    }

    [Theory]
    [InlineData("0", "800")]
    [InlineData("7500", "745")] // 800 - 110 x 0.5
    [InlineData("15000", "690")] // 800 - 110
    [InlineData("29000", "690")]
    [InlineData("29000.01", "700")]
    [InlineData("34700", "710")]
    [InlineData("34700.01", "720")]
    [InlineData("35200.01", "690")]
    [InlineData("40000.01", "689.9310")] // 690 x 0.9999
    [InlineData("60000", "345")] // 690 x 0.5
    [InlineData("80000", "0")]
    public void A_spouse_is_deducted_by_income(string income, string expected)
        => Assert.Equal(Number(expected), FamilyOf(Number(income), [new Dependant("spouse", new LocalDate(1980, 1, 1))]));

    [Theory]
    [InlineData("47500", 1, "475")] // 950 x 0.5
    [InlineData("95000", 1, "0")]
    [InlineData("55000", 2, "950")] // 2 x 950 x (110000 - 55000) / 110000
    [InlineData("100000", 2, "172.71")] // 2 x 950 x 0.0909
    public void Children_lift_the_limit_of_income_for_all_of_them(string income, int children, string expected)
        => Assert.Equal(Number(expected), FamilyOf(Number(income), [.. Enumerable.Repeat(new Dependant("child", new LocalDate(2000, 1, 1)), children)]));

    [Theory]
    [InlineData("2005-05-31", false, "0")] // turns 21 next month
    [InlineData("2005-04-30", false, "950")]
    [InlineData("1996-05-01", false, "950")] // turns 30 next month
    [InlineData("1996-04-30", false, "0")]
    [InlineData("1990-01-01", true, "950")]
    [InlineData("2015-01-01", true, "0")] // has the assegno unico
    public void A_child_counts_from_the_month_of_21_to_the_one_before_30(string bornOn, bool isDisabled, string most)
    {
        var child = new Dependant("child", NodaTime.Text.LocalDatePattern.Iso.Parse(bornOn).Value) { IsDisabled = isDisabled };

        Assert.Equal(Number(most) * 0.5m, FamilyOf(47_500, [child]));
    }

    private static decimal FamilyOf(decimal income, IReadOnlyList<Dependant> dependants)
    {
        var law = ItalianYears.Law(2026);
        var pay = ItalianYears.Case(new Period(2026, 4), ItalianYears.Contract(2_000)) with { Dependants = dependants };
        return decimal.Round(law.Family.For(law.Family.Of(pay).For(12), income), 4);
    }

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
