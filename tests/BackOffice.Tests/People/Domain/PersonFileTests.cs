using BackOffice.Payroll.Domain;
using BackOffice.Primitives;
using NodaTime;
using static BackOffice.People.Domain.PeopleSamples;

namespace BackOffice.People.Domain;

public sealed class PersonFileTests
{
    private static readonly LocalDate January = new(2026, 1, 1);

    [Fact]
    public void What_was_known_then_can_be_asked_for_after_it_was_corrected()
    {
        var file = Hired(January).Record([TermsOf("c1", new LocalDate(2026, 3, 1), 6_500)], By("raise", At(2026, 2, 20)));
        var corrected = file.Record([TermsOf("c1", new LocalDate(2026, 3, 1), 6_800)], By("correction", At(2026, 4, 2)));

        Assert.Equal(6_500, PayOn(corrected.AsOf(At(2026, 3, 31)), new LocalDate(2026, 3, 15)));
        Assert.Equal(6_800, PayOn(corrected.AsOf(At(2026, 4, 2)), new LocalDate(2026, 3, 15)));
        Assert.Equal(6_000, PayOn(corrected, new LocalDate(2026, 2, 28)));
        Assert.Equal(6_000, PayOn(corrected.AsOf(At(2026, 2, 19)), new LocalDate(2026, 3, 15)));
        Assert.Equal(6, corrected.Entries.Count);
        Assert.Equal(5, corrected.Entries[^1].Supersedes);
    }

    [Fact]
    public void An_instant_includes_what_was_recorded_in_it()
        => Assert.Equal(4, Hired(January).AsOf(At(2025, 1, 1)).Entries.Count);

    [Fact]
    public void A_correction_of_a_correction_leaves_only_the_last()
    {
        var file = Hired(January)
            .Record([TermsOf("c1", January, 6_100)], By("a", At(2026, 2, 1)))
            .Record([TermsOf("c1", January, 6_200)], By("b", At(2026, 2, 2)));

        Assert.Single(file.Live, entry => entry.Kind == EntryKind.Terms);
        Assert.Equal(6_200, PayOn(file, January));
    }

    [Fact]
    public void An_entry_that_is_withdrawn_leaves_what_held_before_it()
    {
        var raised = Hired(January).Record([TermsOf("c1", new LocalDate(2026, 3, 1), 7_000)], By("raise", At(2026, 2, 1)));
        var withdrawn = raised.Record([new EntryDraft { ValidFrom = new LocalDate(2026, 3, 1), Supersedes = 5 }], By("withdraw", At(2026, 2, 2)));

        Assert.Equal(6_000, PayOn(withdrawn, new LocalDate(2026, 5, 1)));
        Assert.Equal(7_000, PayOn(withdrawn.AsOf(At(2026, 2, 1)), new LocalDate(2026, 5, 1)));
    }

    [Fact]
    public void Opening_balances_hold_from_their_day_as_they_were_known_and_a_withdrawn_year_is_empty()
    {
        static EntryDraft OpeningOf(decimal tax) => new() { Key = "2026", ValidFrom = new LocalDate(2026, 7, 1), Content = new EntryContent { Opening = new Dictionary<string, decimal> { ["pit"] = tax } } };
        var file = Hired(January).Record([OpeningOf(1_000)], By("taken over", At(2026, 7, 5))).Record([OpeningOf(900)], By("corrected", At(2026, 8, 5)));
        var withdrawn = file.Record([new EntryDraft { ValidFrom = new LocalDate(2026, 7, 1), Supersedes = 6 }], By("withdrawn", At(2026, 9, 5)));

        Assert.Empty(file.OpeningsOn(new Period(2026, 6), new LocalDate(2026, 6, 30)));
        Assert.Equal(1_000, file.AsOf(At(2026, 7, 5)).OpeningsOn(new Period(2026, 7), new LocalDate(2026, 7, 31))[2026]["pit"]);
        Assert.Equal(900, file.OpeningsOn(new Period(2026, 6), new LocalDate(2026, 7, 10))[2026]["pit"]); // June, paid in July
        Assert.Equal(900, file.OpeningsOn(new Period(2027, 12), new LocalDate(2027, 12, 31))[2026]["pit"]); // what last year left
        Assert.Empty(file.OpeningsOn(new Period(2028, 1), new LocalDate(2028, 1, 31)));
        Assert.Empty(withdrawn.OpeningsOn(new Period(2026, 9), new LocalDate(2026, 9, 30))[2026]);
    }

    [Fact]
    public void Terms_for_a_time_uncover_the_ones_before_when_they_end()
    {
        var file = Hired(January).Record([TermsOf("c1", new LocalDate(2026, 3, 10), 3_000, 0.5m) with { ValidTo = new LocalDate(2026, 5, 31) }], By("parental", At(2026, 2, 1)));

        Assert.Equal(
            [(January, 6_000m), (new LocalDate(2026, 3, 10), 3_000m), (new LocalDate(2026, 6, 1), 6_000m)],
            file.TimelineOf(EntryKind.Terms, "c1").Select(stretch => (stretch.From, stretch.Content.Terms!.MonthlyPay!.Value)));
    }

    [Fact]
    public void The_same_command_again_writes_nothing()
    {
        var once = Hired(January).Record([TermsOf("c1", new LocalDate(2026, 3, 1), 6_500)], By("raise", At(2026, 2, 20)));

        Assert.Same(once, once.Record([TermsOf("c1", new LocalDate(2026, 4, 1), 9_999)], By("raise", At(2026, 2, 21))));
    }

    [Fact]
    public void What_is_known_already_is_not_written_again()
    {
        var file = Hired(January);

        Assert.Equal(file.Entries.Count, file.Record([TermsOf("c1", January, 6_000)], By("again", At(2026, 2, 1))).Entries.Count);
    }

    [Fact]
    public void Facts_of_several_sheets_are_read_together()
    {
        var file = Hired(January).Record(
            [
                new EntryDraft { Key = "a", ValidFrom = January, Content = new EntryContent { Facts = new Dictionary<string, string> { ["pit2"] = "true", ["kup"] = "basic" } } },
                new EntryDraft { Key = "b", ValidFrom = new LocalDate(2026, 2, 1), Content = new EntryContent { Facts = new Dictionary<string, string> { ["kup"] = "raised" } } },
            ],
            By("facts", At(2026, 1, 1)));

        Assert.Equal("basic", file.FactsOn(new LocalDate(2026, 1, 31))["kup"]);
        Assert.Equal("raised", file.FactsOn(new LocalDate(2026, 2, 1))["kup"]);
        Assert.Equal("true", file.FactsOn(new LocalDate(2026, 2, 1))["pit2"]);
    }

    private static decimal? PayOn(PersonFile file, LocalDate day) => file.On(EntryKind.Terms, "c1", day)?.Terms?.MonthlyPay;
}
