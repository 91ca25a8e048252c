using System.Net;
using BackOffice.Documents;
using BackOffice.Documents.Domain;
using BackOffice.TestKit;

namespace BackOffice.Runs;

/// <summary>Histories go when their time is over; what a process wrote stays. The clock moves by hand.</summary>
public sealed class PurgeFinishedRunsTests : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task A_night_more_than_thirty_days_after_its_end_a_run_is_forgotten_and_its_record_is_not()
    {
        await using var app = await DocumentsApp.StartAsync(new DocumentsSetup { StandsStill = true });
        await app.World.DropAsync("old.xml", SampleDocuments.Invoice(1));
        await app.World.DropAsync("waits.png", SampleDocuments.Scan());
        var old = await app.UntilAsync("old.xml", DocumentState.Routed);
        var waits = await app.UntilAsync("waits.png", DocumentState.NeedsPerson);
        await UntilAsync(app, old, "Completed");
        await app.PassAsync(TimeSpan.FromDays(20));
        await app.World.DropAsync("newer.xml", SampleDocuments.Invoice(2));
        var newer = await app.UntilAsync("newer.xml", DocumentState.Routed);
        await UntilAsync(app, newer, "Completed");
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(app, old));

        await app.PassAsync(TimeSpan.FromDays(12));

        await app.WaitAsync(async () => await StatusAsync(app, old) == HttpStatusCode.NotFound, "the old run to be forgotten");
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(app, newer));
        Assert.Equal(HttpStatusCode.Accepted, await StatusAsync(app, waits)); // still runs
        Assert.Equal(DocumentState.Routed, (await app.World.DocumentAsync("old.xml")).State);
        Assert.Equal(3, (await app.World.EntriesAsync()).Count);
        var sweep = await app.SweepAsync();
        Assert.Equal((0, 0), (sweep.Discrepancies, sweep.Restarted));
    }

    [Fact]
    public async Task Days_of_another_number_may_be_set_and_a_document_that_comes_again_is_still_known()
    {
        await using var app = await DocumentsApp.StartAsync(new DocumentsSetup { StandsStill = true, Settings = ["--Runs:KeepFinishedDays=2"] });
        await app.UploadAsync("a.xml", SampleDocuments.Invoice(1), key: "once");
        var row = (await app.World.DocumentsAsync()).Single();
        await UntilAsync(app, row, "Completed");
        await app.PassAsync(TimeSpan.FromDays(4));
        await app.WaitAsync(async () => await StatusAsync(app, row) == HttpStatusCode.NotFound, "the run to be forgotten");

        var again = await app.UploadAsync("a.xml", SampleDocuments.Invoice(1), key: "once");

        Assert.Equal(HttpStatusCode.Accepted, again.Status);
        Assert.Equal(row.Reference.DocumentId, again.Json.GetProperty("documentId").GetString());
        Assert.Single(await app.World.EntriesAsync());
        Assert.Single(await DocumentsWorld.MessagesAsync(app.Runner));
    }

    private static Task UntilAsync(DocumentsApp app, DocumentRow row, string status)
        => app.WaitAsync(
            async () => (await app.Runner.Client.GetStringAsync(Address(row))).Contains($"\"{status}\"", StringComparison.Ordinal),
            $"the run of {row.Name} to be {status}");

    private static async Task<HttpStatusCode> StatusAsync(DocumentsApp app, DocumentRow row)
    {
        using var answer = await app.Runner.Client.GetAsync(Address(row));
        return answer.StatusCode;
    }

    private static Uri Address(DocumentRow row) => new($"/runtime/webhooks/durabletask/instances/{row.Reference.InstanceId}?code=dev-durabletask-key", UriKind.Relative);
}
