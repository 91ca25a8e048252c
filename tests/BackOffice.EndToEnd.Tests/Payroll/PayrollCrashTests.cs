using System.Runtime.CompilerServices;
using BackOffice.Documents;
using BackOffice.TestKit;

namespace BackOffice.Payroll;

/// <summary>A month of some people, one of them held, is calculated, approved, posted, ordered, published, paid, returned in one case and paid again, or taken back before money comes back and then calculated again, while the power fails.</summary>
public sealed class PayrollCrashTests(ITestOutputHelper output) : IClassFixture<AzuriteFixture>
{
    private const string January = "2026-01";

    [Theory(Explicit = true)]
    [InlineData(12)]
    [InlineData(200)]
    public async Task A_run_ends_the_same_wherever_the_power_fails(int people)
        => Assert.InRange(await CrashHarness.CutEveryWriteAsync(Pay(people), output.WriteLine), 120, int.MaxValue);

    [Fact]
    public async Task A_run_ends_the_same_where_the_power_fails()
        => Assert.Equal(8, await CrashHarness.CutSampleAsync(Pay(people: 12), 8, Environment.TickCount, output.WriteLine));

    [Fact(Explicit = true)]
    public async Task A_reversal_ends_the_same_wherever_the_power_fails()
        => Assert.InRange(await CrashHarness.CutEveryWriteAsync(Reverse(), output.WriteLine), 60, int.MaxValue);

    [Fact]
    public async Task A_reversal_ends_the_same_where_the_power_fails()
        => Assert.Equal(4, await CrashHarness.CutSampleAsync(Reverse(), 4, Environment.TickCount, output.WriteLine));

    private static CrashScenario Pay(int people)
        => Scenario(people, clerks => clerks.SettleAsync(January), PayrollClerks.RunOf(January));

    private static CrashScenario Reverse()
        => Scenario(people: 3, clerks => clerks.SetOffAsync(January), PayrollClerks.RunOf(January), PayrollClerks.ReversalOf(January), PayrollClerks.AgainOf(January));

    private static CrashScenario Scenario(int people, Func<PayrollClerks, Task<bool>> work, params IReadOnlyList<string> runs)
    {
        var clerks = new ConditionalWeakTable<AppRunner, PayrollClerks>();
        return new CrashScenario
        {
            App = typeof(PayrollRunOrchestrator).Assembly,
            Settings = DocumentsWorld.OneWorker,
            Arrange = account => new PayrollWorld(account).FoundAsync(people),
            Act = _ => Task.CompletedTask,
            IsSettled = (_, app) => work(clerks.GetValue(app, runner => new PayrollClerks(runner.Client))),
            Snapshot = (account, app) => new PayrollWorld(account).SnapshotAsync(app, runs),
        };
    }
}
