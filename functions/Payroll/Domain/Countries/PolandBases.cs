namespace BackOffice.Payroll.Domain.Countries;

/// <summary>What the contributions of a slip are due on, beside the bases of earlier slips of its month.</summary>
/// <param name="Whole">For contributions without a limit.</param>
/// <param name="Capped">For pension and disability: what the yearly limit leaves of it.</param>
/// <param name="EarlierInYear">Of earlier slips of the year, with those of other payers.</param>
/// <param name="Cap">The yearly limit.</param>
internal readonly record struct PolandBases(MonthBase Whole, MonthBase Capped, decimal EarlierInYear, decimal Cap)
{
    private const string YearBase = "zus.base";
    private const string MonthWhole = "month.zus.base";
    private const string MonthCapped = "month.zus.capped";

    public static PolandBases Of(PaySheet sheet, PolandLaw law, PolandPerson person)
    {
        var slip = sheet.Base(Treatments.Social);
        var earlier = sheet.YearToDate(YearBase) + person.Facts.Number("zus.base.elsewhere");

        // Also for a negative base: what was above the limit does not come back below it.
        var capped = Math.Min(law.Cap, earlier + slip) - Math.Min(law.Cap, earlier);
        return new PolandBases(new MonthBase(sheet.MonthToDate(MonthWhole), slip), new MonthBase(sheet.MonthToDate(MonthCapped), capped), earlier, law.Cap);
    }

    /// <summary>Leaves the bases to the next slip.</summary>
    public void Remember(PaySheet sheet)
    {
        sheet.AddToYear(YearBase, Whole.Slip);
        sheet.AddToMonth(MonthWhole, Whole.Slip);
        sheet.AddToMonth(MonthCapped, Capped.Slip);
    }
}

/// <summary>A base of the month.</summary>
/// <param name="Earlier">Of earlier slips of the month.</param>
/// <param name="Slip">Of this one.</param>
internal readonly record struct MonthBase(decimal Earlier, decimal Slip)
{
    public decimal Sum => Earlier + Slip;
}
