using BackOffice.People.Domain;
using BackOffice.Primitives;

namespace BackOffice.Payroll;

/// <summary>The paid months of a person that a run looks at again.</summary>
/// <param name="Own">The first that news of the person himself touches, and all after it; null where there is none.</param>
/// <param name="OfGroup">Those in which the group was otherwise.</param>
internal sealed record LateMonths(Period? Own, IReadOnlySet<Period> OfGroup)
{
    /// <summary>The earliest of them.</summary>
    public Period First => OfGroup.Count == 0 ? Own!.Value : Own is { } own && own < OfGroup.Min() ? own : OfGroup.Min();

    /// <summary>Those of a person; null when there are none.</summary>
    public static LateMonths? Of(Period? own, PersonFile file, RoundPlan plan)
    {
        HashSet<Period> group = (plan.GroupNews ?? []).Where(news => news.Concerns(file, plan)).Select(news => news.Month).ToHashSet();
        return own is null && group.Count == 0 ? null : new LateMonths(own, group);
    }

    /// <summary>Whether a month is one of them. News of the group alone pays nobody a month that no slip has paid: who was left out had a reason.</summary>
    public bool Hold(PaidMonth month) => Own <= month.Run.Period || (month.Slip is not null && OfGroup.Contains(month.Run.Period));
}
