using NodaTime;

namespace BackOffice.Payroll.Domain.Countries;

/// <summary>
/// Days not worked. Unpaid leave is taken off as part of a month is paid (by the hour for part of a day). Sickness, maternity and
/// accidents are taken off in 30ths; the insurance's part is advanced on its behalf and the employer makes it up by the agreement.
/// </summary>
internal sealed class ItalianAbsences(RulePack pack)
{
    private const string PaidLeave = "paid-leave";
    private const string Unpaid = "unpaid-leave";
    private const string TakenOff = "- pay x part of the month";
    private const string TakenOffByHour = "- pay x hours / hours of the month";

    private readonly PayRule proration = pack.Rule("proration");

    private readonly Dictionary<string, ItalianInsuredAbsence> insured = new(StringComparer.Ordinal)
    {
        ["sick"] = new ItalianInsuredAbsence(pack, "malattia", "sick"),
        ["maternity"] = new ItalianInsuredAbsence(pack, "maternita", "maternity"),
        ["accident"] = new ItalianInsuredAbsence(pack, "infortunio", "accident"),
    };

    public string Known => $"{PaidLeave}, {Unpaid}, {string.Join(", ", insured.Keys)}";

    public bool Knows(string kind) => kind is PaidLeave or Unpaid || insured.ContainsKey(kind);

    public bool IsInsured(string kind) => insured.ContainsKey(kind);

    public void Pay(PaySheet sheet, ICountryCalculation law)
    {
        foreach (var absence in sheet.Case.Absences)
        {
            foreach (var spell in sheet.Case.Contracts)
            {
                if (absence.Kind != PaidLeave && (absence.Contract is null || absence.Contract == spell.Contract) && Within(absence, spell) is { } days
                    && MonthShare.DaysOf(days, sheet.Case.Period) is not null)
                {
                    Pay(sheet, law, (absence, days));
                }
            }
        }
    }

    private void Pay(PaySheet sheet, ICountryCalculation law, (Absence Absence, ContractSpell Days) absent)
    {
        if (insured.TryGetValue(absent.Absence.Kind, out var insurance))
        {
            var share = MonthShare.Of([absent.Days with { Proration = Proration.Thirtieths }], sheet, law);
            TakeOff(sheet, absent, (insurance.AbsenceCode, ItalianInsuredAbsence.Replaced), PartOf(share));
            insurance.Pay(sheet, absent, share.Units[0]);
        }
        else
        {
            TakeOff(sheet, absent, ("absence.unpaid", Treatments.Ordinary), absent.Absence.HoursPerDay is { } hours
                ? HoursOf(sheet, law, (absent.Days, hours))
                : PartOf(MonthShare.Of([absent.Days], sheet, law)));
        }
    }

    // Never more than the base pay of the contract that is left of this month. By the hour there is none: hours not worked are not there.
    private void TakeOff(PaySheet sheet, (Absence Absence, ContractSpell Days) absent, (string Code, Treatments Treatments) line, (string Formula, decimal Part, decimal Whole) share)
    {
        if (absent.Days.MonthlyPay is not { } pay || share.Whole == 0)
        {
            return;
        }

        var left = 0m;
        foreach (var earlier in sheet.Lines)
        {
            left += earlier.For is null && earlier.Contract == absent.Days.Contract && (earlier.Code == "pay.base" || earlier.Code.StartsWith("absence.", StringComparison.Ordinal)) ? earlier.Amount : 0;
        }

        var exact = Math.Min(left, pay * share.Part / share.Whole);
        sheet.Add(new PayLine
        {
            Code = line.Code,
            Kind = PayLineKind.Earning,
            Amount = -proration.Round(exact),
            Rule = proration.Id,
            Treatments = line.Treatments,
            Contract = absent.Days.Contract,
            Reference = absent.Absence.Reference,
            Because = new Trace(share.Formula, -exact, new Figure("pay", pay), new Figure("part", share.Part), new Figure("whole", share.Whole), new Figure("pay left", left)),
        });
    }

    private static (string Formula, decimal Part, decimal Whole) PartOf(MonthShare share) => (TakenOff, share.Units[0], share.Wholes[0]);

    private static (string Formula, decimal Part, decimal Whole) HoursOf(PaySheet sheet, ICountryCalculation law, (ContractSpell Days, decimal Hours) absent)
        => (TakenOffByHour, absent.Hours * sheet.Case.Month.WorkingDaysIn(absent.Days.From, absent.Days.To), law.HoursOfMonth(absent.Days, sheet.Case.Month));

    private static ContractSpell? Within(Absence absence, ContractSpell spell)
    {
        var (from, to) = (LocalDate.Max(absence.From, spell.From), spell.To is { } end && end < absence.To ? end : absence.To);
        return from <= to ? spell with { From = from, To = to } : null;
    }
}
