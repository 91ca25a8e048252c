using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Azure.Data.Tables;
using BackOffice.Documents.Domain;
using BackOffice.LocalRuntime.Hosting;
using BackOffice.LocalRuntime.Storage;
using BackOffice.TestKit;

namespace BackOffice.Documents;

/// <summary>Storage that refuses, stumbles and goes away: the end is the same.</summary>
public sealed class DocumentFaultTests(ITestOutputHelper output) : IClassFixture<AzuriteFixture>
{
    private static readonly (string Name, byte[] Content)[] Files =
    [
        .. Enumerable.Range(1, 6).Select(number => ($"invoice-{number}.xml", SampleDocuments.Invoice(number))),
        ("again.xml", SampleDocuments.Invoice(1)),
        ("scan.png", SampleDocuments.Scan()),
        ("cut-off.xml", SampleDocuments.Broken()),
    ];

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_third_of_all_requests_refused_ends_as_undisturbed(int status)
        => await AssertEndsTheSameAsync(random => random.Next(3) == 0 ? ProxyVerdict.Answer(status) : ProxyVerdict.Pass);

    [Fact]
    public async Task Answers_that_break_off_or_never_come_end_as_undisturbed()
        => await AssertEndsTheSameAsync(random => random.Next(12) switch
        {
            0 => ProxyVerdict.TruncateAnswer,
            1 => ProxyVerdict.LoseAnswer,
            2 => ProxyVerdict.RefuseBefore,
            _ => ProxyVerdict.Pass,
        });

    [Fact]
    public async Task Storage_that_stops_and_starts_again_mid_run_costs_nothing()
    {
        var folder = Directory.CreateTempSubdirectory("backoffice-azurite-");
        var options = new AzuriteOptions { DataFolder = folder.FullName, ParentProcessId = Environment.ProcessId, Progress = _ => { } };
        var azurite = await AzuriteServer.StartAsync(options);
        var account = azurite.ConnectionString();
        await new DocumentsWorld(account).FoundCompanyAsync();
        await using (var app = await DocumentsApp.StartAsync(new DocumentsSetup { Account = account }))
        {
            await DropAsync(app.World);
            await app.WaitAsync(async () => (await app.World.EntriesAsync()).Count > 0, "the first number");

            await azurite.StopAsync();
            await Task.Delay(TimeSpan.FromSeconds(2)); // the app meets a closed door for a while: the one wait here that is meant to be real
            azurite = await AzuriteServer.StartAsync(options with { BlobPort = azurite.Ports.Blob, QueuePort = azurite.Ports.Queue, TablePort = azurite.Ports.Table });

            await app.SettleAsync(Files.Length);
            await AssertCompleteAsync(app);
        }

        await azurite.StopAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_second_app_on_the_same_store_is_refused_and_the_first_goes_on()
    {
        await using var first = await DocumentsApp.StartAsync();

        var refusal = await Assert.ThrowsAsync<StartupException>(() => DocumentsApp.StartAsync(new DocumentsSetup { Account = first.Account }));

        Assert.Contains($"process {Environment.ProcessId}", refusal.Message, StringComparison.Ordinal);
        await DropAsync(first.World);
        await first.SettleAsync(Files.Length);
        await AssertCompleteAsync(first);
    }

    [Fact]
    public async Task A_bus_that_is_away_delays_nobody_s_decision()
    {
        var isAway = false;
        await using var app = await DocumentsApp.StartAsync(new DocumentsSetup { Faults = request => isAway && request.Container.StartsWith("ServiceBus", StringComparison.Ordinal) ? ProxyVerdict.Answer(503) : ProxyVerdict.Pass });
        isAway = true;
        await app.World.DropAsync("cut-off.xml", SampleDocuments.Broken());
        var id = await WaitForAsync(app, DocumentState.Quarantined);

        await app.CommandAsync($"acme/documents/{id}/release", new { reason = "A letter", destination = "other" });

        await WaitForAsync(app, DocumentState.Examined);
        isAway = false;
        var row = await app.UntilAsync("cut-off.xml", DocumentState.Routed);
        Assert.Equal(1L, row.Number);
        Assert.Equal(["document.quarantined", "document.routed"], (await DocumentsWorld.MessagesAsync(app.Runner)).Select(message => message.Subject).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_event_that_names_no_decision_changes_nothing_and_the_document_waits_on()
    {
        await using var app = await DocumentsApp.StartAsync();
        await app.World.DropAsync("scan.png", SampleDocuments.Scan());
        var document = (await app.UntilAsync("scan.png", DocumentState.NeedsPerson)).Reference;

        using var made = await app.Runner.Client.PostAsJsonAsync(new Uri($"/runtime/webhooks/durabletask/instances/{document.InstanceId}/raiseEvent/{DocumentIntakeOrchestrator.Decided}?code=dev-durabletask-key", UriKind.Relative), "nobody-s");
        await app.CommandAsync($"acme/documents/{document.DocumentId}/resume", new { reason = "Read by eye", destination = "orders" });

        Assert.Equal(HttpStatusCode.Accepted, made.StatusCode);
        Assert.Equal("orders", (await app.UntilAsync("scan.png", DocumentState.Routed)).Destination);
    }

    [Fact]
    public async Task A_document_that_can_never_be_kept_ends_in_the_exception_queue_and_is_read_again_when_released()
    {
        await using var app = await DocumentsApp.StartAsync(new DocumentsSetup { Faults = request => request is { IsWrite: true, Container: DocumentKeys.Kept } && request.Target.Contains("/acme/", StringComparison.Ordinal) ? ProxyVerdict.Answer(403) : ProxyVerdict.Pass });
        await app.World.DropAsync("a.xml", SampleDocuments.Invoice(1));
        var row = await app.UntilAsync("a.xml", DocumentState.Quarantined);
        Assert.Equal((nameof(QuarantineReason.ExaminationFailed), null, null), (row.QuarantineReason, row.Sha256, row.Number));
        Assert.Equal(["acme/a.xml"], await app.World.BlobsAsync(DocumentKeys.Drop));
        (await app.GetAsync($"acme/documents/{row.Reference.DocumentId}/content")).AssertRefused(HttpStatusCode.NotFound, "not-found");

        app.Proxy.Decide(_ => ProxyVerdict.Pass);
        await app.CommandAsync($"acme/documents/{row.Reference.DocumentId}/release", new { reason = "Storage works again" });

        Assert.Equal(1L, (await app.UntilAsync("a.xml", DocumentState.Routed)).Number);
        await app.SettleAsync(1);
        Assert.Equal(0, (await app.SweepAsync()).Discrepancies);
    }

    [Fact]
    public async Task A_decision_whose_event_was_lost_is_brought_by_the_sweeper()
    {
        await using var app = await DocumentsApp.StartAsync();
        await app.World.DropAsync("scan.png", SampleDocuments.Scan());
        var row = await app.UntilAsync("scan.png", DocumentState.NeedsPerson);
        await app.World.Table.AddEntityAsync(new TableEntity(row.PartitionKey, DocumentKeys.DecisionPrefix(row.Reference.DocumentId) + "lost")
        {
            ["SchemaVersion"] = 1,
            ["State"] = "Pending",
            ["Request"] = """{"Kind":"Route","Destination":"orders","Reason":"Its event was lost","Header":null}""",
            ["Actor"] = "paola",
            ["DecidedAt"] = app.Time.GetUtcNow(),
        });

        Assert.Equal("orders", (await app.UntilAsync("scan.png", DocumentState.Routed)).Destination);
        Assert.Contains(await app.World.SweepsAsync(), sweep => sweep.Result.DecisionsApplied == 1);
    }

    [Fact]
    public async Task An_intake_that_vanished_is_started_again_by_the_sweeper()
    {
        await using var app = await DocumentsApp.StartAsync();
        await app.World.DropAsync("scan.png", SampleDocuments.Scan());
        var row = await app.UntilAsync("scan.png", DocumentState.NeedsPerson);
        using var terminated = await app.Runner.Client.PostAsync(new Uri($"/runtime/webhooks/durabletask/instances/{row.Reference.InstanceId}/terminate?reason=test&code=dev-durabletask-key", UriKind.Relative), content: null);
        Assert.Equal(HttpStatusCode.Accepted, terminated.StatusCode);

        await app.WaitAsync(async () => (await app.World.SweepsAsync()).Any(sweep => sweep.Result.Restarted == 1), "the sweeper to start it again");
        await app.CommandAsync($"acme/documents/{row.Reference.DocumentId}/resume", new { reason = "It listens again", destination = "other" });

        await app.UntilAsync("scan.png", DocumentState.Routed);
        Assert.Equal(0, (await app.SweepAsync()).Discrepancies);
    }

    [Fact]
    public async Task Content_that_was_deleted_behind_our_back_is_reported()
    {
        await using var app = await DocumentsApp.StartAsync();
        await app.World.DropAsync("invoice.xml", SampleDocuments.Invoice(1));
        await app.SettleAsync(1);
        Assert.Equal(0, (await app.SweepAsync()).Discrepancies);
        await app.World.Kept.DeleteBlobAsync(Assert.Single(await app.World.BlobsAsync(DocumentKeys.Kept)));

        Assert.NotEqual(0, (await app.SweepAsync()).Discrepancies);

        var report = (await app.GetAsync("acme/documents-sweeps?top=1", DocumentsApp.Admin)).Items[0];
        Assert.Contains("content-missing", report.GetProperty("discrepancies").GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_entry_that_was_deleted_behind_our_back_is_reported_as_a_gap()
    {
        await using var app = await DocumentsApp.StartAsync();
        await DropAsync(app.World);
        await app.SettleAsync(Files.Length);
        var entry = (await app.World.EntriesAsync())[2];
        await app.World.Table.DeleteEntityAsync(entry.PartitionKey, entry.RowKey);

        Assert.NotEqual(0, (await app.SweepAsync()).Discrepancies);

        Assert.Contains("\"gap\"", (await app.World.SweepsAsync())[0].Discrepancies, StringComparison.OrdinalIgnoreCase);
    }

    private async Task AssertEndsTheSameAsync(Func<Random, ProxyVerdict> fault)
    {
        var seed = Environment.TickCount;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}"));
        string expected;
        await using (var undisturbed = await DocumentsApp.StartAsync())
        {
            await DropAsync(undisturbed.World);
            await undisturbed.SettleAsync(Files.Length);
            expected = await undisturbed.World.SnapshotAsync(undisturbed.Runner);
        }

        var isFaulty = false;
        var hits = new List<string>();
        var random = new Random(seed);
        await using var app = await DocumentsApp.StartAsync(new DocumentsSetup
        {
            Faults = request =>
            {
                lock (random)
                {
                    var verdict = isFaulty ? fault(random) : ProxyVerdict.Pass;
                    if (verdict != ProxyVerdict.Pass)
                    {
                        hits.Add(request.Container);
                    }

                    return verdict;
                }
            },
        });
        isFaulty = true;
        await DropAsync(app.World);
        await app.SettleAsync(Files.Length);
        isFaulty = false;

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{hits.Count} requests disturbed: {string.Join(", ", hits.CountBy(container => container).Select(pair => $"{pair.Key} {pair.Value}"))}"));
        Assert.InRange(hits.Count, 10, int.MaxValue);
        Assert.Equal(expected, await app.World.SnapshotAsync(app.Runner));
        Assert.Equal(0, (await app.SweepAsync()).Discrepancies);
    }

    private static async Task AssertCompleteAsync(DocumentsApp app)
    {
        Assert.Equal([1, 2, 3, 4, 5, 6, 7], (await app.World.EntriesAsync()).Select(entry => entry.Number).Order());
        Assert.Equal(Files.Length, (await DocumentsWorld.MessagesAsync(app.Runner)).Select(message => message.MessageId).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(Files.Length, (await DocumentsWorld.MessagesAsync(app.Runner)).Count);
        Assert.Equal(0, (await app.SweepAsync()).Discrepancies);
    }

    /// <summary>The id of the one document, once it is in a state; nobody need have been told of it.</summary>
    private static async Task<string> WaitForAsync(DocumentsApp app, DocumentState state)
    {
        await app.WaitAsync(async () => (await app.World.DocumentsAsync()).Any(row => row.State == state), $"a document to be {state}");
        return (await app.World.DocumentsAsync()).Single().Reference.DocumentId;
    }

    private static async Task DropAsync(DocumentsWorld world)
    {
        foreach (var (name, content) in Files)
        {
            await world.DropAsync(name, content);
        }
    }
}
