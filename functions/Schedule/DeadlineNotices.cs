using BackOffice.Notifications;
using BackOffice.Primitives;
using BackOffice.Schedule.Domain;

namespace BackOffice.Schedule;

/// <summary>What the owners of deadlines are told: before the day, on the day, and when it is over.</summary>
internal static class DeadlineNotices
{
    /// <summary>The notification of the state the row is in now, also noted in the row.</summary>
    public static Notification Of(DeadlineRow row, WorkingCalendar days, DateTimeOffset now)
    {
        var @event = row.State switch
        {
            DeadlineState.Warned => "deadline.warning",
            DeadlineState.DueToday => "deadline.due-today",
            DeadlineState.Overdue => "deadline.missed",
            _ => throw new InvalidOperationException($"Nobody is told of a deadline that is {row.State}."),
        };
        var today = row.DayAt(now);
        var body = new Body(@event, row.Tenant, row.Id, row.Rule, row.Title, row.Subject, row.Due, NodaTime.Period.DaysBetween(today, row.Days.Due), days.CountBetween(today, row.Days.Due));
        var notification = new Notification(row.Tenant, @event, row.Id, row.Queue, NoticeBody.Write(body));
        row.MessageId = notification.MessageId;
        return notification;
    }

    private sealed record Body(string Event, string Tenant, string DeadlineId, string Rule, string Title, string Subject, string Due, int DaysLeft, int WorkingDaysLeft);
}
