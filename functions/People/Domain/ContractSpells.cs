using BackOffice.Payroll.Domain;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.People.Domain;

/// <summary>The contracts of a month, cut wherever their terms change.</summary>
/// <param name="Employed">The employment of the month, the last of several; null when there was none.</param>
internal sealed record ContractSpells(Employment? Employed, IReadOnlyList<ContractSpell> Spells, IReadOnlyList<PayProblem> Problems)
{
    private const int HourDecimals = 4;

    public static ContractSpells Of(PersonFile file, CaseFrame frame)
    {
        var employments = file.Employments();
        var current = employments.Where(entry => entry.Employment.HiredOn <= frame.Period.Last && (entry.Employment.LeavesOn is not { } last || last >= frame.Period.First)).ToList();

        // Who has left is still paid bonuses and differences: on the terms he left with.
        var isLeaver = current.Count == 0 && frame.Kind is not PayRunKind.Regular;
        if (isLeaver && employments.LastOrDefault(entry => entry.Employment.LeavesOn < frame.Period.First) is { Employment: not null } left)
        {
            current = [left];
        }

        if (current.Count == 0)
        {
            return new ContractSpells(Employed: null, [], []);
        }

        var spells = SpellsOf(file, employments, frame)
            .Where(spell => current.Exists(entry => entry.Employment.HiredOn == spell.HiredOn))
            .Where(spell => isLeaver ? spell.To == spell.LeavesOn : spell.From <= frame.Period.Last && (spell.To is not { } last || last >= frame.Period.First))
            .OrderBy(spell => spell.From).ThenBy(spell => spell.Contract, StringComparer.Ordinal)
            .ToList();
        return new ContractSpells(current[^1].Employment, spells, [.. isLeaver ? [] : GapsOf(current, spells, frame), .. ForeignPay(file, spells, frame)]);
    }

    private static IEnumerable<ContractSpell> SpellsOf(PersonFile file, IReadOnlyList<(string Key, Employment Employment)> employments, CaseFrame frame)
        => from contract in file.KeysOf(EntryKind.Terms)
           from stretch in file.TimelineOf(EntryKind.Terms, contract)
           let employment = EmploymentOf(stretch, employments)
           where employment is not null
           let part = stretch.Within(employment.HiredOn, employment.LeavesOn)
           where part is not null
           select SpellOf(contract, part, employment, frame);

    /// <summary>The one it names, else that of its first day, else the next one: terms may be agreed before the first day.</summary>
    private static Employment? EmploymentOf(Stretch stretch, IReadOnlyList<(string Key, Employment Employment)> employments)
        => employments.FirstOrDefault(entry => stretch.Content.Terms!.Employment is { } named ? entry.Key == named : stretch.Since <= (entry.Employment.LeavesOn ?? LocalDate.MaxIsoValue)).Employment;

    private static ContractSpell SpellOf(string contract, Stretch part, Employment employment, CaseFrame frame)
    {
        var terms = part.Content.Terms!;
        var spell = new ContractSpell
        {
            Contract = contract,
            From = part.From,
            To = part.To,
            HiredOn = employment.HiredOn,
            LeavesOn = employment.LeavesOn,
            MonthlyPay = terms.MonthlyPay,
            HourlyPay = terms.HourlyPay,
            Fte = terms.Fte,
            WeeklyHours = terms.WeeklyHours,
            DaysPerWeek = terms.DaysPerWeek,
            PaymentsPerYear = terms.PaymentsPerYear,
            Proration = terms.Proration,
            Facts = Facts.Of(terms.Facts),
            CostCentres = terms.CostCentres is { Count: > 0 } own ? own : frame.Group.CostCentres,
        };
        return terms.Currency is { } currency && frame.Group.RateOn(currency, frame.PayDay) is { } rate ? Converted(spell, rate, frame.Group.Currency) : spell;
    }

    /// <summary>Pay agreed in another currency, by the rate: the month's half up to the cent, the hour's to four decimals.</summary>
    private static ContractSpell Converted(ContractSpell spell, ExchangeRate rate, Currency currency) => spell with
    {
        MonthlyPay = spell.MonthlyPay is { } month ? Rounding.HalfUp.Round(month * rate.Rate, currency.MinorDecimals) : null,
        HourlyPay = spell.HourlyPay is { } hour ? Rounding.HalfUp.Round(hour * rate.Rate, HourDecimals) : null,
        Agreed = new AgreedPay((spell.MonthlyPay ?? spell.HourlyPay)!.Value, rate.Currency, rate.Rate, rate.Day, rate.Source),
    };

    /// <summary>Pay in another currency than the group's, and no rate that is young enough.</summary>
    private static IEnumerable<PayProblem> ForeignPay(PersonFile file, List<ContractSpell> spells, CaseFrame frame)
        => from spell in spells
           let currency = file.On(EntryKind.Terms, spell.Contract, spell.From)?.Terms?.Currency
           where currency is not null && currency != frame.Group.Currency.Code && spell.Agreed is null
           select new PayProblem("currency-without-rate", "terms.currency", $"Contract {spell.Contract} is agreed in {currency}, the group pays in {frame.Group.Currency}, and it has no rate from the month before {Iso.Text(frame.PayDay)}: give it one.");

    /// <summary>A day of employment that no contract covers has nothing it could be paid by.</summary>
    private static IEnumerable<PayProblem> GapsOf(List<(string Key, Employment Employment)> employments, List<ContractSpell> spells, CaseFrame frame)
    {
        for (var day = frame.Period.First; day <= frame.Period.Last; day = day.PlusDays(1))
        {
            if (employments.Exists(entry => entry.Employment.Covers(day)) && !spells.Exists(spell => spell.From <= day && (spell.To is not { } last || day <= last)))
            {
                return [new PayProblem("missing-terms", "terms", $"No contract is in force on {Iso.Text(day)}.")];
            }
        }

        return [];
    }
}
