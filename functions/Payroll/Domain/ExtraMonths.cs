namespace BackOffice.Payroll.Domain;

/// <summary>
/// The 13th and the 14th salary: a twelfth of the month's pay for every month of at least the days that the pack says, set aside in
/// the month and paid in the run of that name or at leaving. The months' pay is summed exactly and rounded as a whole, so that twelve
/// equal months give exactly one; a month counts once, whichever run of it comes first.
/// </summary>
internal static class ExtraMonths
{
    private const string Accrued = "rounded(sum of months' pay / 12) - set aside before";
    private const string Paid = "sum of months' pay / 12";
    private const decimal MonthsOfYear = 12;

    private static readonly ExtraMonth[] All =
    [
        new(13, PayRunKind.Thirteenth, "pay.13th", "accrual.13th"),
        new(14, PayRunKind.Fourteenth, "pay.14th", "accrual.14th"),
    ];

    /// <summary>The accrual behind a line that sets something aside for a 13th or 14th salary.</summary>
    public static bool IsAccrual(string code) => Array.Exists(All, extra => extra.Accrual == code);

    public static void Add(PaySheet sheet)
    {
        if (sheet.Case.Contracts.All(spell => spell.PaymentsPerYear <= MonthsOfYear))
        {
            return;
        }

        var isFirst = true;
        foreach (var spells in sheet.Case.ByContract())
        {
            foreach (var extra in All.Where(extra => spells[^1].PaymentsPerYear >= extra.Payments))
            {
                Add(sheet, extra, (spells, isFirst));
            }

            isFirst = false;
        }
    }

    private static void Add(PaySheet sheet, ExtraMonth extra, (IReadOnlyList<ContractSpell> Spells, bool IsFirst) contract)
    {
        var id = contract.Spells[0].Contract;
        var (basis, until) = ($"{extra.Accrual}:{id}", $"{extra.Accrual}.until:{id}");
        var key = MonthBalances.KeyOf(sheet.Case.Period);
        var rule = sheet.Pack.Rule("thirteenth");
        var before = sheet.Standing(basis);
        var given = Given(sheet, extra, (id, contract.IsFirst));
        var added = (given * MonthsOfYear) + OfLines(sheet, (id, contract.IsFirst));
        if ((sheet.Case.PaysTime() || sheet.Case.Kind == extra.Run) && sheet.Standing(until) < key && DaysOf(sheet.Case, contract.Spells) >= rule.Value("days"))
        {
            added += contract.Spells[^1].MonthlyPay ?? 0;
            sheet.AddToStanding(until, key - sheet.Standing(until));
        }

        sheet.AddToStanding(basis, added);
        var (accrued, sum) = (rule.Round(before / MonthsOfYear), before + added);
        if (added != given * MonthsOfYear)
        {
            Add(sheet, extra.Accrual, (id, PayLineKind.Accrual), new Trace(Accrued, rule.Round(sum / MonthsOfYear) - accrued - given, new Figure("sum of months' pay", sum), new Figure("set aside before", accrued + given)));
        }

        if (sum != 0 && (sheet.Case.Kind == extra.Run || IsLeaving(sheet.Case, contract.Spells)))
        {
            var paid = Add(sheet, extra.Code, (id, PayLineKind.Earning), new Trace(Paid, sum / MonthsOfYear, new Figure("sum of months' pay", sum)));
            Add(sheet, extra.Accrual, (id, PayLineKind.Accrual), new Trace("- paid", -paid, new Figure("paid", paid)));
            sheet.AddToStanding(basis, -sum);
        }
    }

    // An accrual corrected by an element is a twelfth already.
    private static decimal Given(PaySheet sheet, ExtraMonth extra, (string Id, bool IsFirst) contract)
        => LinesOf(sheet, contract).Sum(line => line.Code == extra.Accrual ? line.Amount : 0);

    // Beside the base pay, what this slip paid that counts; for earlier months the correction of the accrual does.
    private static decimal OfLines(PaySheet sheet, (string Id, bool IsFirst) contract)
        => LinesOf(sheet, contract).Sum(line => line.For is null && line.Code != "pay.base" && (line.Treatments & Treatments.Thirteenth) != Treatments.None ? line.Amount : 0);

    private static IEnumerable<PayLine> LinesOf(PaySheet sheet, (string Id, bool IsFirst) contract)
        => sheet.Lines.Where(line => line.Contract == contract.Id || (line.Contract is null && contract.IsFirst));

    private static int DaysOf(PayCase pay, IReadOnlyList<ContractSpell> spells)
    {
        var days = spells.Sum(spell => MonthShare.DaysOf(spell, pay.Period) is { } stretch ? pay.Month.DaysIn(stretch.From, stretch.To) : 0);
        return days - pay.Absences.Where(absence => absence is { Kind: "unpaid-leave", HoursPerDay: null } && (absence.Contract is null || absence.Contract == spells[0].Contract))
            .Sum(absence => pay.Month.DaysIn(absence.From, absence.To));
    }

    private static bool IsLeaving(PayCase pay, IReadOnlyList<ContractSpell> spells)
        => pay.Kind == PayRunKind.Final || (pay.PaysTime() && spells[^1].LeavesOn is { } last && last <= pay.Period.Last);

    private static decimal Add(PaySheet sheet, string code, (string Contract, PayLineKind Kind) line, Trace because) => sheet.Add(new PayLine
    {
        Code = code,
        Kind = line.Kind,
        Amount = sheet.Round("thirteenth", because.Exact),
        Rule = "thirteenth",
        Treatments = line.Kind == PayLineKind.Earning ? Treatments.Ordinary & ~Treatments.Thirteenth : Treatments.None,
        Contract = line.Contract,
        Because = because,
    });

    private sealed record ExtraMonth(int Payments, PayRunKind Run, string Code, string Accrual);
}
