using System.Diagnostics;
using System.Globalization;
using BackOffice.LocalRuntime.Hosting;
using BackOffice.TestKit;

namespace BackOffice.Payroll;

public sealed class PayrollKillTests(ITestOutputHelper output) : IClassFixture<AzuriteFixture>
{
    private const int Kills = 20;
    private const int People = 100;

    private static readonly string[] Months = ["2026-01", "2026-02", "2026-03", "2026-04"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(150);

    [Fact]
    public async Task Twenty_kills_while_four_months_are_paid_pay_nobody_twice_and_forget_nobody()
    {
        var seed = Environment.TickCount;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}"));

        var (killed, undisturbed) = (await PlayAsync(new Random(seed), Kills), await PlayAsync(new Random(seed), kills: 0));

        Assert.Equal(undisturbed, killed);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"claims {Months.Length * (People - 1)}"), killed, StringComparison.Ordinal); // one is held each month
    }

    /// <summary>Pays the months one after the other.</summary>
    /// <returns>All that is left behind, without clocks and versions.</returns>
    private async Task<string> PlayAsync(Random random, int kills)
    {
        var account = AzuriteFixture.FreshAccount();
        var world = new PayrollWorld(account);
        await world.FoundAsync(People);
        PayrollClerks? clerks = null;
        var month = 0;
        for (var kill = 0; kill < kills; kill++)
        {
            // As many months behind as kills: the last kills still find work.
            var until = Math.Min(Months.Length, 1 + (kill * Months.Length / kills));
            await using var app = await StartAsync(account);
            using var http = new HttpClient { BaseAddress = app.Address };
            clerks = new PayrollClerks(http);
            month = await WorkAsync(clerks, (month, until), TimeSpan.FromMilliseconds(random.Next(0, 1_500)));
            await app.KillAsync();
            app.ForgetLog();
        }

        await using var last = await StartAsync(account);
        using var client = new HttpClient { BaseAddress = last.Address };
        month = await WorkAsync(new PayrollClerks(client), (month, Months.Length), Patience);
        Assert.True(month == Months.Length, $"{month} of {Months.Length} months are paid; the last app's log is {last.LogFile}.");
        last.ForgetLog();
        await last.StopAsync();

        await using var reader = await AppRunner.StartAsync(typeof(PayrollRunOrchestrator).Assembly, [$"--AzureWebJobsStorage={account}"]);
        return await world.SnapshotAsync(reader, [.. Months.Select(PayrollClerks.RunOf)]);
    }

    /// <summary>Lets the clerks work for a while.</summary>
    /// <returns>The first month that is not paid.</returns>
    private static async Task<int> WorkAsync(PayrollClerks clerks, (int From, int Until) months, TimeSpan patience)
    {
        var started = Stopwatch.GetTimestamp();
        var month = months.From;
        while (month < months.Until && Stopwatch.GetElapsedTime(started) < patience)
        {
            if (await clerks.PayAsync(Months[month]))
            {
                month++;
            }
            else
            {
                await Task.Delay(20);
            }
        }

        if (month == months.Until && patience != Patience)
        {
            await Task.Delay(Stopwatch.GetElapsedTime(started) is var spent && spent < patience ? patience - spent : TimeSpan.Zero);
        }

        return month;
    }

    private static Task<AppProcess> StartAsync(string account)
        => AppProcess.StartAsync(Path.Combine(AppContext.BaseDirectory, "BackOffice.Functions.dll"), [$"--AzureWebJobsStorage={account}"], TestContext.Current.CancellationToken);
}
