using BackOffice.Hosting;
using BackOffice.LocalRuntime.Hosting;
using BackOffice.Payroll.Domain;
using BackOffice.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Payroll;

/// <summary>A month with a held person, a returned payment and mails, where every activity and every message is delivered twice, ends as one where each came once.</summary>
public sealed class PayrollTwiceTests(ITestOutputHelper output) : IClassFixture<AzuriteFixture>
{
    private const string Run = "office-2026-01-regular";
    private const string First = $"payroll-{Run}-r1-1";
    private const string Second = $"payroll-{Run}-r1-2";

    [Fact]
    public async Task Every_delivery_twice_pays_posts_and_tells_everybody_once()
    {
        var (once, _) = await PlayAsync(configure: null);
        var (twice, repeated) = await PlayAsync(EverythingTwice.Configure);

        output.WriteLine(FormattableString.Invariant($"{repeated} deliveries came twice"));
        Assert.InRange(repeated, 15, int.MaxValue);
        Assert.Equal(once, twice);
    }

    private static async Task<(string Snapshot, int Repeated)> PlayAsync(Action<IServiceCollection>? configure)
    {
        await using var app = await PayrollApp.StartAsync(people: 6, configure: configure, recipients: 2);
        var bank = new PayrollBank(app);
        await app.CalculateAsync(new { group = "office", period = "2026-01", reason = "The month's pay" });
        await app.UntilAsync(Run, RunState.Calculated);
        await app.PostAsync($"acme/payroll/runs/{Run}/people/p00002/hold", new { reason = "The account is in doubt" });
        await app.ApproveAsync(Run);
        await app.UntilAsync(Run, RunState.Settling);
        await bank.ExportAsync(First);
        await bank.ImportAsync(await bank.StatementAsync(Run, First, "2026-01-30", "p00005"));
        await app.UntilAsync(Run, RunState.PartiallyPaid);
        await app.PostAsync($"acme/payroll/runs/{Run}/people/p00002/release", new { reason = "The account is right" }, PayrollApp.Marta);
        await app.PostAsync($"acme/payroll/runs/{Run}/pay-again", new { reason = "Corrected and released" }, PayrollApp.Marta);
        await app.UntilAsync(Run, RunState.Settling, also: page => page.GetProperty("orders").GetArrayLength() == 2);
        await bank.ExportAsync(Second);
        var lines = await bank.LinesAsync(Run, Second);
        await bank.ImportAsync(await bank.StatementAsync(Run, Second, "2026-01-31"));
        await app.UntilAsync(Run, RunState.Closed);
        await app.WaitAsync(async () => (await app.World.PayslipMailsAsync()).Count == 2 && await app.World.PendingPayslipsAsync() == 0, () => "the mails");

        Assert.Equal(["p00002", "p00005"], lines.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(0m, await bank.BalanceAsync("231"));
        var entries = await bank.EntriesAsync(Run);
        var mails = await app.World.PayslipMailsAsync();
        var snapshot = await app.World.SnapshotAsync(app.Runner, [Run]);
        return (string.Join('\n', [snapshot, .. entries, .. mails.Select(mail => mail.To)]), app.Runner.Services.GetRequiredService<IFunctionInvoker>() is EverythingTwice twice ? twice.Repeated : 0);
    }
}
