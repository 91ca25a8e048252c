namespace BackOffice.Payroll.Domain.Countries;

/// <summary>
/// Where severance waits until the employer pays it out. What was set aside since the end of a year is not revalued for that year,
/// and what revaluations have added is not taxed again when it is paid.
/// </summary>
/// <param name="Code">Of its lines, and of the balance of all that is in it.</param>
internal sealed record ItalianSeveranceFund(string Code)
{
    private const int Months = 12;

    private readonly string withdrawn = $"{Code}.anticipo";
    private readonly string opening = $"opening.{Code}";

    /// <summary>With the employer.</summary>
    public static ItalianSeveranceFund Own { get; } = new("tfr");

    /// <summary>With the treasury that INPS keeps for employers of 50 and more (art. 1 c. 755 L. 296/2006): paid in by the month, and set off when the employer pays it out.</summary>
    public static ItalianSeveranceFund Treasury { get; } = new("tfr.inps");

    public static IReadOnlyList<ItalianSeveranceFund> Every { get; } = [Own, Treasury];

    /// <summary>Where a person's severance goes, by the word of the fact; null when to the pension fund, which pays it out itself.</summary>
    public static ItalianSeveranceFund? Find(string? goesTo) => goesTo switch
    {
        "pension-fund" => null,
        "inps" => Treasury,
        _ => Own,
    };

    /// <summary>All that is kept, without what was taxed as revaluation.</summary>
    public static decimal TaxableOf(PaySheet sheet) => Every.Sum(fund => fund.Of(sheet) - sheet.Standing(fund.Revaluations));

    /// <summary>Of a year: what was set aside in it.</summary>
    public string Quota { get; } = $"{Code}.quota";

    /// <summary>Of a year: what its revaluation has added.</summary>
    public string Revalued { get; } = $"{Code}.rivalutazione";

    /// <summary>What all revaluations have added to what is kept, net of their tax.</summary>
    public string Revaluations { get; } = $"{Code}.rivalutazioni";

    /// <summary>Of a year: the substitute tax on its revaluation.</summary>
    public string Tax { get; } = $"{Code}.rivalutazione.imposta";

    /// <summary>Of a year: what of that tax the employer has paid in advance.</summary>
    public string TaxAdvance { get; } = $"{Code}.rivalutazione.acconto";

    /// <summary>Whether what was taken up with a year has the revaluation of the year before in it.</summary>
    public bool IsTakenUp(PaySheet sheet, int year) => sheet.Case.Before.Of(year, opening) != 0;

    /// <summary>Whether earlier slips left nothing here, and paid nothing of a year in advance.</summary>
    public bool WasEmpty(PayCase pay, int year) => pay.Before.Of(Code) == 0 && pay.Before.Of(year, withdrawn) == 0;

    public decimal Of(PaySheet sheet) => sheet.Standing(Code);

    /// <summary>What was kept at the end of the year before and is kept still.</summary>
    public decimal Before(PaySheet sheet, int year)
    {
        var since = 0m;
        for (var later = year; later <= sheet.Case.Period.Year; later++)
        {
            since += sheet.InYear(later, Quota);
        }

        return Math.Max(0, Of(sheet) - since);
    }

    /// <summary>What was paid in advance, by month, out of what was kept at the end of the year before: it is revalued up to then.</summary>
    public IEnumerable<(int Month, decimal Amount)> WithdrawnIn(PaySheet sheet, int year)
        => sheet.InYear(year, withdrawn) == 0 ? [] : Enumerable.Range(1, Months).Select(month => (month, sheet.InYear(year, Withdrawn(month))));

    public void Enter(PaySheet sheet, decimal amount)
    {
        sheet.AddToStanding(Code, amount);
        sheet.AddTo(sheet.Case.Period.Year, Quota, amount);
    }

    /// <summary>Adds a year's revaluation, net of its tax.</summary>
    public void Revalue(PaySheet sheet, int year, (decimal Net, decimal Tax) revaluation)
    {
        sheet.AddToStanding(Code, revaluation.Net);
        sheet.AddToStanding(Revaluations, revaluation.Net);
        sheet.AddTo(year, Revalued, revaluation.Net);
        sheet.AddTo(year, Tax, revaluation.Tax);
    }

    /// <summary>Takes an amount out: what was there longest first, and of revaluations the same part as of all.</summary>
    /// <returns>What of it is taxed.</returns>
    public decimal Withdraw(PaySheet sheet, decimal amount)
    {
        var all = Of(sheet);
        if (amount == 0 || all == 0)
        {
            return 0;
        }

        var ofBefore = OldestOf(sheet, amount);
        var ofRevaluations = decimal.Round(sheet.Standing(Revaluations) * amount / all, 2, MidpointRounding.AwayFromZero);
        sheet.AddTo(sheet.Case.Period.Year, Quota, ofBefore - amount);
        sheet.AddToStanding(Code, -amount);
        sheet.AddToStanding(Revaluations, -ofRevaluations);
        return amount - ofRevaluations;
    }

    /// <summary>Takes an advance out, and remembers from when on it is not revalued any more.</summary>
    /// <returns>What of it is taxed.</returns>
    public decimal PayInAdvance(PaySheet sheet, decimal amount)
    {
        var (oldest, year) = (OldestOf(sheet, amount), sheet.Case.Period.Year);
        sheet.AddTo(year, Withdrawn(sheet.Case.Period.Month), oldest);
        sheet.AddTo(year, withdrawn, oldest);
        return Withdraw(sheet, amount);
    }

    private decimal OldestOf(PaySheet sheet, decimal amount) => Math.Min(amount, Before(sheet, sheet.Case.Period.Year));

    private string Withdrawn(int month) => FormattableString.Invariant($"{withdrawn}.{month:00}");
}
