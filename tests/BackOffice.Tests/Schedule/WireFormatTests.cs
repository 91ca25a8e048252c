using System.Text.Json;
using BackOffice.Primitives;
using BackOffice.Schedule;
using BackOffice.Schedule.Domain;
using BackOffice.Storage;
using NodaTime;

namespace BackOffice.Tests.Schedule;

public sealed class WireFormatTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 31, 23, 59, 0, TimeSpan.Zero);

    public static TheoryData<object, string> Golden => new()
    {
        { new JobRun("acme", "deadlines.open", "2026-11", 1), """{"Tenant":"acme","Job":"deadlines.open","Key":"2026-11","Round":1}""" },
        { new JobEnd(new JobRun("acme", "a", "2026", 2), "TimeoutException"), """{"Run":{"Tenant":"acme","Job":"a","Key":"2026","Round":2},"Error":"TimeoutException"}""" },
        { new JobOccurrence("acme", "a", "2026-11-30", At), """{"Tenant":"acme","Job":"a","Key":"2026-11-30","DueAt":"2026-01-31T23:59:00+00:00"}""" },
        { new JobCursor(Every.Day, At, 20_000, IsOff: false), """{"Every":"Day","Since":"2026-01-31T23:59:00+00:00","LastOrdinal":20000,"IsOff":false}""" },
        {
            new JobChange(JobEvent.Claim, JobState.Due, JobState.Claimed, "schedule", At, "2026-02-01T00:59:00+01 Europe/Rome", "Its turn.", "c1"),
            """{"Event":"Claim","From":"Due","To":"Claimed","Actor":"schedule","At":"2026-01-31T23:59:00+00:00","LocalTime":"2026-02-01T00:59:00+01 Europe/Rome","Reason":"Its turn.","Correlation":"c1"}"""
        },
        {
            new DeadlineChange(DeadlineEvent.FallDue, DeadlineState.Warned, DeadlineState.DueToday, "calendar", At, "2026-02-01T00:59:00+01 Europe/Rome", "By the calendar.", "c1"),
            """{"Event":"FallDue","From":"Warned","To":"DueToday","Actor":"calendar","At":"2026-01-31T23:59:00+00:00","LocalTime":"2026-02-01T00:59:00+01 Europe/Rome","Reason":"By the calendar.","Correlation":"c1"}"""
        },
    };

    [Theory]
    [MemberData(nameof(Golden))]
    public void A_record_is_written_and_read_as_it_always_was(object record, string golden)
    {
        Assert.Equal(golden, RowJson.Write((dynamic)record));
        Assert.Equal(record, JsonSerializer.Deserialize(golden, record.GetType()));
    }

    [Fact]
    public void A_calendar_is_written_and_read_as_it_always_was()
    {
        const string Written = """{"LocalDays":[{"On":"12-07","Name":"Sant'Ambrogio"}],"PayDay":{"Months":0,"Days":0,"EndOfMonth":false,"Day":27,"WorkingDay":null,"ThenDays":0,"WorkingDays":0,"Pause":null,"Roll":"preceding"},"JobsOff":["a"],"Variants":{"pl.zus":"other"}}""";
        var settings = new CalendarSettings
        {
            LocalDays = [new("12-07", "Sant'Ambrogio")],
            PayDay = DayRule.OnDay(27, HolidayRoll.Preceding),
            JobsOff = ["a"],
            Variants = new Dictionary<string, string> { ["pl.zus"] = "other" },
        };

        Assert.Equal(Written, RowJson.Write(settings));
        Assert.Equal(Written, RowJson.Write(RowJson.Read<CalendarSettings>(Written)));
    }

    [Fact]
    public void The_id_of_an_orchestration_never_changes_and_is_nobody_elses()
    {
        Assert.Equal("job-acme.deadlines.open.2026-11.1", new JobRun("acme", "deadlines.open", "2026-11", 1).InstanceId);
        Assert.NotEqual(new JobRun("a", "b-c", "2026", 1).InstanceId, new JobRun("a-b", "c", "2026", 1).InstanceId);
    }

    [Fact]
    public void The_id_of_a_deadline_is_its_rule_and_subject()
        => Assert.Equal("ro.efactura~INV-7", new Deadline("acme", "ro.efactura", "INV-7", new LocalDate(2026, 4, 24)).Id);
}
