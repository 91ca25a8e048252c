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
}
