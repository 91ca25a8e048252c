using System.Globalization;
using BackOffice.Documents;
using BackOffice.Schedule.Domain;
using BackOffice.TestKit;
using NodaTime;

namespace BackOffice.Schedule;

public sealed class ScheduleCrashTests(ITestOutputHelper output) : IClassFixture<AzuriteFixture>
{
    /// <summary>The clock of the harness starts on 31 January at 23:59 UTC; nothing has ticked since noon of the day before.</summary>
    private static readonly DateTimeOffset Since = DateTimeOffset.Parse("2026-01-30T12:00:00Z", CultureInfo.InvariantCulture);

    private static readonly JobDefinition[] Jobs =
    [
        new("daily", Recurrence.Daily(new LocalTime(18, 0)), CatchUp.RunAllInOrder),
        new("latest", Recurrence.Daily(new LocalTime(19, 0)), CatchUp.LatestOnly),
    ];

    [Fact(Explicit = true)]
    public async Task A_tick_with_two_tenants_and_several_jobs_ends_the_same_wherever_the_power_fails()
        => Assert.InRange(await CrashHarness.CutEveryWriteAsync(Scenario(), output.WriteLine), 20, int.MaxValue);

    [Fact]
    public async Task A_tick_with_two_tenants_and_several_jobs_ends_the_same_where_the_power_fails()
        => await CrashHarness.CutSampleAsync(Scenario(), 16, Environment.TickCount, output.WriteLine);

    private static CrashScenario Scenario() => new()
    {
        App = typeof(DocumentIntakeOrchestrator).Assembly,
        Settings = DocumentsWorld.OneWorker,
        Configure = services => ScheduleApp.Add(services, Jobs),
        Arrange = async account =>
        {
            await new ScheduleWorld(account).FoundCompaniesAsync();
            await new ScheduleWorld(account).WriteCursorAsync(ScheduleWorld.Rome, Since, Jobs);
            await new ScheduleWorld(account).WriteCursorAsync(ScheduleWorld.Bucharest, Since, Jobs);
        },
        Act = _ => Task.CompletedTask,
        IsSettled = async (account, _) =>
        {
            var world = new ScheduleWorld(account);
            var runs = (await world.RunsAsync(ScheduleWorld.Rome)).Concat(await world.RunsAsync(ScheduleWorld.Bucharest)).ToList();
            return runs.Count == 8 && runs.All(run => run.State is JobState.Done or JobState.Skipped) && await world.IsQuietAsync(ScheduleWorld.Rome, ScheduleWorld.Bucharest);
        },
        Snapshot = (account, _) => new ScheduleWorld(account).SnapshotAsync(ScheduleWorld.Rome, ScheduleWorld.Bucharest),
    };
}
