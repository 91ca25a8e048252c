using BackOffice.Primitives;
using BackOffice.Schedule.Domain;
using NodaTime;

namespace BackOffice.Payroll.Domain;

/// <summary>What a run makes its employer owe to authorities, creditors and funds, to the cent of the slips.</summary>
public static class Dues
{
    /// <summary>Each due of the run, by rule and party; those of zero are left out.</summary>
    /// <returns>No dues when a code is not known: a sum that is owed is never left out in silence.</returns>
    public static DueOutcome Of(PayTotals totals, DueTerms terms, DueRules rules, DeadlineRules deadlines)
    {
        IReadOnlyList<string> unknown = [.. rules.UnknownIn(totals, terms.Earned)];
        return unknown.Count > 0
            ? new DueOutcome([], unknown)
            : new DueOutcome([.. rules.In(terms.Earned).SelectMany(rule => Of(rule, totals, terms, deadlines))], []);
    }

    private static IEnumerable<Due> Of(DueRule rule, PayTotals totals, DueTerms terms, DeadlineRules deadlines)
    {
        var period = rule.Counts == DuePeriod.Paid ? Period.Of(terms.PayDay) : terms.Earned;
        var lines = totals.Lines.Where(line => rule.Lines.Contains(line.Code, StringComparer.Ordinal) || rule.Less.Contains(line.Code, StringComparer.Ordinal));
        foreach (var party in lines.GroupBy(line => rule.ByParty ? line.Party : null))
        {
            var amount = party.Sum(line => rule.Less.Contains(line.Code, StringComparer.Ordinal) ? -line.Amount : line.Amount);
            if (amount != 0)
            {
                yield return new Due(rule.Id, rule.Authority, rule.Code, period, BaseOf(rule, totals), new Money(amount, totals.Currency), DayOf(rule, period, terms, deadlines)) { Name = rule.Name, Party = party.Key };
            }
        }
    }

    /// <summary>Of all parties together: a base is not kept by party.</summary>
    private static Money? BaseOf(DueRule rule, PayTotals totals)
        => rule.Bases.Count == 0 || rule.ByParty ? null : new Money(rule.Bases.Sum(totals.BaseOf), totals.Currency);

    private static LocalDate DayOf(DueRule rule, Period period, DueTerms terms, DeadlineRules deadlines)
    {
        if (rule.Due is { } own)
        {
            return own.From(rule.FromPayDay ? terms.PayDay : period.First, new WorkingCalendar(terms.Country));
        }

        return deadlines.MonthlyIn(terms.Country, period, terms.Variants).FirstOrDefault(deadline => deadline.Id == rule.Deadline || deadline.Variant?.Group == rule.Deadline) is { } found
            ? found.DaysFor(period.First, operation: null).Due
            : throw new RulePackException(terms.Country, rule.Id, $"There is no deadline {rule.Deadline} in {period}.");
    }
}

/// <summary>What of a run decides its dues.</summary>
/// <param name="Country">ISO 3166 alpha-2.</param>
/// <param name="Earned">The month that was worked.</param>
/// <param name="PayDay">The day the money leaves.</param>
/// <param name="Variants">Which of several terms the law has for the employer, as its calendar says: "pl.zus" is "legal-person".</param>
public sealed record DueTerms(string Country, Period Earned, LocalDate PayDay, IReadOnlyDictionary<string, string> Variants);

/// <summary>The dues of a run, or why there are none.</summary>
/// <param name="Dues">Empty when a code is unknown.</param>
/// <param name="UnknownCodes">Codes of lines that are owed to somebody, and no rule says to whom.</param>
public sealed record DueOutcome(IReadOnlyList<Due> Dues, IReadOnlyList<string> UnknownCodes);
