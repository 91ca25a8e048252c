using BackOffice.Payroll.Domain;
using BackOffice.Primitives;

namespace BackOffice.Payroll;

public sealed class ItalianBenefitTests
{
    private static readonly Period November = new(2026, 11);

    [Fact]
    public void Vouchers_above_the_free_value_are_one_benefit_and_their_excess_enters_the_bases()
    {
        var plain = ItalianYears.Case(November, ItalianYears.Contract(2_200, 14));
        var slip = ItalianYears.Slip(plain with { Elements = [new PayElement { Code = "tickets.electronic", Kind = PayLineKind.Benefit, Quantity = 21, Rate = 11 }] });

        Assert.Equal(231m, slip.Sum(PayLineKind.Benefit)); // 21 x 11, and not 21 x 1 on top
        Assert.Equal(21m, slip.Of("tickets.taxable")); // 21 x (11 - 10)
        Assert.Equal(ItalianYears.Slip(plain).Of("inps.base") + 21, slip.Of("inps.base"));
        Assert.Equal(["tickets.electronic"], PayslipSection.Of(slip, PayslipSection.Beside).Single(section => section.Kind == PayLineKind.Benefit).Lines.Select(line => line.Code));
    }

    [Fact]
    public void Benefits_in_kind_above_the_limit_of_the_year_are_told_once_and_taxed_whole()
    {
        var plain = ItalianYears.Case(November, ItalianYears.Contract(2_200, 14));
        var slip = ItalianYears.Slip(plain with { Elements = [new PayElement { Code = "benefit.fringe", Kind = PayLineKind.Benefit, Amount = 1_200 }] });

        Assert.Equal(1_200m, slip.Sum(PayLineKind.Benefit));
        Assert.Equal(1_200m, slip.Of("benefit.fringe.taxable")); // above 1 000
        Assert.Equal(ItalianYears.Slip(plain).Of("inps.base") + 1_200, slip.Of("inps.base"));
        Assert.Equal(ItalianYears.Slip(plain).Gross, slip.Gross);
    }
}
