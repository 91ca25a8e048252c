namespace BackOffice.Invoicing.Rules.En16931;

/// <summary>The ten rules of every VAT category, in both syntaxes: the sample invoice turned into the category, then one thing changed.</summary>
public sealed class VatCategoryTests
{
    public static TheoryData<string, string> Categories => [.. from category in VatCategory.All from syntax in (string[])["UBL", "CII"] select (category.Code, syntax)];

    [Theory]
    [MemberData(nameof(Categories))]
    public void An_invoice_of_one_category_breaks_none_of_its_rules(string code, string syntax)
        => Assert.Equal("", Broken(new(code, syntax), sample => sample));

    [Theory]
    [MemberData(nameof(Categories))]
    public void Without_its_breakdown_01_is_broken(string code, string syntax)
    {
        var of = new CategorySample(code, syntax);
        // In CII several things count as much as things and a breakdown: there only one may be left.
        // And of what is not subject to VAT the official CII rules take lines without a breakdown.
        var isLeftOut = syntax == "CII" && code == "O";
        Assert.Equal(!isLeftOut, Broken(of, sample => of.WithBreakdownOf(of.WithOneThing(sample), "X")).Split(' ').Contains(of.Id("01")));
    }

    [Theory]
    [InlineData("UBL", "Z")]
    [InlineData("CII", "O")]
    public void With_two_breakdowns_01_is_broken_where_there_has_to_be_one(string syntax, string code)
    {
        var of = new CategorySample(code, syntax);
        Assert.Contains(of.Id("01"), Broken(of, sample => of.WithSecondBreakdown(sample, code)).Split(' '));
    }

    [Theory]
    [MemberData(nameof(Categories))]
    public void With_the_wrong_parties_02_to_04_are_broken(string code, string syntax)
    {
        var of = new CategorySample(code, syntax);
        string[] expected = [of.Id("02"), of.Id("03"), of.Id("04")];
        Assert.Equal(expected, Broken(of, of.WithWrongParties).Split(' ').Intersect(expected));
    }

    [Theory]
    [MemberData(nameof(Categories))]
    public void With_the_wrong_rate_05_to_07_are_broken(string code, string syntax)
    {
        var of = new CategorySample(code, syntax);
        string[] expected = [of.Id("05"), of.Id("06"), of.Id("07")];
        Assert.Equal(expected, Broken(of, sample => of.WithRate(sample, of.Category.Rate is VatRate.Zero or VatRate.Absent ? "3" : "-3")).Split(' ').Intersect(expected));
    }

    [Theory]
    [MemberData(nameof(Categories))]
    public void With_the_wrong_taxable_amount_08_is_broken(string code, string syntax)
    {
        var of = new CategorySample(code, syntax);
        // The official CII rules do not sum IGIC and IPSI.
        var expected = syntax == "CII" && code is ("L" or "M") ? [] : (string[])[of.Id("08")];
        Assert.Equal(expected, Broken(of, sample => of.WithTaxable(sample, "101.00")).Split(' ').Intersect([of.Id("08")]));
    }

    [Theory]
    [MemberData(nameof(Categories))]
    public void One_cent_less_than_one_apart_is_told_by_08_only_where_it_is_exact(string code, string syntax)
    {
        var of = new CategorySample(code, syntax);
        var isExact = syntax == "UBL" ? !of.Category.IsTaxed : code is "S" or "O";
        Assert.Equal(isExact, Broken(of, sample => of.WithTaxable(sample, "100.99")).Split(' ').Contains(of.Id("08")));
    }

    [Theory]
    [MemberData(nameof(Categories))]
    public void With_the_wrong_VAT_09_is_broken(string code, string syntax)
    {
        var of = new CategorySample(code, syntax);
        var isLeftOut = syntax == "CII" && code is ("L" or "M");
        Assert.Equal(!isLeftOut, Broken(of, sample => of.WithTax(sample, of.Category.IsTaxed ? "23.00" : "0.01")).Split(' ').Contains(of.Id("09")));
    }

    [Theory]
    [MemberData(nameof(Categories))]
    public void With_a_reason_where_there_must_be_none_or_without_one_10_is_broken(string code, string syntax)
    {
        var of = new CategorySample(code, syntax);
        Assert.Contains(of.Id("10"), Broken(of, of.WithWrongReason).Split(' '));
    }

    [Theory]
    [InlineData("UBL")]
    [InlineData("CII")]
    public void An_intra_community_supply_says_when_and_where_it_went(string syntax)
    {
        var of = new CategorySample("K", syntax);
        Assert.Equal("BR-IC-11", Broken(of, of.WithoutDates));
        Assert.Equal("BR-IC-12", Broken(of, of.WithoutDestination));
    }

    [Theory]
    [InlineData("UBL")]
    [InlineData("CII")]
    public void Nothing_else_stands_beside_what_is_not_subject_to_VAT(string syntax)
    {
        var of = new CategorySample("O", syntax);
        string[] expected = ["BR-O-12", "BR-O-13", "BR-O-14"];
        Assert.Equal(expected, Broken(of, sample => of.WithThingsOf(sample, "Z")).Split(' ').Intersect(expected));
        Assert.Contains("BR-O-11", Broken(of, sample => of.WithSecondBreakdown(sample, "Z")).Split(' '));
    }

    [Theory]
    [InlineData("UBL")]
    [InlineData("CII")]
    public void Split_payment_stays_in_Italy_and_apart_from_the_standard_rate(string syntax)
    {
        var of = new CategorySample("S", syntax);
        Assert.Equal("BR-B-01", Broken(of, sample => of.WithEverythingOf(sample, "B")));
        Assert.Equal("", Broken(of, sample => CategorySample.WithinItaly(of.WithEverythingOf(sample, "B"))));
        Assert.Contains("BR-B-02", Broken(of, sample => CategorySample.WithinItaly(of.WithBreakdownOf(sample, "B"))).Split(' '));
    }

    private static string Broken(CategorySample of, Func<string, string> change)
        => string.Join(' ', EnSamples.Findings(change(of.Xml)).Select(finding => finding.Rule).Distinct().Order(StringComparer.Ordinal));
}
