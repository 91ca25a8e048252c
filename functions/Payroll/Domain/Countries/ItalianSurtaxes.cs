namespace BackOffice.Payroll.Domain.Countries;

/// <summary>Regional and municipal surtaxes: found when the year is settled, withheld in instalments of the year after, at leaving at once.</summary>
internal sealed class ItalianSurtaxes(RulePack pack)
{
    private const string Instalment = "due x instalments so far / instalments - withheld";
    private const string RegionalRule = "addizionale.regionale";
    private const string MunicipalRule = "addizionale.comunale";

    private readonly Dictionary<string, PayRule> regions = Tables(pack, RegionalRule);
    private readonly Dictionary<string, PayRule> municipalities = Tables(pack, MunicipalRule);
    private readonly PayRule regional = pack.Rule(RegionalRule);
    private readonly PayRule municipal = pack.Rule(MunicipalRule);
    private readonly decimal advance = pack.Rule(MunicipalRule).Value("advance");
    private readonly decimal fromMonth = pack.Rule(MunicipalRule).Value("from-month");
    private readonly decimal instalments = pack.Rule(MunicipalRule).Value("instalments");
    private readonly decimal advanceFromMonth = pack.Rule(MunicipalRule).Value("advance-from-month");
    private readonly decimal advanceInstalments = pack.Rule(MunicipalRule).Value("advance-instalments");

    public bool KnowsRegion(string region) => regions.ContainsKey(region);

    public bool KnowsMunicipality(string code) => municipalities.ContainsKey(code);

    /// <summary>Exact; 0 where no region was said.</summary>
    public decimal RegionalOf(string? region, decimal income) => region is null ? 0 : regions[region].OnBands(income);

    /// <summary>Exact: nothing up to the exemption, above it on all. 0 where no municipality was said.</summary>
    public decimal MunicipalOf(string? code, decimal income)
    {
        if (code is null)
        {
            return 0;
        }

        var table = municipalities[code];
        return table.Values.TryGetValue("exemption", out var exemption) && income <= exemption ? 0
            : table.Bands.Count > 0 ? table.OnBands(income)
            : income * table.Value("rate");
    }

    /// <summary>What of the next year's municipal surtax is withheld in advance, exact.</summary>
    public decimal AdvanceOf(decimal municipalSurtax) => municipalSurtax * advance;

    public void WithholdInstalments(PaySheet sheet)
    {
        if (!sheet.Case.PaysTime())
        {
            return;
        }

        var month = sheet.Case.Period.Month;
        var all = ItalianDays.IsLeaving(sheet.Case);
        var share = all ? 1 : ShareOf(month, fromMonth, instalments);
        Withhold(sheet, (regional, "addizionale.regionale", ItalianBalances.Regional), sheet.LastYear(ItalianBalances.RegionalDue), share);
        Withhold(sheet, (municipal, "addizionale.comunale", ItalianBalances.Municipal), sheet.LastYear(ItalianBalances.MunicipalDue), share);
        if (!all)
        {
            Withhold(sheet, (municipal, "addizionale.comunale.acconto", ItalianBalances.Advance), sheet.LastYear(ItalianBalances.AdvanceDue), ShareOf(month, advanceFromMonth, advanceInstalments));
        }
    }

    private static void Withhold(PaySheet sheet, (PayRule Rule, string Code, string Balance) tax, decimal due, decimal share)
    {
        var before = sheet.YearToDate(tax.Balance);
        var exact = (due * share) - before;
        if (due == 0 || tax.Rule.Round(exact) == 0)
        {
            return;
        }

        sheet.AddToYear(tax.Balance, sheet.Add(tax.Code, PayLineKind.Tax, tax.Rule, new Trace(Instalment, exact, new Figure("due", due), new Figure("instalments so far / instalments", share), new Figure("withheld", before))));
    }

    private static decimal ShareOf(int month, decimal from, decimal instalments) => Math.Clamp((month - from + 1) / instalments, 0, 1);

    private static Dictionary<string, PayRule> Tables(RulePack pack, string rule)
        => pack.Rules.Where(entry => entry.Id.StartsWith(rule + ".", StringComparison.Ordinal)).ToDictionary(entry => entry.Id[(rule.Length + 1)..], StringComparer.Ordinal);
}
