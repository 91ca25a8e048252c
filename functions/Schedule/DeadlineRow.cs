using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;
using BackOffice.Primitives;
using BackOffice.Schedule.Domain;
using BackOffice.Storage;
using BackOffice.Tenancy;
using NodaTime;
using NodaTime.Text;

namespace BackOffice.Schedule;

/// <summary>A deadline as it is kept. It names the rule and the version it was computed by, and is not computed again.</summary>
internal sealed class DeadlineRow : ITableEntity
{
    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public int SchemaVersion { get; set; } = 1;

    public DeadlineState State { get; set; }

    /// <summary>Neither met nor met late; for the list of the open ones.</summary>
    public bool IsOpen { get; set; } = true;

    public string Rule { get; set; } = "";

    /// <summary>The first day of the entry of the rule that was used.</summary>
    public string RuleVersion { get; set; } = "";

    public string Title { get; set; } = "";

    public string Subject { get; set; } = "";

    public string Start { get; set; } = "";

    public string WarnFrom { get; set; } = "";

    public string Due { get; set; } = "";

    public string Country { get; set; } = "";

    public string Zone { get; set; } = "";

    public Role Owner { get; set; }

    public string Queue { get; set; } = "";

    public string Source { get; set; } = "";

    public Confidence Confidence { get; set; }

    public DateTimeOffset OpenedAt { get; set; }

    /// <summary>The last notification.</summary>
    public string? MessageId { get; set; }

    /// <summary>Every change of state, oldest first, as JSON.</summary>
    public string Changes { get; set; } = "[]";

    [IgnoreDataMember]
    public string Tenant => PartitionKey[..PartitionKey.IndexOf('|', StringComparison.Ordinal)];

    [IgnoreDataMember]
    public string Id => RowKey[ScheduleKeys.DeadlinePrefix.Length..];

    [IgnoreDataMember]
    public DeadlineDays Days => new(Read(WarnFrom), Read(Due));

    public static DeadlineRow Of(Deadline deadline, DeadlineRule rule, DateTimeOffset now)
    {
        var days = rule.DaysFor(deadline.Start, deadline.Operation);
        return new DeadlineRow
        {
            PartitionKey = ScheduleKeys.Deadlines(deadline.Tenant),
            RowKey = ScheduleKeys.Deadline(deadline.Id),
            Rule = rule.Id,
            RuleVersion = Text(rule.ValidFrom),
            Title = rule.Title,
            Subject = deadline.Subject,
            Start = Text(deadline.Start),
            WarnFrom = Text(days.WarnFrom),
            Due = Text(days.Due),
            Country = rule.Country,
            Zone = rule.Zone.Id,
            Owner = rule.Owner,
            Queue = rule.Queue,
            Source = rule.Source,
            Confidence = rule.Confidence,
            OpenedAt = now,
        };
    }

    /// <summary>The calendar day at an instant by the clock of the law that set the term.</summary>
    public LocalDate DayAt(DateTimeOffset instant) => Instant.FromDateTimeOffset(instant).InZone(DateTimeZoneProviders.Tzdb[Zone]).Date;

    /// <summary>Moves to the next state and writes down who, when and why.</summary>
    /// <exception cref="TransitionRefusedException">The table has no such move.</exception>
    public void Move(DeadlineEvent @event, Actor actor, string reason)
    {
        var next = DeadlineLifecycle.Table.Next(State, @event) ?? throw TransitionRefusedException.For(DeadlineLifecycle.Table, State, @event);
        Changes = RowJson.Write(ReadChanges().Append(new DeadlineChange(@event, State, next, actor.Name, actor.Now, actor.LocalTime, reason, actor.Correlation)));
        State = next;
        IsOpen = next is not (DeadlineState.Met or DeadlineState.MetLate);
    }

    public DeadlineView View(WorkingCalendar days, DateTimeOffset now)
    {
        var today = DayAt(now);
        return new DeadlineView(Id, Rule, Title, Subject, State, Owner, Queue, NodaTime.Period.DaysBetween(today, Days.Due), days.CountBetween(today, Days.Due))
        {
            Due = Days.Due,
            WarnFrom = Days.WarnFrom,
            Start = Read(Start),
            OpenedAt = OpenedAt,
            Source = Source,
            Confidence = Confidence,
            Changes = ReadChanges(),
        };
    }

    private List<DeadlineChange> ReadChanges() => RowJson.Read<List<DeadlineChange>>(Changes);

    private static string Text(LocalDate day) => LocalDatePattern.Iso.Format(day);

    private static LocalDate Read(string day) => LocalDatePattern.Iso.Parse(day).Value;
}
