using System.Globalization;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using BackOffice.LocalRuntime.Hosting;
using BackOffice.LocalRuntime.Storage;
using BackOffice.LocalRuntime.Tests.Hosting;
using BackOffice.LocalRuntime.Tests.Messaging;
using BackOffice.LocalRuntime.Timers;
using BackOffice.TestKit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace BackOffice.LocalRuntime.Tests.Timers;

/// <summary>Hosts of one app on one store: real leases, waits on a clock moved by hand. Storage's own clock is a real one, so the end of a lease is a break.</summary>
public sealed class TimerLockTests
{
    private const string Hourly = "0 0 * * * *";

    private readonly string account = AzuriteFixture.FreshAccount();
    private readonly FakeTime time = new();
    private readonly WaitingClock lockClock;
    private readonly TimerScene status = new(Hourly);
    private int alive;

    public TimerLockTests() => lockClock = new WaitingClock(time);

    private static DateTimeOffset Midnight => DateTimeOffset.Parse("2026-02-01T00:00:00Z", CultureInfo.InvariantCulture);

    private BlobClient LockBlob => new(account, "azure-webjobs-hosts", "locks/laptop-1/Host.Functions.Sample.Listener");

    [Fact]
    public async Task T_8_The_lock_is_a_lease_of_a_blob_where_Azure_has_it()
    {
        await StartAsync(Host("one"));

        var lockBlob = (await LockBlob.GetPropertiesAsync()).Value;
        Assert.Equal((LeaseState.Leased, LeaseDurationType.Fixed, 0L), (lockBlob.LeaseState, lockBlob.LeaseDuration, lockBlob.ContentLength));
    }

    [Fact]
    public async Task T_8_Of_two_hosts_one_runs_the_timer()
    {
        using var log = new LogLines();
        var first = await StartAsync(Host("one"));
        var second = await StartAsync(Host("two", logger: log));

        await PassAsync("03:00:00");

        Assert.Equal([Midnight, Midnight.AddHours(1), Midnight.AddHours(2)], first.RunTimes);
        Assert.Empty(second.Runs);
        Assert.Single(log.All, line => line.Contains("runs on another host", StringComparison.Ordinal));
    }

    [Fact]
    public async Task T_8_Hosts_that_start_together_share_one_lock()
    {
        var hosts = Enumerable.Range(0, 4).Select(number => Host($"{number}")).ToList();

        await Task.WhenAll(hosts.Select(StartAsync));
        await PassAsync("00:10:00");

        Assert.Equal(Midnight, Assert.Single(hosts.SelectMany(host => host.RunTimes)));
    }

    [Fact]
    public async Task T_8_When_a_host_dies_another_has_its_lock_within_a_minute_of_the_end_of_the_lease()
    {
        var first = await StartAsync(Host("one"));
        var second = await StartAsync(Host("two"));
        await KillAsync(first);
        Assert.Equal(LeaseState.Leased, (await LockBlob.GetPropertiesAsync()).Value.LeaseState);
        await LockBlob.GetBlobLeaseClient().BreakAsync(TimeSpan.Zero);

        await PassAsync("00:00:59.9");
        Assert.Equal(LeaseState.Broken, (await LockBlob.GetPropertiesAsync()).Value.LeaseState);
        await PassAsync("00:00:00.1");

        Assert.Equal(LeaseState.Leased, (await LockBlob.GetPropertiesAsync()).Value.LeaseState);
        await PassAsync("02:00:00");
        Assert.Equal(3, second.Runs.Count);
    }

    [Fact]
    public async Task T_8_What_a_dead_host_missed_is_past_due_on_the_other()
    {
        var first = await StartAsync(Host("one"));
        await PassAsync("00:00:10");
        var second = await StartAsync(Host("two"));
        await KillAsync(first);
        await LockBlob.GetBlobLeaseClient().BreakAsync(TimeSpan.Zero);

        await PassAsync("00:01:01");

        var madeUp = Assert.Single(second.Runs);
        Assert.Equal((Midnight.AddSeconds(10), true), (madeUp.At, madeUp.Timer.IsPastDue));
    }

    [Fact]
    public async Task T_8_A_crash_between_the_run_and_its_status_runs_the_occurrence_again()
    {
        var first = await StartAsync(Host("one"));
        status.SaveFailure = new IOException("the cord was pulled");
        await PassAsync("00:01:00");
        await KillAsync(first);
        await LockBlob.GetBlobLeaseClient().BreakAsync(TimeSpan.Zero);
        status.SaveFailure = null;

        await PassAsync("00:01:00");
        var second = await StartAsync(Host("two"));

        Assert.Equal(Midnight, first.RunTimes.Single());
        Assert.True(Assert.Single(second.Runs).Timer.IsPastDue);
        Assert.Equal(Midnight.AddMinutes(1), status.Stored!.Last);
    }

    [Fact]
    public async Task T_8_A_host_that_stops_in_peace_gives_the_lock_back()
    {
        var first = await StartAsync(Host("one"));
        var second = await StartAsync(Host("two"));

        alive--;
        await first.StopAsync();

        Assert.Equal(LeaseState.Available, (await LockBlob.GetPropertiesAsync()).Value.LeaseState);
        await PassAsync("00:01:01");
        Assert.Single(second.Runs);
    }

    [Fact]
    public async Task T_8_An_app_that_was_killed_takes_its_own_lock_back_at_once()
    {
        await KillAsync(await StartAsync(Host("one")));

        var after = await StartAsync(Host("one"));
        await PassAsync("00:01:00");

        Assert.Equal(Midnight, after.RunTimes.Single());
    }

    [Fact]
    public async Task T_8_The_lease_is_renewed_half_way()
    {
        await using var proxy = await FaultProxy.StartAsync(account);
        await StartAsync(Host("one", proxy.ConnectionString));
        var before = proxy.WriteCount;

        for (var renewals = 1; renewals <= 5; renewals++)
        {
            await PassAsync("00:00:29.9");
            Assert.Equal(before + renewals - 1, proxy.WriteCount);
            await PassAsync("00:00:00.1");
            Assert.Equal(before + renewals, proxy.WriteCount);
        }

        Assert.All(proxy.Writes.Skip(before), write => Assert.Contains("comp=lease", write.Target, StringComparison.Ordinal));
    }

    [Fact]
    public async Task T_8_A_host_that_loses_the_lock_ends_its_run_which_the_other_makes_up_for()
    {
        var ended = new TaskCompletionSource();
        var first = Host("one");
        first.Function = async token =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            ended.SetResult();
            token.ThrowIfCancellationRequested();
        };
        await StartAsync(first);
        await PassAsync("00:01:10");
        Assert.Single(first.Runs);
        await LockBlob.GetBlobLeaseClient().BreakAsync(TimeSpan.Zero);
        var second = await StartAsync(Host("two"));

        await PassAsync("00:00:20"); // the first asks to renew, and learns that it cannot
        await ended.Task.WaitAsync(TimeSpan.FromMinutes(1));
        await PassAsync("02:00:00");

        Assert.Single(first.Runs);
        Assert.Equal([Midnight.AddSeconds(10), Midnight.AddHours(1), Midnight.AddHours(2)], second.RunTimes);
        Assert.Equal([true, false, false], second.Runs.Select(run => run.Timer.IsPastDue));
    }

    [Fact]
    public async Task T_8_A_host_that_has_lost_the_lock_asks_for_it_every_minute()
    {
        var host = await StartAsync(Host("one"));
        var thief = LockBlob.GetBlobLeaseClient();
        await thief.BreakAsync(TimeSpan.Zero);
        await thief.AcquireAsync(TimeSpan.FromSeconds(60));
        await PassAsync("02:00:00");
        Assert.Empty(host.Runs);

        await thief.ReleaseAsync();
        await PassAsync("00:01:01");

        Assert.True(host.Runs[0].Timer.IsPastDue);
    }

    [Fact]
    public async Task T_8_A_lease_that_cannot_be_renewed_is_lost_when_it_may_have_run_out()
    {
        using var log = new LogLines();
        await using var proxy = await FaultProxy.StartAsync(account);
        var host = await StartAsync(Host("one", proxy.ConnectionString, log));
        proxy.Decide(_ => ProxyVerdict.Answer(403));

        await PassAsync("00:00:59");
        Assert.DoesNotContain(log.All, IsLoss);
        await PassAsync("00:00:06");
        Assert.Contains(log.All, IsLoss);
        await PassAsync("02:00:00");
        Assert.Single(host.Runs); // at midnight it still had the lock

        proxy.Decide(_ => ProxyVerdict.Pass);
        await PassAsync("00:01:30");
        Assert.True(host.Runs[^1].Timer.IsPastDue);

        static bool IsLoss(string line) => line.Contains("has lost the lock", StringComparison.Ordinal);
    }

    [Fact]
    public async Task T_8_A_short_outage_of_storage_costs_no_lock()
    {
        using var log = new LogLines();
        await using var proxy = await FaultProxy.StartAsync(account);
        var host = await StartAsync(Host("one", proxy.ConnectionString, log));
        proxy.Decide(_ => ProxyVerdict.Answer(403));
        await PassAsync("00:00:45");
        proxy.Decide(_ => ProxyVerdict.Pass);

        await PassAsync("01:00:00");

        Assert.Equal(Midnight, host.RunTimes.Single());
        Assert.DoesNotContain(log.All, line => line.Contains("lost", StringComparison.Ordinal));
    }

    [Fact]
    public async Task T_8_Storage_that_is_away_at_start_keeps_no_app_from_starting_and_is_asked_again()
    {
        await using var proxy = await FaultProxy.StartAsync(account, _ => ProxyVerdict.Answer(403));
        var host = await StartAsync(Host("one", proxy.ConnectionString));
        await PassAsync("00:00:40");

        proxy.Decide(_ => ProxyVerdict.Pass);
        await PassAsync("01:00:00");

        Assert.Equal(Midnight.AddHours(1).AddSeconds(-20), time.GetUtcNow());
        Assert.Empty(host.Runs); // a timer never seen before begins with the next occurrence after it was seen
        await PassAsync("00:00:20");
        Assert.Single(host.Runs);
    }

    [Fact]
    public async Task T_8_A_lock_deleted_by_hand_is_lost_and_made_anew()
    {
        var host = await StartAsync(Host("one"));
        await LockBlob.GetBlobLeaseClient().BreakAsync(TimeSpan.Zero);
        await LockBlob.DeleteAsync();

        await PassAsync("00:03:00");

        Assert.Single(host.Runs);
        Assert.Equal(LeaseState.Leased, (await LockBlob.GetPropertiesAsync()).Value.LeaseState);
    }

    /// <summary>A host as on a machine of its own: another hub here, and so another owner of leases. All see one status.</summary>
    private TimerScene Host(string hub, string? connection = null, LogLines? logger = null)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new(StorageConnections.Default, connection ?? account)]).Build();
        return new TimerScene(Hourly)
        {
            Time = time,
            LockClock = lockClock,
            Locks = new BlobTimerLocks(new StorageConnections(settings), new HostIdentity("laptop-1", hub), lockClock, NullLogger<BlobTimerLocks>.Instance),
            Store = status,
            Logger = logger ?? (ILogger)NullLogger.Instance,
        };
    }

    private async Task<TimerScene> StartAsync(TimerScene host)
    {
        await host.StartAsync();
        Interlocked.Increment(ref alive);
        return host;
    }

    private Task KillAsync(TimerScene host)
    {
        alive--;
        return host.StopAsync(new CancellationToken(canceled: true));
    }

    /// <summary>From wait to wait: storage, which is not on this clock, has its time to answer.</summary>
    private async Task PassAsync(string duration)
    {
        var until = time.GetUtcNow() + TimeSpan.Parse(duration, CultureInfo.InvariantCulture);
        while (time.GetUtcNow() < until)
        {
            time.AdvanceTo(time.NextDue is { } due && due < until ? due : until);
            await Until.TrueAsync(() => lockClock.Waiting == alive); // a living host waits either to renew its lock or to ask for it
        }

        time.Advance(TimeSpan.Zero);
    }
}
