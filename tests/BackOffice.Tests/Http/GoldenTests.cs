namespace BackOffice.Http;

public sealed class GoldenTests
{
    [Fact]
    public void A_file_that_is_not_what_the_code_says_names_the_test_that_writes_it()
        => Assert.Contains("-- -class 'BackOffice.Http.GoldenTests';", Golden.HintFor("any.md"), StringComparison.Ordinal);
}
