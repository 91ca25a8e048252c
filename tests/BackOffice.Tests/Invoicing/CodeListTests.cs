using BackOffice.Invoicing.Rules;

namespace BackOffice.Invoicing;

/// <summary>The code lists that come with the app.</summary>
public sealed class CodeListTests
{
    public static TheoryData<string> Files { get; } = [.. typeof(CodeLists).Assembly.GetManifestResourceNames().Where(name => name.StartsWith("invoicing/codes/", StringComparison.Ordinal) && name.EndsWith(".txt", StringComparison.Ordinal)).Select(name => Path.GetFileNameWithoutExtension(name)!)];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_list_says_what_it_is_who_publishes_it_and_since_when_it_applies(string name)
    {
        var file = CodeFile.Load(name);

        Assert.All(["list", "publisher", "version", "valid from"], head => Assert.NotEmpty(file.Head(head)));
        Assert.Matches("^20[0-9]{2}-[0-9]{2}-[0-9]{2}$", file.Head("valid from"));
        Assert.NotEmpty(file.Lines);
        Assert.All(file.Lines, line => Assert.DoesNotContain("  ", line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("iso4217", 178)]
    [InlineData("iso3166", 251)]
    [InlineData("iso3166-cii", 251)]
    [InlineData("untdid1001", 62)]
    [InlineData("untdid7143", 185)]
    [InlineData("vatex", 88)]
    [InlineData("units", 2162)]
    [InlineData("ro-counties", 42)]
    public void A_list_has_as_many_codes_as_the_published_one(string name, int codes) => Assert.Equal(codes, CodeList.Load(name).Count);

    [Fact]
    public void Codes_are_compared_to_the_letter()
    {
        Assert.True(CodeLists.Currencies.Has("RON"));
        Assert.False(CodeLists.Currencies.Has("ron"));
        Assert.False(CodeLists.Currencies.Has(""));
        Assert.False(CodeLists.Currencies.Has(null));
    }

    [Fact]
    public void The_two_syntaxes_differ_in_two_countries()
    {
        Assert.True(CodeLists.Countries.Has("SS") && !CodeLists.Countries.Has("AN"));
        Assert.True(CodeLists.CountriesInCii.Has("AN") && !CodeLists.CountriesInCii.Has("SS"));
    }
}
