using System.Runtime.CompilerServices;
using System.Text;
using BackOffice.Documents;
using BackOffice.Payments.Domain;
using BackOffice.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Payments;

/// <summary>An order is built, exported and settled, and a returned salary ordered again; another is paid by a payer's word; while the power fails.</summary>
public sealed class PaymentCrashTests(ITestOutputHelper output) : IClassFixture<AzuriteFixture>
{
    [Fact(Explicit = true)]
    public async Task An_order_ends_the_same_wherever_the_power_fails()
        => Assert.InRange(await CrashHarness.CutEveryWriteAsync(Scenario(), output.WriteLine), 60, int.MaxValue);

    [Fact]
    public async Task An_order_ends_the_same_where_the_power_fails()
        => Assert.Equal(8, await CrashHarness.CutSampleAsync(Scenario(), 8, Environment.TickCount, output.WriteLine));

    private static CrashScenario Scenario()
    {
        var people = new ConditionalWeakTable<AppRunner, People>();
        return new CrashScenario
        {
            App = typeof(PaymentOrders).Assembly,
            Settings = [.. DocumentsWorld.OneWorker, .. PaymentsApp.Users],
            Configure = PaymentsApp.Configure,
            Arrange = PaymentsApp.ArrangeAsync,
            Act = _ => Task.CompletedTask,
            IsSettled = (_, app) => people.GetValue(app, runner => new People(runner)).WorkAsync(),
            Snapshot = PaymentsApp.SnapshotAsync,
        };
    }

    /// <summary>Payroll and a payer, who do it all again after a restart, from the beginning.</summary>
    private sealed class People(AppRunner app)
    {
        private bool isDone;

        public async Task<bool> WorkAsync()
        {
            try
            {
                isDone = isDone || await WorkAllAsync();
                return isDone;
            }
            catch (Exception cut) when (cut is Azure.RequestFailedException or AggregateException or HttpRequestException or IOException or OperationCanceledException)
            {
                return false;
            }
        }

        private async Task<bool> WorkAllAsync()
        {
            var orders = app.Services.GetRequiredService<PaymentOrders>();
            var actor = PaymentsApp.Actor(app);
            var payer = PaymentsApp.Actor(app, PaymentsApp.Petra);
            foreach (var id in (string[])["main", "spare", "letter"])
            {
                PaymentsApp.Value(await orders.OpenAsync(PaymentsApp.Request(id), actor, CancellationToken.None));
            }

            PaymentsApp.Value(await orders.AddPartAsync(PaymentsApp.Order("main"), 1, PaymentsApp.Salaries(1, 5), CancellationToken.None));
            if ((await orders.FindAsync(PaymentsApp.Order("spare"), CancellationToken.None))!.State != PaymentOrderState.Cancelled)
            {
                PaymentsApp.Value(await orders.AddPartAsync(PaymentsApp.Order("spare"), 1, PaymentsApp.Salaries(4, 4), CancellationToken.None));
            }

            PaymentsApp.Value(await orders.CancelAsync(PaymentsApp.Order("spare"), "Not needed", actor, CancellationToken.None));
            PaymentsApp.Value(await orders.AddPartAsync(PaymentsApp.Order("main"), 2, PaymentsApp.Salaries(6, 3), CancellationToken.None));
            PaymentsApp.Value(await orders.SealAsync(PaymentsApp.Order("main"), 2, actor, CancellationToken.None));
            PaymentsApp.Value(await app.Services.GetRequiredService<PaymentExports>().ExportAsync(PaymentsApp.Order("main"), "As agreed", payer, CancellationToken.None));
            var settlements = app.Services.GetRequiredService<Settlements>();
            foreach (var message in Messages)
            {
                Assert.NotNull((await settlements.ImportAsync(PaymentsApp.Tenant, Encoding.UTF8.GetBytes(message), payer, CancellationToken.None)).Done);
            }

            await PayByHandAsync(orders, actor, payer);
            PaymentsApp.Value(await orders.OpenAsync(PaymentsApp.Request("again"), actor, CancellationToken.None));
            var again = PaymentsApp.Value(await orders.AddPartAsync(PaymentsApp.Order("again"), 1, PaymentsApp.Salaries(1, 8), CancellationToken.None));
            Assert.Equal(2, again.Count);
            PaymentsApp.Value(await orders.SealAsync(PaymentsApp.Order("again"), 1, actor, CancellationToken.None));
            return true;
        }

        private async Task PayByHandAsync(PaymentOrders orders, Tenancy.Actor actor, Tenancy.Actor payer)
        {
            var letter = PaymentsApp.Order("letter");
            PaymentsApp.Value(await orders.AddPartAsync(letter, 1, PaymentsApp.Salaries(20, 3), CancellationToken.None));
            PaymentsApp.Value(await orders.AddPartAsync(letter, 2, PaymentsApp.Salaries(23, 2), CancellationToken.None));
            PaymentsApp.Value(await orders.SealAsync(letter, 2, actor, CancellationToken.None));
            PaymentsApp.Value(await app.Services.GetRequiredService<PaymentExports>().ExportAsync(letter, "As agreed", payer, CancellationToken.None));
            var paid = PaymentsApp.Value(await app.Services.GetRequiredService<PaymentOrderMarks>().PayAsync(letter, payer.Tenant!.DayAt(payer.Now), (payer, "By letter"), CancellationToken.None));
            Assert.Equal(5, paid.Paid);
        }

        private static IReadOnlyList<string> Messages =>
        [
            BankMessages.Report("main", "ACCP"),
            BankMessages.Report("main", "PART", (PaymentsApp.EndToEnd("main", 1, 1), "RJCT", "AC01")),
            BankMessages.Batch("main", 7_000.35m), // 7 x 1000 + 0.02 + ... + 0.08
            BankMessages.Statement(0, (PaymentsApp.EndToEnd("main", 2, 3), 1_000.08m, "AC04")),
        ];
    }
}
