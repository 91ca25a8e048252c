using BackOffice.Documents;
using BackOffice.TestKit;

namespace BackOffice.Timesheets;

/// <summary>Sheets are dropped while the power fails: a right one and a wrong one.</summary>
public sealed class TimesheetCrashTests(ITestOutputHelper output) : IClassFixture<AzuriteFixture>
{
    /// <summary>The clock and the sweep write in between, so that on a busy machine the writes are not the same each time.</summary>
    [Fact]
    public async Task Dropped_sheets_end_the_same_where_the_power_fails()
        => Assert.Equal(24, await CrashHarness.CutSampleAsync(Scenario(people: 120), 24, Environment.TickCount, output.WriteLine));

    [Fact(Explicit = true)]
    public async Task Dropped_sheets_end_the_same_wherever_the_power_fails()
        => Assert.InRange(await CrashHarness.CutEveryWriteAsync(Scenario(people: 120), output.WriteLine), 20, int.MaxValue);

    private static CrashScenario Scenario(int people) => new()
    {
        App = typeof(DocumentIntakeOrchestrator).Assembly,
        Settings = DocumentsWorld.OneWorker,
        Arrange = account => new TimesheetWorld(account).FoundAsync(people),
        Act = async account =>
        {
            var world = new TimesheetWorld(account);
            await world.DropAsync($"{TimesheetWorld.Place}/a-right.csv", TimesheetWorld.Sheet(people));
            await world.DropAsync($"{TimesheetWorld.Place}/b-wrong.csv", TimesheetWorld.Sheet(people + 1, hours: 30));
        },
        IsSettled = (account, _) => new TimesheetWorld(account).IsSettledAsync(2),
        Snapshot = (account, _) => new TimesheetWorld(account).SnapshotAsync(),
    };
}
