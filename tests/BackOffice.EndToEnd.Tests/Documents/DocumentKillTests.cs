using System.Diagnostics;
using System.Globalization;
using BackOffice.Documents.Domain;
using BackOffice.LocalRuntime.Hosting;
using BackOffice.TestKit;

namespace BackOffice.Documents;

public sealed class DocumentKillTests(ITestOutputHelper output) : IClassFixture<AzuriteFixture>
{
    private const int Kills = 20;
    private const int Documents = 200;

    [Fact]
    public async Task Twenty_kills_while_two_hundred_documents_drop_lose_nothing_and_do_nothing_twice()
    {
        var account = AzuriteFixture.FreshAccount();
        var world = new DocumentsWorld(account);
        await world.FoundCompanyAsync();
        var seed = Environment.TickCount;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}"));
        var random = new Random(seed);

        var app = await StartAsync(account);
        for (var kill = 0; kill < Kills; kill++)
        {
            for (var i = 0; i < Documents / Kills; i++)
            {
                var number = (kill * (Documents / Kills)) + i;
                await world.DropAsync(string.Create(CultureInfo.InvariantCulture, $"invoice-{number:000}.xml"), SampleDocuments.Invoice(number));
            }

            // A random instant of what the app does: the one wait here that is meant to be real.
            await Task.Delay(random.Next(0, 1_200));
            await app.KillAsync();
            app.ForgetLog();
            await app.DisposeAsync();
            app = await StartAsync(account);
        }

        await WaitAsync(() => world.IsSettledAsync(Documents), app);
        await app.StopAsync();
        await AssertCompleteAsync(world);
        app.ForgetLog();
        await app.DisposeAsync();

        await using var reader = await AppRunner.StartAsync(typeof(DocumentIntakeOrchestrator).Assembly, [$"--AzureWebJobsStorage={account}"]);
        Assert.Equal(Documents, (await DocumentsWorld.MessagesAsync(reader)).Select(message => message.MessageId).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(Documents, (await DocumentsWorld.MessagesAsync(reader)).Count);
    }

    private static async Task AssertCompleteAsync(DocumentsWorld world)
    {
        var documents = await world.DocumentsAsync();
        Assert.All(documents, document => Assert.Equal(DocumentState.Routed, document.State));
        Assert.Equal(Enumerable.Range(1, Documents).Select(number => (long?)number), documents.Select(document => document.Number).Order());
        Assert.Equal(Documents, (await world.EntriesAsync()).Select(entry => entry.Sha256).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(Documents, (await world.RowsAsync<Azure.Data.Tables.TableEntity>("outbox|sent|")).Count);
    }

    private async Task WaitAsync(Func<Task<bool>> done, AppProcess app)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await done())
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(120), $"Not settled; the last app's log is {app.LogFile}.");
            await Task.Delay(100);
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"settled {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s after the last kill"));
    }

    private static Task<AppProcess> StartAsync(string account)
        => AppProcess.StartAsync(Path.Combine(AppContext.BaseDirectory, "BackOffice.Functions.dll"), [$"--AzureWebJobsStorage={account}", WatchedNamespace.Setting], TestContext.Current.CancellationToken);
}
