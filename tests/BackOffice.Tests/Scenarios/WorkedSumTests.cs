namespace BackOffice.Scenarios;

public sealed class WorkedSumTests
{
    [Theory]
    [InlineData("5000 x 9.76 % = 488.00", "488.00")]
    [InlineData("(5000 - 685.50) x 9 % = 388.305 = 388.31", "388.31")]
    [InlineData("min(4050, 4325) / 2 = 2025", "2025")]
    [InlineData("-(3 + 4) x 2 = -14", "-14")]
    [InlineData("as agreed with the creditor = 300.00", "300.00")]
    public void A_right_sum_has_no_problem(string sum, string amount)
        => Assert.Null(WorkedSum.ProblemWith(sum, decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("5000 x 9.76 % = 489.00", "489.00")]
    [InlineData("5000 x 9.76 % = 488.00", "488.01")]
    [InlineData("1 + 1 = 3 = 2", "2")]
    [InlineData("no number", "2")]
    public void A_wrong_sum_is_found(string sum, string amount)
        => Assert.NotNull(WorkedSum.ProblemWith(sum, decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void Words_are_left_to_the_reader()
    {
        Assert.True(WorkedSum.IsArithmetic("1 + 1 = 2"));
        Assert.False(WorkedSum.IsArithmetic("half of the net = 2"));
        Assert.Null(WorkedSum.Value("(1 + 2"));
    }
}
