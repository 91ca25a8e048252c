using BackOffice.People.Domain;
using BackOffice.Primitives;
using NodaTime;
using static BackOffice.People.Domain.PeopleSamples;

namespace BackOffice.Payroll;

public sealed class PersonCardTests
{
    private static readonly LocalDate January = new(2026, 1, 1);
    private static readonly Period March = new(2026, 3);

    [Fact]
    public void A_card_has_position_and_grade_as_they_held_last_in_the_month()
    {
        var file = Hired(January).Record(
            [
                Promoted("c1", January, "Księgowa", "VII"),
                Promoted("c1", new LocalDate(2026, 3, 16), "Główna księgowa", "VIII"),
                Promoted("c1", new LocalDate(2026, 4, 1), "Dyrektorka", "X"),
                Promoted("c2", January, "Lektorka", grade: null),
            ],
            By("positions", At(2026, 1, 2)));

        var card = PersonCards.Of(file, Frame(March));

        Assert.Equal(("Główna księgowa; Lektorka", "VIII", null), (card.Position, card.Grade, card.LeftOn));
        Assert.Null(PersonCards.Of(Hired(January), Frame(March)).Position);
    }

    [Fact]
    public void Who_leaves_in_the_month_has_the_last_day_on_the_card_and_who_leaves_later_not_yet()
    {
        var leaving = Hired(January).Record([EmploymentOf("1", January, new LocalDate(2026, 3, 20))], By("leaves", At(2026, 3, 1)));

        Assert.Equal(new LocalDate(2026, 3, 20), PersonCards.Of(leaving, Frame(March)).LeftOn);
        Assert.Null(PersonCards.Of(leaving, Frame(new Period(2026, 2))).LeftOn);
        Assert.Equal(January, PersonCards.Of(leaving, Frame(March)).HiredOn);
    }

    private static EntryDraft Promoted(string contract, LocalDate from, string position, string? grade)
    {
        var draft = TermsOf(contract, from, 6_000);
        return draft with { Content = draft.Content! with { Terms = draft.Content.Terms! with { Position = position, Grade = grade } } };
    }
}
