using System.Runtime.CompilerServices;
using Azure;
using BackOffice.Documents;
using BackOffice.Ledger.Domain;
using BackOffice.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Ledger;

/// <summary>Two entries, one of them long, and a reversal are posted while the power fails; who posts asks again until it is answered.</summary>
public sealed class JournalCrashTests(ITestOutputHelper output) : IClassFixture<AzuriteFixture>
{
    [Fact(Explicit = true)]
    public async Task A_journal_ends_the_same_wherever_the_power_fails()
        => Assert.InRange(await CrashHarness.CutEveryWriteAsync(Scenario(), output.WriteLine), 20, int.MaxValue);

    [Fact]
    public async Task A_journal_ends_the_same_where_the_power_fails()
        => Assert.Equal(12, await CrashHarness.CutSampleAsync(Scenario(), 12, Environment.TickCount, output.WriteLine));

    private static CrashScenario Scenario()
    {
        var bookkeepers = new ConditionalWeakTable<AppRunner, Bookkeeper>();
        return new CrashScenario
        {
            App = typeof(Journal).Assembly,
            Settings = DocumentsWorld.OneWorker,
            Configure = services => services.AddLedger(),
            Arrange = account => new DocumentsWorld(account).FoundCompanyAsync(),
            Act = _ => Task.CompletedTask,
            IsSettled = (_, app) => bookkeepers.GetValue(app, runner => new Bookkeeper(runner.Services.GetRequiredService<Journal>())).WorkAsync(),
            Snapshot = (account, _) => new LedgerWorld(account).SnapshotAsync(),
        };
    }

    /// <summary>Posts in an order, as one story would; the clock of the harness is in January 2026.</summary>
    private sealed class Bookkeeper(Journal journal)
    {
        public async Task<bool> WorkAsync()
        {
            try
            {
                Assert.Equal(1, (await journal.PostAsync(LedgerApp.Entry("pay-1", day: "2026-01-31"), by: null, CancellationToken.None)).Number);
                Assert.Equal(2, (await journal.PostAsync(LedgerApp.Entry("pay-2", day: "2026-01-31", lines: 250), by: null, CancellationToken.None)).Number);
                Assert.Equal(3, (await journal.ReverseAsync((LedgerApp.Tenant, "pay-2"), (new NodaTime.LocalDate(2026, 1, 31), "Paid twice"), by: null, CancellationToken.None)).Number);
                return true;
            }
            catch (Exception dead) when (dead is RequestFailedException or AggregateException or OperationCanceledException)
            {
                return false;
            }
        }
    }
}
