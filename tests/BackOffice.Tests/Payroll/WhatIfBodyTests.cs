using System.Text.Json;
using BackOffice.Conventions;
using BackOffice.Http;
using BackOffice.Payroll.Domain;
using BackOffice.People.Domain;

namespace BackOffice.Payroll;

/// <summary>The question over HTTP, from its JSON to the slip.</summary>
public sealed class WhatIfBodyTests
{
    [Fact]
    public void What_is_left_out_is_as_it_always_was()
    {
        var question = Read("""{ "country": "PL", "on": "2026-11-15", "gross": 6000, "facts": { "ppk": "true" } }""");

        Assert.Equal(Sex.Unknown, question.Sex);
        Assert.Equal(new WhatIfQuestion { Country = "PL", On = question.On, BornOn = question.BornOn }.Terms, question.Terms);
        Assert.Empty(question.Elements);
        Assert.Same(Balances.None, question.Before);
    }

    [Fact]
    public void Part_time_is_paid_as_the_same_case_of_a_run()
    {
        var full = Slip("""{ "country": "RO", "on": "2026-07-15", "gross": 1500 }""");
        var part = Slip("""{ "country": "RO", "on": "2026-07-15", "gross": 1500, "terms": { "hiredOn": "2024-01-01", "fte": 0.25, "weeklyHours": 10 } }""");

        Assert.Contains("below-minimum-wage", full.Alerts.Select(alert => alert.Code));
        Assert.DoesNotContain("below-minimum-wage", part.Alerts.Select(alert => alert.Code));
    }

    [Fact]
    public void Who_leaves_in_the_month_is_paid_for_part_of_it()
        => Assert.True(Slip("""{ "country": "PL", "on": "2026-07-15", "gross": 6000, "terms": { "leavesOn": "2026-07-10" } }""").Of("pay.base") < 3_000);

    [Fact]
    public void Dependants_lower_the_tax()
    {
        var alone = Slip("""{ "country": "RO", "on": "2026-07-15", "gross": 5000 }""");
        var family = Slip("""{ "country": "RO", "on": "2026-07-15", "gross": 5000, "dependants": [{ "kind": "child", "bornOn": "2015-06-01" }, { "kind": "spouse", "bornOn": "1986-06-01" }] }""");

        Assert.True(family.Of("impozit") < alone.Of("impozit"));
    }

    [Fact]
    public void Sex_decides_where_the_law_asks_for_it()
    {
        // From 55 for a woman and from 60 for a man no contribution to the Labour Fund is due.
        Assert.Equal(0, Slip("""{ "country": "PL", "on": "2026-07-15", "gross": 8000, "bornOn": "1970-01-01", "sex": "female" }""").Of("fp"));
        Assert.Equal(196, Slip("""{ "country": "PL", "on": "2026-07-15", "gross": 8000, "bornOn": "1970-01-01", "sex": "male" }""").Of("fp")); // 8 000 x 2.45 %
    }

    [Fact]
    public void Elements_of_the_catalog_count_where_it_says()
    {
        var slip = Slip("""{ "country": "PL", "on": "2026-07-15", "gross": 6000, "elements": [{ "code": "bonus", "amount": 500 }, { "code": "loan", "quantity": 2, "rate": 50 }] }""");

        Assert.Equal(6_500, slip.Gross);
        Assert.Equal(634.40m, slip.Of("zus.pension")); // 6 500 x 9.76 %
        Assert.Equal(100, slip.Of("loan"));
    }

    [Fact]
    public void The_year_so_far_decides_limits_and_bands()
    {
        var fresh = Slip("""{ "country": "IT", "on": "2026-07-15", "gross": 2000, "elements": [{ "code": "benefit.car", "amount": 200 }] }""");
        var late = Slip("""{ "country": "IT", "on": "2026-07-15", "gross": 2000, "elements": [{ "code": "benefit.car", "amount": 200 }, { "code": "bonus.production", "amount": 1000 }], "yearToDate": { "fringe": 900 }, "lastYear": { "irpef.income": 28000 } }""");

        Assert.Equal(0, fresh.Of("benefit.fringe.taxable"));
        Assert.Equal(1_100, late.Of("benefit.fringe.taxable")); // 900 + 200 is above 1 000
        Assert.Equal(9.08m, late.Of("sostitutiva.premio")); // 1 % x (1 000 - 9.19 %)
    }

    [Theory]
    [InlineData("\"bornOn\": \"2027-01-01\"", "wrong-day", "bornOn")]
    [InlineData("\"bornOn\": \"1799-01-01\"", "wrong-day", "bornOn")]
    [InlineData("\"terms\": { \"fte\": 1.5 }", "wrong-number", "terms.fte")]
    [InlineData("\"terms\": { \"weeklyHours\": 200 }", "wrong-number", "terms.weeklyHours")]
    [InlineData("\"terms\": { \"daysPerWeek\": 0 }", "wrong-number", "terms.daysPerWeek")]
    [InlineData("\"terms\": { \"paymentsPerYear\": 15 }", "wrong-number", "terms.paymentsPerYear")]
    [InlineData("\"terms\": { \"hiredOn\": \"2026-12-01\" }", "missing-terms", "contracts")]
    [InlineData("\"terms\": { \"hiredOn\": \"2019-01-01\", \"leavesOn\": \"2020-01-01\" }", "missing-terms", "contracts")]
    [InlineData("\"dependants\": [{ \"kind\": \"cousin\", \"bornOn\": \"2015-06-01\" }]", "wrong-word", "dependants[0].dependantKind")]
    [InlineData("\"dependants\": [{ \"kind\": \"child\" }]", "wrong-day", "dependants[0].dependantBornOn")]
    [InlineData("\"dependants\": [{ \"kind\": \"child\", \"bornOn\": \"2015-06-01\", \"share\": 2 }]", "wrong-number", "dependants[0].dependantShare")]
    [InlineData("\"elements\": [{ \"code\": \"nonsense\", \"amount\": 1 }]", "unknown-element", "elements[0].code")]
    [InlineData("\"elements\": [{ \"amount\": 1 }]", "unknown-element", "elements[0].code")]
    [InlineData("\"elements\": [{ \"code\": \"bonus\" }]", "missing-amount", "elements[0].amount")]
    [InlineData("\"elements\": [{ \"code\": \"bonus\", \"amount\": 79228162514264337593543950335 }]", "wrong-number", "elements[0].amount")]
    [InlineData("\"elements\": [{ \"code\": \"bonus\", \"amount\": 1.005 }]", "minor-units", "elements.amount")]
    [InlineData("\"yearToDate\": { \"nonsense\": 1 }", "unknown-balance", "yearToDate")]
    [InlineData("\"lastYear\": { \"zus.base\": -1 }", "wrong-balance", "lastYear")]
    public void Nonsense_is_named_with_its_place(string said, string code, string field)
    {
        var problem = Assert.Single(ProblemsOf($$"""{ "country": "PL", "on": "2026-07-15", "gross": 6000, {{said}} }"""));

        Assert.Equal((code, field), (problem.Code, problem.Field));
    }

    [Fact]
    public void Everything_wrong_is_told_at_once()
        => Assert.Equal(
            ["wrong-number", "wrong-word", "unknown-element", "unknown-balance"],
            ProblemsOf("""{ "country": "PL", "on": "2026-07-15", "gross": 6000, "terms": { "fte": 0 }, "dependants": [{ "kind": "x", "bornOn": "2015-06-01" }], "elements": [{ "code": "x", "amount": 1 }], "yearToDate": { "x": 1 } }""").Select(problem => problem.Code));

    [Theory]
    [InlineData("\"elements\": [null]")]
    [InlineData("\"dependants\": [null]")]
    public void A_list_has_no_holes(string said)
        => Assert.Equal("invalid-request", Assert.Throws<RefusedException>(() => Read($$"""{ "country": "PL", "on": "2026-07-15", "gross": 6000, {{said}} }""")).Code);

    [Fact]
    public void So_many_elements_are_no_question()
    {
        var many = string.Join(',', Enumerable.Repeat("""{ "code": "bonus", "amount": 1 }""", 51));

        Assert.Equal(50, Read($$"""{ "country": "PL", "on": "2026-07-15", "net": 6000, "elements": [{{many[..many.LastIndexOf(",{", StringComparison.Ordinal)]}}] }""").Elements.Count);
        Assert.Equal("invalid-request", Assert.Throws<RefusedException>(() => Read($$"""{ "country": "PL", "on": "2026-07-15", "net": 6000, "elements": [{{many}}] }""")).Code);
    }

    [Fact]
    public void Nobody_is_checked_by_the_rules_of_nowhere()
        => Assert.Equal("unknown-country", Assert.Single(ProblemsOf("""{ "country": "XX", "on": "2026-07-15", "gross": 6000, "elements": [{ "code": "bonus", "amount": 1 }] }""")).Code);

    [Fact]
    public void The_examples_of_payroll_http_are_answered()
    {
        var http = File.ReadAllText(Path.Combine(Repository.Folder("functions"), "Payroll", "payroll.http"));
        var bodies = http.Split("###").Where(request => request.Contains("/payroll/what-if\n", StringComparison.Ordinal)).Select(request => request[request.IndexOf("\n\n", StringComparison.Ordinal)..]).ToList();

        Assert.Equal(3, bodies.Count);
        Assert.All(bodies, body => Assert.True(Slip(body).Net > 0));
    }

    private static WhatIfQuestion Read(string json) => JsonSerializer.Deserialize<WhatIfBody>(json, Json.Options)!.Checked(PeopleSamples.Elements, PayCases.Rules);

    private static Payslip Slip(string json)
    {
        var outcome = WhatIf.Answer(Read(json), PayCases.Rules).Outcome;
        Assert.Empty(outcome.Problems);
        return outcome.Slip!;
    }

    private static IReadOnlyList<PayProblem> ProblemsOf(string json)
    {
        try
        {
            return WhatIf.Answer(Read(json), PayCases.Rules).Outcome.Problems;
        }
        catch (RefusedException refused) when (refused.Code == "no-slip")
        {
            return Assert.IsAssignableFrom<IReadOnlyList<PayProblem>>(refused.More["problems"]);
        }
    }
}
