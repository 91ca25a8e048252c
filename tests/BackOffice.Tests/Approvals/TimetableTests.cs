using System.Globalization;
using BackOffice.Approvals.Domain;
using BackOffice.Tenancy;

namespace BackOffice.Tests.Approvals;

/// <summary>Deadlines on the tenant's clock.</summary>
public sealed class TimetableTests
{
    [Theory]
    [InlineData("IT", "Europe/Rome", "2026-11-16T09:00Z", 48, TermUnit.Hours, "2026-11-18T09:00Z")]
    [InlineData("IT", "Europe/Rome", "2026-11-16T09:00Z", 2, TermUnit.Days, "2026-11-18T23:00Z")] // all of Wednesday, by Rome
    [InlineData("RO", "Europe/Bucharest", "2026-11-16T22:30Z", 1, TermUnit.Days, "2026-11-18T22:00Z")] // asked on Tuesday 00:30, by Bucharest
    [InlineData("IT", "Europe/Rome", "2026-03-28T09:00Z", 1, TermUnit.Days, "2026-03-29T22:00Z")] // a day of 23 hours
    [InlineData("IT", "Europe/Rome", "2026-10-24T09:00Z", 1, TermUnit.Days, "2026-10-25T23:00Z")] // a day of 25 hours
    [InlineData("LB", "Asia/Beirut", "2026-03-27T09:00Z", 1, TermUnit.Days, "2026-03-28T22:00Z")] // midnight is skipped: 01:00 is the first instant of the day
    [InlineData("IT", "Europe/Rome", "2026-12-04T09:00Z", 2, TermUnit.WorkingDays, "2026-12-09T23:00Z")] // Friday; Monday, not Tuesday 8 December, Wednesday
    [InlineData("PL", "Europe/Warsaw", "2026-12-23T09:00Z", 1, TermUnit.WorkingDays, "2026-12-28T23:00Z")] // 24 to 26 December and a Sunday
    [InlineData("DE", "Europe/Berlin", "2026-12-24T09:00Z", 1, TermUnit.WorkingDays, "2026-12-25T23:00Z")] // holidays not known: weekends alone
    [InlineData("DE", "Europe/Berlin", "2026-11-20T09:00Z", 1, TermUnit.WorkingDays, "2026-11-23T23:00Z")]
    public void A_term_ends_at_the_tenants_midnight(string country, string zone, string askedAt, int length, TermUnit unit, string dueAt)
    {
        var times = Timetable.For(new ApprovalLevel(1, new ApprovalTerm(length, unit)), At(askedAt), new Tenant("acme", "Acme", country, zone));

        Assert.Equal(At(dueAt), times.DueAt);
    }

    [Theory]
    [InlineData(50, "2026-11-17T09:00Z")]
    [InlineData(75, "2026-11-17T21:00Z")]
    public void People_are_reminded_after_their_part_of_the_time(int percent, string remindAt)
        => Assert.Equal(
            At(remindAt),
            Timetable.For(new ApprovalLevel(1, new ApprovalTerm(48, TermUnit.Hours)) { RemindAfterPercent = percent }, At("2026-11-16T09:00Z"), new Tenant("acme", "Acme", "IT", "Europe/Rome")).RemindAt);

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
