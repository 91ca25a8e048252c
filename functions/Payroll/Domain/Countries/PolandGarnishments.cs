namespace BackOffice.Payroll.Domain.Countries;

/// <summary>How much of the net creditors may have, and what is left whatever they ask (Labour Code art. 87, 87(1), 91, 108).</summary>
internal static class PolandGarnishments
{
    private const string Debts = "debts";

    public static GarnishmentLimits LimitsOf(PayCase pay, PolandLaw law, PolandPerson person)
    {
        var minimum = MinimumNet(law, person, FullTimeShare(pay));
        return new GarnishmentLimits(
            new Dictionary<string, GarnishmentLimit>(StringComparer.Ordinal)
            {
                ["alimony"] = Limit("alimony"),
                ["ordinary"] = Limit("ordinary") with { Group = Debts },
                ["tax"] = Limit("ordinary") with { Group = Debts },
                ["advance"] = Limit("advance") with { Group = Debts },
                ["penalty"] = Limit("penalty") with { IsBesideTotal = true },
                ["voluntary"] = Limit("voluntary") with { IsBesideTotal = true },
                ["voluntary-employer"] = Limit("voluntary-employer") with { IsBesideTotal = true },
            },
            law.GarnishedTotal,
            "garnishment");

        GarnishmentLimit Limit(string kind)
        {
            var (share, isProtected) = law.Garnishments[kind];
            return new GarnishmentLimit(share, law.Protected.Round(minimum * isProtected));
        }
    }

    /// <summary>The net of the minimum wage for a share of full time, by the person's own costs, reduction, relief and PPK.</summary>
    public static decimal MinimumNet(PolandLaw law, PolandPerson person, decimal fte)
    {
        var gross = law.Protected.Round(law.MinimumWage * fte);
        var social = law.Pension.On(gross) + law.Disability.On(gross) + law.Sickness.On(gross);
        var income = gross - social;
        var health = Math.Min(law.Health.On(income), PolandContributions.HealthLimit(income, law, person.Costs));
        var ppk = person.PpkRate is { } rate ? (law.PpkEmployee with { Rate = rate }).On(gross) : 0;
        var ppkEmployer = (law.PpkEmployer with { Rate = person.PpkEmployerRate }).On(gross);
        var @base = law.TaxBase.Round(Math.Max(0, income + ppkEmployer - person.Costs));
        var tax = person.HasRelief ? 0 : Math.Max(0, law.Tax.Round(PolandTax.OnScale(law, 0, @base) - person.Reduction));
        return income - health - tax - ppk;
    }

    private static decimal FullTimeShare(PayCase pay)
    {
        var share = 0m;
        foreach (var spells in pay.ByContract())
        {
            share += spells[^1].Fte;
        }

        return Math.Min(1, share);
    }
}
