namespace BackOffice.Payroll.Domain;

/// <summary>
/// What creditors of each kind may still have of a month's net. Where a person is paid twice in a month, the limits hold for both
/// slips together.
/// </summary>
internal sealed class GarnishmentRoom
{
    private const string MonthNet = "month.net";
    private const string MonthTotal = "month.garnished";
    private const string MonthGroup = "month.garnished:";

    private readonly PaySheet sheet;
    private readonly GarnishmentLimits limits;

    public GarnishmentRoom(PaySheet sheet, GarnishmentLimits limits)
    {
        (this.sheet, this.limits) = (sheet, limits);
        sheet.AddToMonth(MonthNet, Math.Max(0, Wages()));
        Net = sheet.MonthToDate(MonthNet);
    }

    /// <summary>Of the month, before anything was withheld for creditors; without what the employer reimburses, which is no wage.</summary>
    public decimal Net { get; }

    private decimal WithheldInTotal => sheet.MonthToDate(MonthTotal);

    /// <summary>The limit of a kind; null when the law of the country knows no orders of this kind.</summary>
    public GarnishmentLimit? LimitOf(string kind) => limits.ByKind.TryGetValue(kind, out var limit) ? limit with { Group = limit.Group ?? kind }
        : limits.ByKind.Count == 0 ? new GarnishmentLimit(1) { Group = kind }
        : null;

    /// <summary>What may still be withheld under a limit, rounded as the rule of the limits says.</summary>
    public decimal Under(GarnishmentLimit limit)
    {
        var ofGroup = sheet.MonthToDate(MonthGroup + limit.Group);
        var measure = limit.IsBesideTotal ? Net - WithheldInTotal : Net;
        var room = Math.Min(Wages(), sheet.Round(limits.Rule, limit.Share * measure) - ofGroup);
        room = Math.Min(room, Net - AllWithheld() - limit.ProtectedNet);
        room = limit.IsBesideTotal ? room : Math.Min(room, sheet.Round(limits.Rule, limits.TotalShare * Net) - WithheldInTotal);
        return Math.Max(0, limit.Most is { } most ? Math.Min(room, most - ofGroup) : room);
    }

    public void Take(decimal amount, GarnishmentLimit limit)
    {
        sheet.AddToMonth(MonthGroup + limit.Group, amount);
        if (limit.IsBesideTotal)
        {
            sheet.AddToMonth("month.garnished.beside", amount);
        }
        else
        {
            sheet.AddToMonth(MonthTotal, amount);
        }
    }

    private decimal Wages()
    {
        var reimbursed = 0m;
        foreach (var line in sheet.Lines)
        {
            reimbursed += line is { Kind: PayLineKind.Credit, Rule: "element" } ? line.Amount : 0;
        }

        return sheet.NetSoFar - reimbursed;
    }

    private decimal AllWithheld() => WithheldInTotal + sheet.MonthToDate("month.garnished.beside");
}
