using System.Net;
using System.Net.Sockets;
using Azure.Storage.Blobs;
using BackOffice.LocalRuntime.Hosting;
using BackOffice.LocalRuntime.Storage;

namespace BackOffice.LocalRuntime.Tests.Storage;

public sealed class AzuriteServerTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("azurite-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task What_was_written_is_there_after_a_stop_and_a_start()
    {
        var options = new AzuriteOptions { DataFolder = folder, ParentProcessId = Environment.ProcessId };
        var first = await AzuriteServer.StartAsync(options);
        await new BlobContainerClient(first.ConnectionString(), "kept").CreateAsync();

        await first.StopAsync();
        var second = await AzuriteServer.StartAsync(options);

        Assert.True(await new BlobContainerClient(second.ConnectionString(), "kept").ExistsAsync());
        await second.StopAsync();
        Assert.False(ProcessSignal.IsRunning(second.Pid));
    }

    [Fact]
    public async Task It_is_found_listening_while_it_runs()
    {
        var azurite = await AzuriteServer.StartAsync(new AzuriteOptions { ParentProcessId = Environment.ProcessId });
        var whileRunning = await AzuriteServer.IsListeningAsync(azurite.ConnectionString());
        await azurite.StopAsync();

        Assert.True(whileRunning);
        Assert.False(await AzuriteServer.IsListeningAsync(azurite.ConnectionString()));
    }

    [Fact]
    public async Task One_that_a_killed_app_left_behind_is_found_by_its_folder_and_can_be_stopped()
    {
        var options = new AzuriteOptions { DataFolder = folder, ParentProcessId = Environment.ProcessId };
        var before = await AzuriteServer.FindRunningAsync(options);
        var left = await AzuriteServer.StartAsync(options);

        var found = await AzuriteServer.FindRunningAsync(options);
        await found!.StopAsync();

        Assert.Null(before);
        Assert.Equal((left.Pid, left.ConnectionString()), (found.Pid, found.ConnectionString()));
        Assert.Null(await AzuriteServer.FindRunningAsync(options));
    }

    [Fact]
    public async Task One_that_a_killed_app_left_behind_is_stopped_by_the_next_app_and_not_by_one_beside_it()
    {
        var options = WithPorts();
        var killed = (await OwnAzurite.TakeAsync(options, CancellationToken.None))!;
        Assert.Null(await OwnAzurite.TakeAsync(options, CancellationToken.None)); // a living app has it
        killed.Dispose(); // as the kernel does for a process that is gone

        var next = (await OwnAzurite.TakeAsync(options, CancellationToken.None))!;

        Assert.Equal(killed.Server.Pid, next.Server.Pid);
        await next.StopAsync();
        Assert.False(ProcessSignal.IsRunning(next.Server.Pid));
        var fresh = (await OwnAzurite.TakeAsync(options, CancellationToken.None))!;
        Assert.NotEqual(next.Server.Pid, fresh.Server.Pid);
        await fresh.StopAsync();
    }

    [Fact]
    public async Task One_that_somebody_started_by_hand_is_left_alone()
    {
        var options = WithPorts();
        var byHand = await AzuriteServer.StartAsync(options with { DataFolder = null });

        Assert.Null(await OwnAzurite.TakeAsync(options, CancellationToken.None));
        Assert.Null(await OwnAzurite.TakeAsync(options, CancellationToken.None)); // and nothing is held

        await byHand.StopAsync();
    }

    [Fact]
    public async Task A_note_that_was_cut_off_half_way_tells_of_nothing()
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "azurite.json"), """{"pid":12""");

        Assert.Null(await AzuriteServer.FindRunningAsync(new AzuriteOptions { DataFolder = folder }));
    }

    [Fact]
    public async Task Two_apps_that_start_at_once_share_one_emulator()
    {
        var options = WithPorts();

        var both = await Task.WhenAll(OwnAzurite.TakeAsync(options, CancellationToken.None), OwnAzurite.TakeAsync(options, CancellationToken.None));

        await Assert.Single(both.OfType<OwnAzurite>()).StopAsync();
    }

    [Fact]
    public async Task A_taken_port_ends_the_start_with_advice()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var refusal = await Assert.ThrowsAsync<StartupException>(() => AzuriteServer.StartAsync(new AzuriteOptions { TablePort = port, ParentProcessId = Environment.ProcessId }));

        Assert.Contains($"{port}", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Stop what listens there", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_emulator_shorthand_names_the_well_known_ports()
    {
        var parts = StorageConnectionString.Parse("UseDevelopmentStorage=true");

        Assert.Equal("http://127.0.0.1:10002/devstoreaccount1", parts.TableEndpoint.ToString());
        Assert.Equal(parts, StorageConnectionString.Parse(parts.ToString()));
    }

    [Fact]
    public void A_cloud_account_has_its_endpoints_by_convention()
    {
        var parts = StorageConnectionString.Parse("DefaultEndpointsProtocol=https;AccountName=acme;AccountKey=a2V5;EndpointSuffix=core.windows.net");

        Assert.Equal("https://acme.table.core.windows.net/", parts.TableEndpoint.ToString());
        Assert.Equal("a2V5", parts.AccountKey);
    }

    /// <summary>Fixed ports that were free a moment ago.</summary>
    private AzuriteOptions WithPorts()
    {
        int[] ports = [Free(), Free(), Free()];
        return new AzuriteOptions { DataFolder = folder, BlobPort = ports[0], QueuePort = ports[1], TablePort = ports[2], ParentProcessId = Environment.ProcessId };

        static int Free()
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
    }
}
