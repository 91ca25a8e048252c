using NodaTime.Text;

namespace BackOffice.Payroll.Domain;

/// <summary>Base pay by contract and terms. Terms of a month that follow each other lose no cent: each takes over what the earlier ones rounded off.</summary>
internal static class BasePay
{
    private const string Whole = "monthly pay";
    private const string Part = "monthly pay x part / whole month";
    private const string NextPart = "monthly pay x part / whole month + rounded off by earlier terms";

    public static void Add(PaySheet sheet, ICountryCalculation law)
    {
        foreach (var spells in sheet.Case.ByContract())
        {
            AddContract(sheet, MonthShare.Of(spells, sheet, law));
        }
    }

    private static void AddContract(PaySheet sheet, MonthShare share)
    {
        var roundedOff = 0m;
        for (var i = 0; i < share.Spells.Count; i++)
        {
            var (spell, units) = (share.Spells[i], share.Units[i]);
            if (spell.MonthlyPay is not { } pay || units == 0)
            {
                continue;
            }

            var because = WithRate(TraceOf(pay, units, (share.Wholes[i], roundedOff)), spell.Agreed);
            roundedOff = because.Exact - sheet.Add(new PayLine
            {
                Code = "pay.base",
                Kind = PayLineKind.Earning,
                Amount = sheet.Round("proration", because.Exact),
                Rule = "proration",
                Treatments = Treatments.Ordinary,
                Contract = spell.Contract,
                Because = because,
            });
        }
    }

    private static Trace WithRate(Trace because, AgreedPay? agreed)
        => agreed is null ? because : because with { Figures = [.. because.Figures, new Figure($"agreed pay in {agreed.Currency}", agreed.Amount), new Figure($"exchange rate of {LocalDatePattern.Iso.Format(agreed.Day)}, {agreed.Source}", agreed.Rate)] };

    private static Trace TraceOf(decimal pay, decimal units, (decimal Whole, decimal RoundedOff) month)
        => units == month.Whole ? new Trace(Whole, pay, new Figure("monthly pay", pay))
            : month.RoundedOff == 0 ? new Trace(Part, pay * units / month.Whole, new Figure("monthly pay", pay), new Figure("part", units), new Figure("whole month", month.Whole))
            : new Trace(NextPart, (pay * units / month.Whole) + month.RoundedOff, new Figure("monthly pay", pay), new Figure("part", units), new Figure("whole month", month.Whole), new Figure("rounded off by earlier terms", month.RoundedOff));
}
