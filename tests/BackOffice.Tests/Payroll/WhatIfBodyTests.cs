using System.Text.Json;
using BackOffice.Conventions;
using BackOffice.Http;
using BackOffice.Payroll.Domain;
using BackOffice.People.Domain;
using BackOffice.Primitives;

namespace BackOffice.Payroll;

/// <summary>The question over HTTP, from its JSON to the slip.</summary>
public sealed class WhatIfBodyTests
{
    private static readonly Period July = new(2026, 7);

    [Fact]
    public void What_is_left_out_is_as_it_always_was()
    {
        var question = Read("""{ "country": "PL", "on": "2026-11-15", "gross": 6000, "facts": { "ppk": "true" } }""");

        Assert.Equal(Sex.Unknown, question.Sex);
        Assert.Equal(new WhatIfQuestion { Country = "PL", On = question.On, BornOn = question.BornOn }.Terms, question.Terms);
        Assert.Empty(question.Elements);
        Assert.Empty(question.Hours);
        Assert.Empty(question.Absences);
        Assert.Empty(question.Garnishments);
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

    [Fact]
    public void Hours_are_paid_of_days_and_of_the_whole_month()
    {
        var slip = Slip("""{ "country": "PL", "on": "2026-07-15", "gross": 9200, "hours": [{ "kind": "overtime.weekday", "hours": 30 }, { "kind": "overtime.weekday", "day": "2026-07-08", "hours": 2 }, { "kind": "worked", "hours": 100 }] }""");

        Assert.Equal(2_400, slip.Of("overtime.weekday")); // 32 x 9 200 x 1.5 / 184
        Assert.Equal(11_600, slip.Gross); // those just worked are in the pay
    }

    [Theory]
    [InlineData("IT", "{}")]
    [InlineData("RO", """{ "sick.income": "54000", "sick.days": "126" }""")]
    [InlineData("PL", """{ "sick.average": "8000" }""")]
    public void Time_and_creditors_come_to_the_same_as_the_case_of_a_run(string country, string said)
    {
        var asked = Slip($$"""
            {
              "country": "{{country}}", "on": "2026-07-15", "gross": 9000, "bornOn": "1985-04-12", "sex": "female", "terms": { "hiredOn": "2020-01-01" }, "facts": {{said}},
              "hours": [{ "kind": "overtime.weekday", "hours": 6 }, { "kind": "night", "day": "2026-07-30", "hours": 2.5 }],
              "absences": [{ "kind": "sick", "from": "2026-07-06", "to": "2026-07-10" }, { "kind": "sick", "from": "2026-07-13" }, { "kind": "unpaid-leave", "from": "2026-07-20", "to": "2026-07-21", "hoursPerDay": 4 }],
              "garnishments": [{ "kind": "alimony", "share": 0.2 }, { "kind": "ordinary", "priority": 2, "monthlyAmount": 300, "total": 100 }]
            }
            """);
        var facts = Facts.Of(JsonSerializer.Deserialize<Dictionary<string, string>>(said)!);
        var run = (PayCases.Month(country, July, PayCases.Paid(9000) with { Contract = "what-if" }) with
        {
            Facts = facts,
            Hours = [new WorkedHours("night", 2.5m), new WorkedHours("overtime.weekday", 6)],
            Absences = [Away("sick", 6, 13) with { Facts = facts }, Away("unpaid-leave", 20, 21) with { HoursPerDay = 4 }],
            Garnishments = [Order("1", "alimony", 1) with { Share = 0.2m }, Order("2", "ordinary", 2) with { MonthlyAmount = 300, Total = 100 }],
        }).Slip();

        Assert.Equal(run.Lines.Select(line => (line.Code, line.Amount)), asked.Lines.Select(line => (line.Code, line.Amount)));
        Assert.Equal(100, asked.Lines.Where(line => line.Reference == "2").Sum(line => line.Amount)); // all that is still owed
    }

    [Fact]
    public void An_absence_knows_what_the_facts_say_of_it()
    {
        const string Asked = """{ "country": "PL", "on": "2026-07-15", "gross": 7000, "absences": [{ "kind": "sick", "from": "2026-06-29", "to": "2026-07-03" }], "facts": { "sick.average": "%" } }""";

        Assert.True(Slip(Asked.Replace("%", "3000", StringComparison.Ordinal)).Gross < Slip(Asked.Replace("%", "7000", StringComparison.Ordinal)).Gross);
    }

    [Theory]
    [InlineData("\"hours\": [{ \"kind\": \"overtime.weekday\", \"hours\": 1 }]")]
    [InlineData("\"absences\": [{ \"kind\": \"paid-leave\", \"from\": \"2026-07-06\" }]")]
    [InlineData("\"garnishments\": [{ \"kind\": \"alimony\" }]")]
    public void With_time_or_creditors_no_gross_is_looked_for(string said)
        => Assert.Equal("what-if-amount", Assert.Single(ProblemsOf($$"""{ "country": "PL", "on": "2026-07-15", "net": 5000, {{said}} }""")).Code);

    [Fact]
    public void A_day_is_said_of_once()
    {
        var said = ProblemsOf("""{ "country": "PL", "on": "2026-07-15", "gross": 6000, "hours": [{ "kind": "night", "hours": 4 }, { "kind": "overtime.weekday", "day": "2026-07-07", "hours": 2 }], "absences": [{ "kind": "sick", "from": "2026-07-06", "to": "2026-07-08" }, { "kind": "paid-leave", "from": "2026-07-08" }] }""");

        Assert.Equal([("overlapping", "absences[0].from"), ("overlapping", "absences[1].from")], said.Select(problem => (problem.Code, problem.Field)));
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
    [InlineData("\"hours\": [{ \"kind\": \"dancing\", \"hours\": 1 }]", "unknown-kind", "hours[0].kind")]
    [InlineData("\"hours\": [{ \"kind\": \"sick\", \"hours\": 1 }]", "unknown-kind", "hours[0].kind")]
    [InlineData("\"hours\": [{ \"hours\": 1 }]", "unknown-kind", "hours[0].kind")]
    [InlineData("\"hours\": [{ \"kind\": \"overtime.beyond-48\", \"hours\": 1 }]", "unpaid-kind", "hours[0].kind")]
    [InlineData("\"hours\": [{ \"kind\": \"night\" }]", "missing-hours", "hours[0].hours")]
    [InlineData("\"hours\": [{ \"kind\": \"night\", \"hours\": -30 }]", "negative-hours", "hours[0].hours")]
    [InlineData("\"hours\": [{ \"kind\": \"night\", \"hours\": 100.005 }]", "wrong-hours", "hours[0].hours")]
    [InlineData("\"hours\": [{ \"kind\": \"night\", \"hours\": 745 }]", "wrong-number", "hours[0].hours")]
    [InlineData("\"hours\": [{ \"kind\": \"night\", \"day\": \"2026-07-08\", \"hours\": 26 }]", "over-24-hours", "hours[0].hours")]
    [InlineData("\"hours\": [{ \"kind\": \"night\", \"day\": \"2026-08-01\", \"hours\": 2 }]", "outside-period", "hours[0].day")]
    [InlineData("\"terms\": { \"hiredOn\": \"2026-07-20\" }, \"hours\": [{ \"kind\": \"night\", \"day\": \"2026-07-08\", \"hours\": 2 }]", "not-employed", "hours[0].day")]
    [InlineData("\"terms\": { \"hiredOn\": \"2026-12-01\" }, \"hours\": [{ \"kind\": \"night\", \"hours\": 2 }]", "not-employed", "hours[0].day")]
    [InlineData("\"absences\": [{ \"kind\": \"night\", \"from\": \"2026-07-06\" }]", "unknown-kind", "absences[0].kind")]
    [InlineData("\"absences\": [{ \"kind\": \"sick\", \"from\": \"2026-08-06\" }]", "outside-period", "absences[0].from")]
    [InlineData("\"absences\": [{ \"kind\": \"sick\", \"from\": \"2026-06-06\", \"to\": \"2026-06-30\" }]", "outside-period", "absences[0].from")]
    [InlineData("\"absences\": [{ \"kind\": \"sick\", \"from\": \"2024-12-31\", \"to\": \"2026-07-06\" }]", "not-employed", "absences[0].from")]
    [InlineData("\"absences\": [{ \"kind\": \"sick\", \"from\": \"2026-07-06\", \"to\": \"2026-07-05\" }]", "wrong-span", "absences[0].to")]
    [InlineData("\"absences\": [{ \"kind\": \"sick\", \"from\": \"2026-07-06\", \"to\": \"9999-12-31\" }]", "wrong-day", "absences[0].to")]
    [InlineData("\"absences\": [{ \"kind\": \"sick\", \"from\": \"2026-07-06\", \"hoursPerDay\": -1 }]", "negative-hours", "absences[0].hoursPerDay")]
    [InlineData("\"garnishments\": [{ \"kind\": \"cousin\" }]", "wrong-word", "garnishments[0].garnishmentKind")]
    [InlineData("\"garnishments\": [{ \"kind\": \"tax\", \"monthlyAmount\": -1 }]", "negative-amount", "garnishments[0].monthlyAmount")]
    [InlineData("\"garnishments\": [{ \"kind\": \"tax\", \"total\": -1 }]", "negative-amount", "garnishments[0].garnishmentTotal")]
    [InlineData("\"garnishments\": [{ \"kind\": \"tax\", \"share\": 1.2 }]", "wrong-number", "garnishments[0].garnishmentShare")]
    [InlineData("\"garnishments\": [{ \"kind\": \"tax\", \"share\": 0.2, \"monthlyAmount\": 5 }]", "garnishment-terms", "garnishments")]
    [InlineData("\"garnishments\": [{ \"kind\": \"tax\", \"total\": 100000001 }]", "wrong-number", "garnishments[0].total")]
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
    [InlineData("\"hours\": [null]")]
    [InlineData("\"absences\": [null]")]
    [InlineData("\"garnishments\": [null]")]
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

        Assert.Equal(4, bodies.Count);
        Assert.All(bodies, body => Assert.True(Slip(body).Net > 0));
    }

    private static Absence Away(string kind, int from, int to) => new() { Kind = kind, From = July.First.PlusDays(from - 1), To = July.First.PlusDays(to - 1) };

    private static GarnishmentOrder Order(string id, string kind, int priority) => new() { Id = id, Kind = kind, Priority = priority, Creditor = "c" };

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
