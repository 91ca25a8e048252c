using NodaTime;

namespace BackOffice.Payroll.Domain.Countries;

/// <summary>Severance of which a slip withholds the tax.</summary>
/// <param name="Amount">What is paid now, without revaluations.</param>
/// <param name="Kept">What was kept before it was paid, without revaluations.</param>
/// <param name="Until">Last day that counts as service.</param>
internal readonly record struct SeveranceToTax(decimal Amount, decimal Kept, LocalDate Until)
{
    /// <summary>Paid while the employment goes on: at the rate of the day, without deductions, to be settled at the end.</summary>
    public bool IsAdvance { get; init; }
}

/// <summary>
/// Separate taxation of severance (art. 17 c. 1 a, art. 19 TUIR): at the average rate of a year's income that the severance stands for,
/// less the deductions of the end of an employment, and less what was withheld from what was paid before. The tax office settles it anew.
/// </summary>
internal sealed class ItalianSeveranceTax(RulePack pack)
{
    private const string Withheld = "severance x average rate - deductions - withheld before";
    private const decimal MonthsOfYear = 12;

    private readonly PayRule rule = pack.Rule("tfr.liquidazione");

    public void Withhold(PaySheet sheet, ItalianTerms terms, SeveranceToTax paid)
    {
        var (before, withheld) = (sheet.Standing(ItalianBalances.SeverancePaid), sheet.Standing(ItalianBalances.SeveranceTax));
        var months = MonthsOf(sheet.Case, paid.Until);
        var reference = (paid.Kept + before + sheet.Standing(ItalianBalances.SeveranceToFund)) * MonthsOfYear * MonthsOfYear / months;
        var scale = ScaleOf(sheet, paid.Until.Year);
        var rate = reference <= 0 ? 0 : scale.OnBands(reference) / reference;
        var due = paid.IsAdvance ? (Amount: paid.Amount, Deductions: 0, Withheld: 0)
            : (Amount: paid.Amount + before, Deductions: Math.Min((paid.Amount + before) * rate, DeductionsOf(reference, (terms, sheet.Case, months))), Withheld: withheld);
        var tax = (due.Amount * rate) - due.Deductions - due.Withheld;
        var because = new Trace(Withheld, tax, new Figure("severance", due.Amount), new Figure("reference income", reference), new Figure("months", months), new Figure("average rate", rate), new Figure("deductions", due.Deductions), new Figure("withheld before", due.Withheld));
        sheet.AddToStanding(ItalianBalances.SeveranceTax, sheet.Add("irpef.tfr", PayLineKind.Tax, rule, because));
        sheet.AddToStanding(ItalianBalances.SeverancePaid, paid.Amount);
    }

    /// <summary>Months of service; a part of at least 15 days is one.</summary>
    private static int MonthsOf(PayCase pay, LocalDate until)
    {
        var service = NodaTime.Period.Between(pay.Contracts.Min(spell => spell.HiredOn), until.PlusDays(1), PeriodUnits.Months | PeriodUnits.Days);
        return Math.Max(1, service.Months + (service.Days >= ItalianSeverance.HalfMonth ? 1 : 0));
    }

    // Of the year in which the person left.
    private PayRule ScaleOf(PaySheet sheet, int year)
    {
        if (year != sheet.Case.Period.Year && pack.Find(FormattableString.Invariant($"irpef.{year}")) is { } earlier)
        {
            return earlier;
        }

        if (year != sheet.Case.Period.Year)
        {
            sheet.Alert("severance-scale", "The severance is taxed by this year's scale: the rules do not have that of the year in which the employment ended.");
        }

        return pack.Rule("irpef");
    }

    private decimal DeductionsOf(decimal reference, (ItalianTerms Terms, PayCase Case, int Months) service)
    {
        var shortTerm = service.Terms.IsFixedTerm && service.Months <= rule.Value("fixed-term-months")
            ? rule.Value("fixed-term") * service.Months / MonthsOfYear * service.Case.Contracts[^1].Fte
            : 0;
        return shortTerm + OfIncome(reference);
    }

    private decimal OfIncome(decimal reference)
        => reference <= rule.Value("first-limit") ? rule.Value("first")
            : reference <= rule.Value("second-limit") ? rule.Value("second") + ((rule.Value("first") - rule.Value("second")) * Quotient(reference, "second-limit", "first-limit"))
            : reference <= rule.Value("third-limit") ? rule.Value("second") * Quotient(reference, "third-limit", "second-limit")
            : 0;

    // Its first four decimals.
    private decimal Quotient(decimal reference, string to, string from)
        => Math.Floor((rule.Value(to) - reference) / (rule.Value(to) - rule.Value(from)) * 10_000) / 10_000;
}
