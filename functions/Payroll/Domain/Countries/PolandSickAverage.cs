using System.Globalization;
using NodaTime;

namespace BackOffice.Payroll.Domain.Countries;

/// <summary>
/// The average pay that sick pay is measured by (Act of 25 June 1999): what was said of it; the one of a sickness that ended less than a
/// calendar month ago (art. 43); of the twelve months before the one in which the sickness arose, or of the full months of employment where
/// they are fewer (art. 36), from the last change of the working time on (art. 40); where there is none, the pay agreed (art. 37).
/// </summary>
/// <param name="Pay">Before contributions are taken off.</param>
/// <param name="Formula">How it came about, for the trace.</param>
/// <param name="Figures">Those of the formula; the last one is the pay.</param>
internal sealed record PolandSickAverage(decimal Pay, string Formula, params IReadOnlyList<Figure> Figures)
{
    private const string Kept = "sick.average.";
    private const string Known = "average pay";
    private const string OfMonths = "rounded(pay of months / months)";
    private const string OfAgreement = "pay agreed";

    /// <summary>Whether months that the law counts are in no earlier slip.</summary>
    private bool IsGuess { get; init; }

    public static PolandSickAverage Of(PaySheet sheet, (PolandLaw Law, ICountryCalculation Calculation) by, Facts facts, IReadOnlyList<Absence> absences)
    {
        var said = absences.Aggregate(facts, (known, absence) => known.OverriddenBy(absence.Facts)).Number("sick.average", -1);
        var began = absences.Min(absence => absence.From);
        return said >= 0 ? As(Known, said)
            : KeptFor(sheet, began) is { } kept ? As(Known, kept)
            : OfSlips(sheet, by, Period.Of(began));
    }

    /// <summary>Leaves it to a sickness that follows within a month.</summary>
    public void Keep(PaySheet sheet)
    {
        if (!IsGuess)
        {
            var name = Kept + sheet.Case.Period;
            sheet.AddToStanding(name, Pay - sheet.Standing(name));
        }
    }

    // Another working time since then asks for another average, but for a sickness that goes on.
    private static decimal? KeptFor(PaySheet sheet, LocalDate began)
    {
        foreach (var month in (Period[])[sheet.Case.Period, sheet.Case.Period.Previous])
        {
            if (sheet.Standing(Kept + month) is not 0 and var kept)
            {
                return began >= sheet.Case.Period.First && month != sheet.Case.Period && PolandSickMonths.FteOf(sheet, month) != PolandSickMonths.FteOf(sheet.Case) ? null : kept;
            }
        }

        return null;
    }

    private static PolandSickAverage OfSlips(PaySheet sheet, (PolandLaw Law, ICountryCalculation Calculation) by, Period arose)
    {
        var (months, missing) = MonthsBefore(sheet, arose, decimal.ToInt32(by.Law.SickBase.Value("months")));
        if (missing > 0)
        {
            Tell(sheet, months.Count, months.Count + missing);
        }

        if (months.Count == 0)
        {
            return As(OfAgreement, sheet.Case.ByContract().Sum(spells => PolandSickMonths.Agreed(spells[^1], sheet.Case, by.Calculation))) with { IsGuess = missing > 0 };
        }

        // Where every month was worked less than half, all of them count.
        var counted = months.Exists(month => month.Counts) ? months.FindAll(month => month.Counts) : months;
        var sum = counted.Sum(month => month.Pay);
        var average = by.Law.SickBase.Round(sum / counted.Count);
        return new PolandSickAverage(average, OfMonths, new Figure("pay of months", sum), new Figure("months", counted.Count), new Figure(Known, average)) { IsGuess = missing > 0 };
    }

    private static (List<(decimal Pay, bool Counts)> Months, int Missing) MonthsBefore(PaySheet sheet, Period arose, int most)
    {
        var hired = sheet.Case.Contracts.Min(spell => spell.HiredOn);
        var (fte, missing) = (PolandSickMonths.FteOf(sheet.Case), 0);
        List<(decimal Pay, bool Counts)> months = [];
        for (var ago = 1; ago <= most && arose.Plus(-ago) >= Period.Of(hired); ago++)
        {
            var month = arose.Plus(-ago);
            if (PolandSickMonths.Find(sheet, month) is not { } found)
            {
                missing += month > Period.Of(hired) || hired.Day == 1 ? 1 : 0; // the month of the hire need not have been a full one
            }
            else if (PolandSickMonths.FteOf(sheet, month) == fte)
            {
                months.Add(found);
            }
            else
            {
                break;
            }
        }

        return (months, missing);
    }

    private static void Tell(PaySheet sheet, int known, int months)
    {
        if (known == 0)
        {
            sheet.Alert("sick-average-unknown", "Sick pay is measured by the pay agreed, as earlier slips have no pay of the months before the sickness: say sick.average.");
        }
        else
        {
            sheet.Alert("sick-average-incomplete", string.Create(CultureInfo.InvariantCulture, $"Sick pay is measured by {known} of {months} months before the sickness, as earlier slips have no pay of the others: say sick.average."));
        }
    }

    private static PolandSickAverage As(string name, decimal pay) => new(pay, name, new Figure(name, pay));
}
