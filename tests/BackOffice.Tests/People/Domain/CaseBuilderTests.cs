using BackOffice.Payroll.Domain;
using BackOffice.Primitives;
using BackOffice.Timesheets.Domain;
using NodaTime;
using static BackOffice.People.Domain.PeopleSamples;

namespace BackOffice.People.Domain;

public sealed class CaseBuilderTests
{
    private static readonly Period March = new(2026, 3);
    private static readonly LocalDate January = new(2026, 1, 1);

    [Fact]
    public void A_person_becomes_a_case_with_the_facts_of_employer_and_person()
    {
        var file = Hired(January).Record([new EntryDraft { ValidFrom = January, Content = new EntryContent { Facts = new Dictionary<string, string> { ["pit2"] = "true" } } }], By("f", At(2026, 1, 1)));

        var pay = Case(file);

        Assert.Equal(6_000, Assert.Single(pay.Contracts).MonthlyPay);
        Assert.Equal("general", Assert.Single(pay.Contracts[0].CostCentres).CostCentre);
        Assert.True(pay.Facts.Flag("pit2"));
        Assert.Equal(0.0167m, pay.Facts.Number("accident"));
        Assert.Equal(new LocalDate(2026, 3, 31), pay.PayDay);
    }

    [Fact]
    public void A_part_time_change_in_the_middle_of_the_month_cuts_the_contract()
    {
        var pay = Case(Hired(January).Record([TermsOf("c1", new LocalDate(2026, 3, 16), 3_000, 0.5m)], By("half", At(2026, 3, 1))));

        Assert.Equal(
            [(January, new LocalDate(2026, 3, 15), 1m), (new LocalDate(2026, 3, 16), (LocalDate?)null, 0.5m)],
            pay.Contracts.Select(spell => (spell.From, spell.To, spell.Fte)));
    }

    [Fact]
    public void Two_contracts_at_once_are_two_spells()
    {
        var pay = Case(Hired(January).Record([TermsOf("c2", new LocalDate(2026, 2, 1), 1_500, 0.25m)], By("second", At(2026, 2, 1))));

        Assert.Equal(["c1", "c2"], pay.Contracts.Select(spell => spell.Contract));
    }

    [Fact]
    public void Who_is_hired_and_leaves_in_one_month_has_both_days()
    {
        var hired = new LocalDate(2026, 3, 9);
        var pay = Case(Hired(hired).Record([EmploymentOf("1", hired, new LocalDate(2026, 3, 20))], By("leave", At(2026, 3, 18))));

        var spell = Assert.Single(pay.Contracts);
        Assert.Equal((hired, new LocalDate(2026, 3, 20)), (spell.From, spell.To));
        Assert.Equal((hired, new LocalDate(2026, 3, 20)), (spell.HiredOn, spell.LeavesOn));
    }

    [Fact]
    public void Who_is_hired_again_in_the_month_has_two_spells_of_two_employments()
    {
        var file = Hired(January)
            .Record([EmploymentOf("1", January, new LocalDate(2026, 3, 6))], By("leave", At(2026, 3, 1)))
            .Record([EmploymentOf("2", new LocalDate(2026, 3, 23), leaves: null), TermsOf("c2", new LocalDate(2026, 3, 23), 7_000, employment: "2")], By("rehire", At(2026, 3, 20)));

        var pay = Case(file);

        Assert.Equal(
            [("c1", January, new LocalDate(2026, 3, 6)), ("c2", new LocalDate(2026, 3, 23), (LocalDate?)null)],
            pay.Contracts.Select(spell => (spell.Contract, spell.HiredOn, spell.To)));
    }

    [Fact]
    public void Terms_of_an_earlier_employment_do_not_come_back_with_the_next()
    {
        var file = Hired(January)
            .Record([EmploymentOf("1", January, new LocalDate(2026, 2, 6))], By("leave", At(2026, 2, 1)))
            .Record([EmploymentOf("2", new LocalDate(2026, 3, 23), leaves: null)], By("rehire", At(2026, 3, 20)));

        Assert.Equal(["missing-terms"], Build(file).Problems.Select(problem => problem.Code));
    }

    [Theory]
    [InlineData("2026-04-01", null)] // not hired yet
    [InlineData("2026-01-01", "2026-02-28")] // gone
    public void Who_is_not_employed_in_the_month_is_no_case_and_no_problem(string hired, string? leaves)
    {
        var first = Day(hired);
        var file = leaves is null ? Hired(first) : Hired(first).Record([EmploymentOf("1", first, Day(leaves))], By("leave", At(2026, 2, 1)));

        Assert.Same(CaseOutcome.NotInPeriod, Build(file));
    }

    [Fact]
    public void A_file_of_which_nothing_was_known_then_is_no_case()
        => Assert.Same(CaseOutcome.NotInPeriod, Build(Hired(January).AsOf(At(2024, 1, 1))));

    [Fact]
    public void A_correction_pays_somebody_who_has_left_on_the_terms_he_left_with()
    {
        var file = Hired(January).Record(
            [EmploymentOf("1", January, new LocalDate(2026, 2, 10)), TermsOf("c1", new LocalDate(2026, 2, 1), 6_600)],
            By("leave", At(2026, 2, 1)));

        var pay = CaseBuilder.Build(file, Frame(March, PayRunKind.Correction), TimeOfMonth.None, Balances.None).Case!;

        Assert.Equal((6_600m, new LocalDate(2026, 2, 10)), (pay.Contracts.Single().MonthlyPay!.Value, pay.Contracts.Single().LeavesOn!.Value));
    }

    [Fact]
    public void Days_without_terms_are_a_problem()
    {
        var file = Hired(January).Record([TermsOf("c1", January, 6_000) with { ValidTo = new LocalDate(2026, 3, 10) }], By("fixed term", At(2026, 1, 2)));

        Assert.Equal(["missing-terms"], Build(file).Problems.Select(problem => problem.Code));
    }

    [Fact]
    public void All_problems_of_a_person_are_told_at_once()
    {
        var file = PersonFile.Empty("p2").Record(
            [
                EmploymentOf("1", January, leaves: null),
                TermsOf("c1", January, 5_000),
                ElementOf("e", January, "no.such.element", 100),
                new EntryDraft { ValidFrom = January, Content = new EntryContent { Facts = new Dictionary<string, string> { ["nonsense"] = "1" } } },
            ],
            By("x", At(2026, 1, 1)));

        Assert.Equal(["missing-bank-account", "missing-identity", "unknown-element", "unknown-fact"], Build(file).Problems.Select(problem => problem.Code).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_country_without_rules_is_a_problem()
    {
        var outcome = CaseBuilder.Build(Hired(January), Frame(March) with { Group = Group with { Country = "SE", Facts = new Dictionary<string, string>() } }, TimeOfMonth.None, Balances.None);

        Assert.Equal(["unknown-country"], outcome.Problems.Select(problem => problem.Code));
    }

    [Theory]
    [InlineData(null, "")]
    [InlineData("same", "")]
    [InlineData("CHF", "currency-without-rate")]
    public void Pay_in_another_currency_than_the_group_s_needs_a_rate(string? currency, string problem)
    {
        var group = Frame(March).Group.Currency.Code;
        var terms = TermsOf("c1", January, 6_000);
        var file = Hired(January).Record([terms with { Content = new EntryContent { Terms = terms.Content!.Terms! with { Currency = currency == "same" ? group : currency } } }], By("cur", At(2026, 1, 2)));

        var outcome = Build(file);

        Assert.Equal(problem, string.Join(' ', outcome.Problems.Select(found => found.Code)));
        Assert.Equal(problem.Length == 0, outcome.Case is not null);
    }

    [Fact]
    public void Off_cycle_the_whole_month_has_its_elements_and_time_and_what_is_missing_has_not()
    {
        var file = Hired(January).Record(
            [
                ElementOf("a", January, "allowance.function", 310),
                ElementOf("b1", January, "bonus", 1_000, March),
                ElementOf("b2", January, "bonus", 1_000, March) with { Content = new EntryContent { Element = new ElementTerms { Code = "bonus", Amount = 70, Once = March, Run = PayRunKind.OffCycle } } },
            ],
            By("b", At(2026, 1, 1)));
        var time = new TimeOfMonth([new WorkedHours("night", 3)], []);

        var whole = CaseBuilder.Build(file, Frame(March, PayRunKind.OffCycle) with { WithTime = true }, time, Balances.None).Case!;
        var rest = CaseBuilder.Build(file, Frame(March, PayRunKind.OffCycle) with { WithTime = false }, time, Balances.None).Case!;

        Assert.Equal([310m, 1_000m, 70m], whole.Elements.Select(element => element.Amount!.Value));
        Assert.Single(whole.Hours);
        Assert.Equal((PayRunKind.OffCycle, true), (whole.Kind, whole.WithTime));
        Assert.Equal(70, Assert.Single(rest.Elements).Amount);
        Assert.Empty(rest.Hours);
    }

    [Fact]
    public void What_is_paid_once_is_paid_in_its_month_and_run_only()
    {
        var file = Hired(January).Record([ElementOf("b1", January, "bonus", 1_000, March)], By("b", At(2026, 1, 1)));
        var inBonusRun = Hired(January).Record([ElementOf("b1", January, "bonus", 1_000, March) with { Content = new EntryContent { Element = new ElementTerms { Code = "bonus", Amount = 1_000, Once = March, Run = PayRunKind.Bonus } } }], By("b", At(2026, 1, 1)));

        Assert.Equal(1_000, Assert.Single(Case(file).Elements).Amount);
        Assert.Empty(Case(file, March.Next).Elements);
        Assert.Empty(CaseBuilder.Build(file, Frame(March, PayRunKind.Bonus), TimeOfMonth.None, Balances.None).Case!.Elements);
        Assert.Empty(Case(inBonusRun).Elements);
        Assert.Single(CaseBuilder.Build(inBonusRun, Frame(March, PayRunKind.Bonus), TimeOfMonth.None, Balances.None).Case!.Elements);
    }

    [Fact]
    public void A_prorated_allowance_that_changes_in_the_month_is_paid_by_its_days()
    {
        var file = Hired(January).Record([ElementOf("a", January, "allowance.function", 310), ElementOf("a", new LocalDate(2026, 3, 11), "allowance.function", 620)], By("a", At(2026, 1, 1)));

        Assert.Equal([100m, 420m], Case(file).Elements.Select(element => element.Amount!.Value)); // 310 x 10/31, 620 x 21/31
    }

    [Fact]
    public void An_element_that_is_not_prorated_is_paid_as_it_held_last()
    {
        var file = Hired(January).Record([ElementOf("a", January, "allowance.shift", 100), ElementOf("a", new LocalDate(2026, 3, 11), "allowance.shift", 200)], By("a", At(2026, 1, 1)));

        Assert.Equal(200, Assert.Single(Case(file).Elements).Amount);
    }

    [Fact]
    public void An_order_that_is_lifted_before_the_pay_day_is_not_withheld()
    {
        var order = new GarnishmentOrder { Id = "g1", Kind = "ordinary", Priority = 1, Share = 0.2m, Creditor = "court-1" };
        var draft = new EntryDraft { Key = "g1", ValidFrom = January, Content = new EntryContent { Garnishment = order } };

        Assert.Single(Case(Hired(January).Record([draft], By("g", At(2026, 1, 1)))).Garnishments);
        Assert.Empty(Case(Hired(January).Record([draft with { ValidTo = new LocalDate(2026, 3, 15) }], By("g", At(2026, 1, 1)))).Garnishments);
    }

    [Fact]
    public void What_the_file_says_of_a_sickness_goes_with_the_absence_of_its_days()
    {
        var file = Hired(January).Record(
            [
                new EntryDraft { Key = "certificate", ValidFrom = new LocalDate(2026, 3, 2), ValidTo = new LocalDate(2026, 3, 6), Content = new EntryContent { Facts = new Dictionary<string, string> { ["sick.code"] = "06", ["pit2"] = "true" } } },
            ],
            By("f", At(2026, 1, 1)));
        Absence Of(string kind, int from, int to) => new() { Kind = kind, From = new LocalDate(2026, 3, from), To = new LocalDate(2026, 3, to) };

        var absences = CaseBuilder.Build(file, Frame(March), new TimeOfMonth([], [Of("sick", 2, 6), Of("unpaid-leave", 3, 3), Of("sick", 16, 17)]), Balances.None).Case!.Absences;

        Assert.Equal("06", Assert.Single(absences, absence => absence.Facts.Count > 0).Facts.Word("sick.code"));
        Assert.Equal(new LocalDate(2026, 3, 6), absences.Single(absence => absence.Facts.Has("sick.code")).To);
        Assert.DoesNotContain(absences, absence => absence.Facts.Has("pit2"));
    }

    [Fact]
    public void Facts_are_those_of_the_last_day_of_employment()
    {
        var file = Hired(January).Record(
            [
                EmploymentOf("1", January, new LocalDate(2026, 3, 10)),
                new EntryDraft { ValidFrom = new LocalDate(2026, 3, 11), Content = new EntryContent { Facts = new Dictionary<string, string> { ["pit2"] = "true" } } },
            ],
            By("f", At(2026, 1, 1)));

        Assert.False(Case(file).Facts.Has("pit2"));
    }

    [Fact]
    public void Sickness_goes_on_over_a_weekend_and_leave_does_not()
    {
        Absence Of(string kind, int from, int to) => new() { Kind = kind, From = new LocalDate(2026, 3, from), To = new LocalDate(2026, 3, to) };
        var time = new TimeOfMonth([], [Of("sick", 5, 6), Of("sick", 9, 10), Of("sick", 12, 12), Of("unpaid-leave", 19, 20), Of("unpaid-leave", 23, 23)]);

        var absences = CaseBuilder.Build(Hired(January), Frame(March), time, Balances.None).Case!.Absences;

        Assert.Equal([(5, 10), (12, 12), (19, 20), (23, 23)], absences.Select(absence => (absence.From.Day, absence.To.Day)));
    }

    private static LocalDate Day(string text) => NodaTime.Text.LocalDatePattern.Iso.Parse(text).Value;

    private static CaseOutcome Build(PersonFile file, Period? period = null) => CaseBuilder.Build(file, Frame(period ?? March), TimeOfMonth.None, Balances.None);

    private static PayCase Case(PersonFile file, Period? period = null)
    {
        var outcome = Build(file, period);
        Assert.Empty(outcome.Problems);
        return outcome.Case!;
    }
}
