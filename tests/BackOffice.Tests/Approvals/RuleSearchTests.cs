using System.Text;
using BackOffice.Approvals;
using BackOffice.Approvals.Domain;
using BackOffice.Primitives;
using BackOffice.Tenancy;
using NodaTime;

namespace BackOffice.Tests.Approvals;

public sealed class RuleSearchTests
{
    private static readonly ApprovalMatrix Own = new(Currency.Eur, new LocalDate(2026, 1, 1), "Board of 2025-12-10",
    [
        Rule("small", "invoice.pay", 1_000),
        Rule("usual", "invoice.pay", 25_000),
        Rule("it-spending", "invoice.pay", 5_000) with { CostCentre = "IT" },
        Rule("all-invoices", "invoice.*"),
        Rule("credit-notes", "invoice.credit", 10),
    ]);

    private static readonly ApprovalMatrix Shipped = new(Currency.Eur, new LocalDate(2024, 1, 1), "shipped", [Rule("any", "*"), Rule("bills", "bill.*", 100)]);

    /// <summary>An amount at a limit is within it; a cent more is not.</summary>
    [Theory]
    [InlineData("invoice.pay", "1000.00 EUR", null, "small")]
    [InlineData("invoice.pay", "1000.01 EUR", null, "usual")]
    [InlineData("invoice.pay", "0.00 EUR", null, "small")]
    [InlineData("invoice.pay", "-1000.01 EUR", null, "usual")]
    [InlineData("invoice.pay", "25000.01 EUR", null, "all-invoices")]
    [InlineData("invoice.pay", "999.00 EUR", "IT", "it-spending")]
    [InlineData("invoice.pay", "5000.01 EUR", "it", "usual")]
    [InlineData("invoice.pay", "999.00 EUR", "HR", "small")]
    [InlineData("invoice.pay", null, null, "all-invoices")]
    [InlineData("invoice.pay", "1.00 USD", null, "all-invoices")]
    [InlineData("invoice.credit", "11.00 EUR", null, "all-invoices")]
    [InlineData("invoice", "11.00 EUR", null, "any")]
    [InlineData("bill.pay", "100.00 EUR", null, "bills")]
    [InlineData("bill.pay", "100.01 EUR", null, "any")]
    [InlineData("period.reopen", null, null, "any")]
    public void The_most_particular_rule_that_covers_the_amount_holds(string kind, string? amount, string? costCentre, string id)
    {
        Assert.True(RuleSearch.TryFind([new("own", Own), new("shipped", Shipped)], Question(kind, amount, costCentre), out var rule, out _));
        Assert.Equal(id, rule.RuleId);
        Assert.Equal(id is "any" or "bills" ? "shipped" : "own", rule.Version);
    }

    [Theory]
    [InlineData("period.reopen", null, "No rule of the approval matrix is for 'period.reopen'.")]
    [InlineData("bill.pay", null, "The rules for 'bill.pay' have limits, and the request has no amount.")]
    [InlineData("bill.pay", "5.00 USD", "The rules for 'bill.pay' have limits in EUR; they say nothing of USD.")]
    [InlineData("bill.pay", "100.01 EUR", "The amount is above every limit of the rules for 'bill.pay'.")]
    public void Where_no_rule_fits_it_says_why(string kind, string? amount, string problem)
    {
        Assert.False(RuleSearch.TryFind([new("m", Shipped with { Rules = [Rule("bills", "bill.*", 100)] })], Question(kind, amount, null), out _, out var said));
        Assert.Equal(problem, said);
    }

    [Theory]
    [InlineData("IT")]
    [InlineData("RO")]
    [InlineData("PL")]
    [InlineData("DE")]
    public void What_comes_with_the_app_has_a_rule_for_everything(string country)
    {
        var shipped = ShippedMatrices.Of(country, new LocalDate(2026, 11, 21))!;

        Assert.Null(ShippedMatrices.Of(country, new LocalDate(2023, 12, 31)));
        Assert.Equal(ShippedMatrices.CurrencyOf(country), shipped.Matrix.Currency);
        Assert.All(new[] { "period.reopen", "invoice.supplier", "payment.order", "payroll.run", "close.sign-off", "party.bank-account", "anything" }, kind =>
        {
            Assert.True(RuleSearch.TryFind([shipped], Question(kind, "1000000.00 USD", null), out var rule, out _));
            Assert.NotEmpty(rule.Levels);
        });
    }

    [Fact]
    public void Matrices_that_hold_on_the_same_day_are_refused_by_name()
    {
        const string File = """
            [
              { "currency": "EUR", "validFrom": "2025-01-01", "validTo": "2026-01-01", "source": "a", "rules": [{ "id": "r", "kind": "*", "levels": [] }] },
              { "currency": "EUR", "validFrom": "2026-01-01", "source": "b", "rules": [{ "id": "r", "kind": "*", "levels": [] }] }
            ]
            """;

        Assert.Equal("The approval matrices EUR of 2025-01-01 and 2026-01-01 overlap.", Assert.Throws<InvalidDataException>(() => Load(File)).Message);
        Assert.Equal(2, Load(File.Replace("\"validTo\": \"2026-01-01\"", "\"validTo\": \"2025-12-31\"", StringComparison.Ordinal)).Count);
    }

    public static TheoryData<string, string> Unfit => new()
    {
        { """{ "currency": "EUR", "validFrom": "2026-02-01", "validTo": "2026-01-31", "source": "s", "rules": [] }""", "ends before it begins" },
        { """{ "currency": "EUR", "validFrom": "2026-02-01", "source": " ", "rules": [] }""", "source" },
        { """{ "currency": "EUR", "validFrom": "2026-02-01", "source": "s", "rules": [] }""", "1 to 200 rules" },
        { """{ "currency": "EUR", "validFrom": "2026-02-01", "source": "s" }""", "1 to 200 rules" },
        { """{ "validFrom": "2026-02-01", "source": "s", "rules": [] }""", "has a currency" },
        { WithRules("""{ "id": "a", "kind": "*", "levels": [] }, { "id": "A", "kind": "x", "levels": [] }"""), "Two rules are called 'A'" },
        { WithRules("""{ "id": "a", "kind": "*", "upTo": 5, "levels": [] }, { "id": "b", "kind": "*", "upTo": 5, "levels": [] }"""), "Two rules are for *, any cost centre, 5" },
        { WithRules("""{ "id": "a", "kind": "Period Reopen", "levels": [] }"""), "dotted words" },
        { WithRules("""{ "id": "a", "levels": [] }"""), "dotted words" },
        { WithRules("""{ "id": "a", "kind": "*" }"""), "levels" },
        { WithRules("""{ "id": "a", "kind": "*", "upTo": -1, "levels": [] }"""), "not negative" },
        { WithLevel("""{ "quorum": 0, "roles": ["approver"], "within": { "length": 1, "unit": "Days" } }"""), "quorum is 1 or more" },
        { WithLevel("""{ "quorum": 1, "within": { "length": 1, "unit": "Days" } }"""), "a role or people" },
        { WithLevel("""{ "quorum": 1, "roles": ["auditor"], "within": { "length": 1, "unit": "Days" } }"""), "do not approve" },
        { WithLevel("""{ "quorum": 3, "people": ["anna", "bruno"], "within": { "length": 1, "unit": "Days" } }"""), "3 of 2 people cannot approve" },
        { WithLevel("""{ "quorum": 1, "people": ["anna", "Anna"], "within": { "length": 1, "unit": "Days" } }"""), "named twice" },
        { WithLevel("""{ "quorum": 1, "people": ["anna"] }"""), "a term is" },
        { WithLevel("""{ "quorum": 1, "people": ["anna"], "within": { "length": 0, "unit": "Days" } }"""), "a term is" },
        { WithLevel("""{ "quorum": 1, "people": ["anna"], "within": { "length": 1, "unit": "Days" }, "remindAfterPercent": 100 }"""), "reminded" },
    };

    [Theory]
    [MemberData(nameof(Unfit))]
    public void A_matrix_that_cannot_be_used_is_refused_with_its_reason(string matrix, string reason)
        => Assert.Contains(reason, Assert.Throws<InvalidDataException>(() => Load($"[{matrix}]")).Message, StringComparison.Ordinal);

    private static string WithRules(string rules) => $$"""{ "currency": "EUR", "validFrom": "2026-02-01", "source": "s", "rules": [{{rules}}] }""";

    private static string WithLevel(string level) => WithRules($$"""{ "id": "a", "kind": "*", "levels": [{{level}}] }""");

    private static IReadOnlyList<ApprovalMatrix> Load(string json)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(json));
        return ShippedMatrices.Read("EUR", content);
    }

    private static ApprovalRule Rule(string id, string kind, decimal? upTo = null) => new(id, kind, [Cases.Holders(1, Role.Approver)]) { UpTo = upTo };

    private static MatrixQuestion Question(string kind, string? amount, string? costCentre) => new(kind, amount is null ? null : Money.Parse(amount), costCentre);
}
