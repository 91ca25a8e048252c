namespace BackOffice.Payroll.Domain.Countries;

/// <summary>The INPS base of a month before and after a slip.</summary>
/// <param name="Rounded">In whole euro, as the month is charged.</param>
/// <param name="Exact">As the year is.</param>
internal readonly record struct MonthCharge((decimal Before, decimal Now) Rounded, (decimal Before, decimal Now) Exact)
{
    /// <summary>What this slip adds, in whole euro.</summary>
    public decimal Added => Rounded.Now - Rounded.Before;

    /// <summary>
    /// Adds what the slip owes at the rate of its month, exact, to what is left to the settlement of the year. A rate that became another
    /// one between two slips of a month holds for the whole of it, when the second is charged; the roundings of the first are then let go.
    /// </summary>
    /// <param name="sheet">Before the line of the slip is added.</param>
    /// <param name="balances">What is left of the year, and what earlier slips of the month have.</param>
    /// <param name="law">How the line is rounded, and the rate as a fraction.</param>
    /// <param name="isCharged">Whether the slip will have a line, which brings the month to what is due.</param>
    public void Owe(PaySheet sheet, (string Left, string Month) balances, (PayRule Rule, decimal Rate) law, bool isCharged)
    {
        var had = sheet.MonthToDate(balances.Month);
        var earlier = !isCharged || law.Rule.Round(Rounded.Before * law.Rate) == had ? Exact.Before * law.Rate : had;
        sheet.AddToYear(balances.Left, (Exact.Now * law.Rate) - earlier);
    }
}
