using System.Globalization;
using System.Net;
using System.Net.Sockets;
using BackOffice.Documents;
using BackOffice.LocalRuntime.Storage;
using BackOffice.TestKit;

namespace BackOffice.Hosting;

/// <summary>What a developer sees who starts the app wrongly: exit code 1 and what to do, no stack trace.</summary>
public sealed class StartUpTests : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task A_port_that_is_taken_is_named()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        AssertExplained(await AppRun.ToEndAsync(folder: null, Store(), string.Create(CultureInfo.InvariantCulture, $"--port={port}")), $"Port {port} is taken");
    }

    [Fact]
    public async Task A_host_json_that_is_none_is_named_with_its_line()
    {
        using var copy = CopyOfTheApp.With("host.json", "{\n  \"version\": oops\n}");

        AssertExplained(await AppRun.ToEndAsync(copy.Folder, Store(), "--port=0"), "host.json, line 2");
    }

    [Theory]
    [InlineData("--AzureWebJobsStorage=", "'AzureWebJobsStorage' is missing")]
    [InlineData("--AzureWebJobsStorage=nonsense", "'AzureWebJobsStorage' is no storage connection string")]
    [InlineData("--Documents:MostBytes=0", "MostBytes")]
    [InlineData("--Documents:SweepAfterMinutes=-1", "SweepAfterMinutes")]
    [InlineData("--Signing:Key=", "Signing:Key")]
    [InlineData("--Signing:Key=c2hvcnQ=", "Signing:Key")]
    [InlineData("--Signing:PreviousKey=nonsense", "Signing:PreviousKey")]
    [InlineData("--WEBSITE_SITE_NAME=backoffice", "development key")]
    [InlineData("--RateLimit:Burst=0", "Burst")]
    [InlineData("--RateLimit:PerMinute=0", "PerMinute")]
    [InlineData("--Runs:KeepFinishedDays=0", "KeepFinishedDays")]
    [InlineData("--AzureWebJobsServiceBus=", "AzureWebJobsServiceBus")]
    [InlineData("--AzureWebJobsServiceBus=Endpoint=sb://somewhere.servicebus.windows.net;SharedAccessKeyName=a;SharedAccessKey=b", "somewhere.servicebus.windows.net")]
    [InlineData("--LocalRuntime:BlobPollInterval=soon", "BlobPollInterval")]
    [InlineData("--AzureFunctionsJobHost:extensions:durableTask:maxConcurrentActivityFunctions=0", "maxConcurrentActivityFunctions")]
    public async Task A_setting_that_is_missing_or_wrong_is_named(string setting, string named)
        => AssertExplained(await AppRun.ToEndAsync(folder: null, [Store(), "--port=0", "--LocalRuntime:Azurite=off", setting]), named);

    [Fact]
    public async Task A_store_that_another_app_has_is_named_with_that_app()
    {
        await using var first = await DocumentsApp.StartAsync();

        AssertExplained(await AppRun.ToEndAsync(folder: null, $"--AzureWebJobsStorage={first.Account}", "--port=0"), $"process {Environment.ProcessId}");
    }

    [Fact]
    public async Task A_polite_end_is_a_good_end()
    {
        using var process = AppRun.Start(AppContext.BaseDirectory, [Store(), "--port=0"]);
        var errors = process.StandardError.ReadToEndAsync();
        while (await process.StandardOutput.ReadLineAsync() is { } line && !line.Contains("http://", StringComparison.Ordinal))
        {
            Assert.DoesNotContain("cannot start", line, StringComparison.Ordinal);
        }

        var rest = process.StandardOutput.ReadToEndAsync();
        await ProcessSignal.TerminateAsync(process.Id, TimeProvider.System, CancellationToken.None);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal((0, string.Empty), (process.ExitCode, await errors));
        Assert.DoesNotContain("Exception", await rest, StringComparison.Ordinal);
    }

    private static string Store() => $"--AzureWebJobsStorage={AzuriteFixture.FreshAccount()}";

    private static void AssertExplained(AppRun run, string what)
    {
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("The function app cannot start.", run.Errors, StringComparison.Ordinal);
        Assert.Contains(what, run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Errors + run.Output, StringComparison.Ordinal);
    }

    /// <summary>The app's output folder with one file replaced.</summary>
    private sealed class CopyOfTheApp : IDisposable
    {
        private readonly DirectoryInfo folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "..", $"copy-{Guid.NewGuid():N}"));

        public string Folder => folder.FullName;

        public static CopyOfTheApp With(string name, string text)
        {
            var copy = new CopyOfTheApp();
            foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory))
            {
                File.Copy(file, Path.Combine(copy.Folder, Path.GetFileName(file)));
            }

            File.WriteAllText(Path.Combine(copy.Folder, name), text);
            return copy;
        }

        public void Dispose() => folder.Delete(recursive: true);
    }
}
