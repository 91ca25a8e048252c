using BackOffice.Documents;
using BackOffice.TestKit;

namespace BackOffice.Notifications;

public sealed class NotificationCrashTests(ITestOutputHelper output) : IClassFixture<AzuriteFixture>
{
    /// <summary>The clock of the harness starts at 00:59 in Rome, a minute before the sweep and five before the quiet hours end.</summary>
    [Fact(Explicit = true)]
    public async Task Three_ways_to_be_told_end_the_same_wherever_the_power_fails()
        => Assert.InRange(await CrashHarness.CutEveryWriteAsync(Scenario(), output.WriteLine), 20, int.MaxValue);

    [Fact]
    public async Task Three_ways_to_be_told_end_the_same_where_the_power_fails()
        => await CrashHarness.CutSampleAsync(Scenario(), 16, Environment.TickCount, output.WriteLine);

    private static CrashScenario Scenario() => new()
    {
        App = typeof(DocumentIntakeOrchestrator).Assembly,
        Settings = [.. DocumentsWorld.OneWorker, "--Notifications:SweepAfterMinutes=0"],
        Arrange = async account =>
        {
            var world = new NotificationsWorld(account);
            await world.FoundAsync("ana");
            var night = NotificationsWorld.Person("bea");
            (night.QuietFrom, night.QuietTo) = ("22:00", "01:04");
            await world.AddAsync(night);
        },
        Act = account => new NotificationsWorld(account).RequestAsync(
            [
                NotificationsWorld.Notice("ana", 1),
                NotificationsWorld.Notice("bea", 2),
                NotificationsWorld.Notice("nobody", 3),
                NotificationsWorld.Notice("bea", 4),
                NotificationsWorld.Notice("ana", 5) with { Body = "{}" },
            ],
            new DateTimeOffset(2026, 1, 31, 23, 58, 0, TimeSpan.Zero)),
        IsSettled = async (account, _) => await new NotificationsWorld(account).HaveEndedAsync(5) && (await new NotificationsWorld(account).LinesAsync()).Count == 0,
        Snapshot = (account, _) => new NotificationsWorld(account).SnapshotAsync(),
    };
}
