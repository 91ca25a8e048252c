using BackOffice.Primitives;
using BackOffice.Schedule.Domain;
using BackOffice.Tenancy;
using NodaTime;
using NodaTime.Text;

namespace BackOffice.Schedule;

/// <summary>What would run on some days, and which statutory terms would end.</summary>
internal sealed record DryRunView(string From, string To, string Zone, IReadOnlyList<DryRunJobView> Jobs, IReadOnlyList<DryRunDeadlineView> Deadlines)
{
    public static DryRunView Of(Tenant tenant, (LocalDate From, LocalDate To) days, IReadOnlyList<DryRunLine> jobs, IReadOnlyList<DeadlineLine> deadlines) => new(
        Text(days.From),
        Text(days.To),
        tenant.Zone,
        [.. jobs.Select(line => DryRunJobView.Of(tenant, line))],
        [.. deadlines.Select(line => new DryRunDeadlineView(line.Rule.Id, line.Rule.Title, line.Period.ToString(), Text(line.Days.WarnFrom), Text(line.Days.Due), line.Rule.Due.InWords(), line.Rule.Source, line.Rule.Confidence))]);

    private static string Text(LocalDate day) => LocalDatePattern.Iso.Format(day);
}

/// <summary>One run that would be.</summary>
/// <param name="LocalTime">By the tenant's clock, with its offset.</param>
/// <param name="Utc">The instant.</param>
/// <param name="Reason">The rule in words, and what holidays and the clocks did to it.</param>
/// <param name="ClockShift">"gap" or "overlap" on a day the clocks change at that time; else "none".</param>
internal sealed record DryRunJobView(string Job, string Title, string Key, string LocalTime, DateTimeOffset Utc, string Reason, ClockShift ClockShift)
{
    public static DryRunJobView Of(Tenant tenant, DryRunLine line)
    {
        var due = line.Occurrence.DueAt.ToDateTimeOffset();
        return new DryRunJobView(line.Job, line.Title, line.Occurrence.Key, tenant.WallClock(due), due, line.Reason, line.Occurrence.Shift);
    }
}

/// <summary>One statutory term that would end.</summary>
internal sealed record DryRunDeadlineView(string Rule, string Title, string Period, string WarnFrom, string Due, string Reason, string Source, Confidence Confidence);
