using NodaTime;

namespace BackOffice.Payroll.Domain.Countries;

/// <summary>Days of employment as deductions count them: 365 a year, leap years too, without whole days of unpaid leave.</summary>
/// <param name="InMonth">Of this month.</param>
/// <param name="IsFirstOfMonth">No earlier slip has counted this month; never in a run that does not pay the month's time.</param>
/// <param name="After">Of the rest of the year, as far as the terms say.</param>
/// <param name="MonthsAfter">The same in months, the last one in part.</param>
internal readonly record struct ItalianDays(int InMonth, bool IsFirstOfMonth, int After, decimal MonthsAfter)
{
    private const int OfYear = 365;
    private const int OfFebruary = 28;
    private const int Months = 12;

    public static ItalianDays Of(PaySheet sheet)
    {
        var pay = sheet.Case;
        var inMonth = DaysOf(pay);
        var before = (int)sheet.MonthToDate(ItalianBalances.MonthDays);
        var counted = pay.PaysTime() ? inMonth - before : 0;
        if (counted != 0)
        {
            sheet.AddToMonth(ItalianBalances.MonthDays, counted);
            sheet.AddToYear(ItalianBalances.Days, counted);
        }

        var last = LastDayOf(pay);
        var after = last <= pay.Period.Last ? 0 : NodaTime.Period.DaysBetween(pay.Period.Last, last);
        return new ItalianDays(inMonth, counted != 0 && before == 0, after, after == 0 ? 0 : last.Month - pay.Period.Month - 1 + ((decimal)last.Day / CalendarSystem.Iso.GetDaysInMonth(last.Year, last.Month)));
    }

    /// <summary>Days of the year, never more than 365.</summary>
    public static int Cap(decimal days) => (int)Math.Min(OfYear, days);

    /// <summary>Calendar days of the month on which a contract's terms hold and the employer pays: no absence but paid leave.</summary>
    public static int PaidIn(PayCase pay, ContractSpell spell)
        => int.PopCount((int)MaskOf(pay, spell, absence => absence.Kind != "paid-leave"));

    /// <summary>Whether all employments have ended, or end this month.</summary>
    public static bool IsLeaving(PayCase pay) => LastDayOf(pay) <= pay.Period.Last && pay.Contracts.All(spell => spell.LeavesOn is not null);

    /// <summary>The month in which this year's employment began.</summary>
    public static int FirstMonthOf(PayCase pay)
    {
        var first = pay.Contracts.Min(spell => spell.HiredOn);
        return first.Year < pay.Period.Year ? 1 : first.Month;
    }

    private static int DaysOf(PayCase pay)
    {
        var mask = 0u;
        foreach (var spell in pay.Contracts)
        {
            mask |= MaskOf(pay, spell, absence => absence.Kind == "unpaid-leave");
        }

        var days = int.PopCount((int)mask);
        return pay.Period.Month == 2 ? Math.Min(days, OfFebruary) : days;
    }

    private static LocalDate LastDayOf(PayCase pay)
    {
        var end = new LocalDate(pay.Period.Year, Months, 31);
        var last = LocalDate.MinIsoValue;
        foreach (var spell in pay.Contracts)
        {
            last = LocalDate.Max(last, spell.LeavesOn is { } leaves && leaves < end ? leaves : end);
        }

        return last;
    }

    // One bit a day of the month.
    private static uint MaskOf(PayCase pay, ContractSpell spell, Func<Absence, bool> isTakenOff)
    {
        var mask = MaskOf(pay.Period, LocalDate.Max(spell.From, spell.HiredOn), Earlier(spell.To, spell.LeavesOn));
        foreach (var absence in pay.Absences)
        {
            if (absence.HoursPerDay is null && (absence.Contract is null || absence.Contract == spell.Contract) && isTakenOff(absence))
            {
                mask &= ~MaskOf(pay.Period, absence.From, absence.To);
            }
        }

        return mask;
    }

    private static uint MaskOf(Primitives.Period month, LocalDate from, LocalDate? to)
    {
        var first = from < month.First ? 1 : from > month.Last ? month.Days + 1 : from.Day;
        var last = to is not { } end || end > month.Last ? month.Days : end < month.First ? 0 : end.Day;
        return last < first ? 0 : (uint)(((1UL << (last - first + 1)) - 1) << (first - 1));
    }

    private static LocalDate? Earlier(LocalDate? one, LocalDate? other) => one is null ? other : other is null || one < other ? one : other;
}
