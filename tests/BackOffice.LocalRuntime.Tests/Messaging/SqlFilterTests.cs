using BackOffice.LocalRuntime.Messaging;
using BackOffice.LocalRuntime.Messaging.Filters;

namespace BackOffice.LocalRuntime.Tests.Messaging;

public sealed class SqlFilterTests
{
    private static readonly BusMessage Message = new()
    {
        MessageId = "m1",
        Subject = "invoice.approved",
        CorrelationId = "run-7",
        ApplicationProperties = new Dictionary<string, object>
        {
            ["tenant"] = "acme",
            ["amount"] = 1250L,
            ["small"] = (byte)3,
            ["rate"] = 0.5,
            ["price"] = 12.50m,
            ["urgent"] = true,
            ["two words"] = "x",
            ["note"] = "it's 100% [sure]\n_",
            ["id"] = Guid.Parse("6f9619ff-8b86-d011-b42d-00c04fc964ff"),
        },
    };

    [Theory]
    [InlineData("tenant = 'acme'", true)]
    [InlineData("TENANT = 'acme'", true)]
    [InlineData("user.tenant = 'acme'", true)]
    [InlineData("[tenant] = 'acme' AND \"tenant\" = 'acme'", true)]
    [InlineData("tenant = 'ACME'", false)]
    [InlineData("tenant <> 'other'", true)]
    [InlineData("tenant != 'acme'", false)]
    [InlineData("[two words] = 'x'", true)]
    [InlineData("amount > 1000", true)]
    [InlineData("amount >= 1250 and amount <= 1250", true)]
    [InlineData("amount < 1250 OR amount > 1250", false)]
    [InlineData("amount > 1249.99", true)]
    [InlineData("amount = 1.25E3", true)]
    [InlineData("amount > -1", true)]
    [InlineData("small = 3", true)]
    [InlineData("rate = .5", true)]
    [InlineData("price > 12 AND price < 13", true)]
    [InlineData("urgent = TRUE", true)]
    [InlineData("urgent <> false", true)]
    [InlineData("1 = 1", true)]
    [InlineData("1 = 0", false)]
    [InlineData("sys.Label = 'invoice.approved'", true)]
    [InlineData("sys.label LIKE 'invoice.%'", true)]
    [InlineData("sys.MessageId IN ('m0', 'm1')", true)]
    [InlineData("sys.CorrelationId NOT IN ('run-7')", false)]
    [InlineData("sys.SessionId IS NULL", true)]
    [InlineData("sys.Label IS NOT NULL", true)]
    [InlineData("tenant LIKE 'a__e'", true)]
    [InlineData("tenant LIKE 'a_e'", false)]
    [InlineData("tenant NOT LIKE 'b%'", true)]
    [InlineData("note LIKE 'it''s 100!% [[sure]%' ESCAPE '!'", false)]
    [InlineData("note LIKE 'it''s 100!% [sure]%!_' ESCAPE '!'", true)]
    [InlineData("tenant LIKE '%.%'", false)]
    [InlineData("EXISTS(amount)", true)]
    [InlineData("EXISTS(nothing)", false)]
    [InlineData("NOT EXISTS(nothing)", true)]
    [InlineData("amount IN (1, 1250)", true)]
    [InlineData("NOT tenant = 'other' AND urgent = true", true)]
    [InlineData("NOT (tenant = 'acme' OR amount = 1)", false)]
    [InlineData("tenant = 'x' AND amount = 1 OR urgent = true", true)] // AND before OR
    [InlineData("tenant = 'x' AND (amount = 1 OR urgent = true)", false)]
    public void A_condition_is_true_or_not(string expression, bool matches) => Assert.Equal(matches, new SqlFilter(expression).Matches(Message));

    [Theory]
    [InlineData("nothing = 'x'")]
    [InlineData("nothing <> 'x'")]
    [InlineData("NOT nothing = 'x'")]
    [InlineData("nothing LIKE '%'")]
    [InlineData("nothing NOT LIKE '%'")]
    [InlineData("nothing NOT IN ('x')")]
    [InlineData("amount = '1250'")] // a number and a text do not compare
    [InlineData("NOT amount = '1250'")]
    [InlineData("amount LIKE '1%'")]
    [InlineData("id = '6f9619ff-8b86-d011-b42d-00c04fc964ff'")]
    [InlineData("nothing = 'x' AND tenant = 'acme'")]
    [InlineData("tenant NOT IN ('x', nothing)")]
    public void What_is_unknown_matches_neither_way(string expression) => Assert.False(new SqlFilter(expression).Matches(Message));

    [Theory]
    [InlineData("nothing = 'x' OR tenant = 'acme'", true)]
    [InlineData("NOT (nothing = 'x' AND tenant = 'other')", true)]
    [InlineData("tenant IN (nothing, 'acme')", true)]
    [InlineData("nothing IS NULL", true)]
    [InlineData("nothing IS NOT NULL", false)]
    public void The_unknown_decides_nothing_that_the_rest_decides(string expression, bool matches) => Assert.Equal(matches, new SqlFilter(expression).Matches(Message));

    [Theory]
    [InlineData("", "'the end' at 1")]
    [InlineData("tenant", "a comparison, IS, IN or LIKE")]
    [InlineData("tenant =", "'the end' at 9")]
    [InlineData("tenant = 'acme", "''' at 10 is not understood")]
    [InlineData("tenant = 'acme' urgent = true", "AND, OR or the end")]
    [InlineData("(tenant = 'acme'", ") is expected")]
    [InlineData("tenant IN ()", "a property or a value")]
    [InlineData("tenant IS 'x'", "NULL is expected")]
    [InlineData("tenant LIKE amount", "a pattern in single quotes")]
    [InlineData("tenant LIKE 'a' ESCAPE '!!'", "ESCAPE takes one character")]
    [InlineData("tenant LIKE 'a!' ESCAPE '!'", "ends the pattern")]
    [InlineData("sys.Subject = 'x'", "called Label")]
    [InlineData("sys.Nothing = 'x'", "sys.Nothing is none of")]
    [InlineData("acme.tenant = 'x'", "neither sys. nor user.")]
    [InlineData("amount + 1 = 2", "arithmetic is not served")]
    [InlineData("newid() = 'x'", "functions are not served")]
    [InlineData("amount = 1 ; DROP", "';' at 12")]
    public void A_wrong_expression_says_where(string expression, string told)
        => Assert.Contains(told, Assert.Throws<FilterSyntaxException>(() => new SqlFilter(expression)).Message, StringComparison.Ordinal);
}
