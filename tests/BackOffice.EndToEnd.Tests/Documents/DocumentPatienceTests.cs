using BackOffice.Documents.Domain;
using BackOffice.TestKit;

namespace BackOffice.Documents;

/// <summary>What becomes of documents nobody decides about: the clock moves by hand.</summary>
public sealed class DocumentPatienceTests : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Thirty_days_of_silence_refuse_a_quarantined_document_and_keep_its_content()
    {
        await using var app = await DocumentsApp.StartAsync(new DocumentsSetup { StandsStill = true });
        await app.World.DropAsync("cut-off.xml", SampleDocuments.Broken());
        await app.UntilAsync("cut-off.xml", DocumentState.Quarantined);

        await app.PassAsync(TimeSpan.FromDays(29.9));
        Assert.Equal(DocumentState.Quarantined, (await app.World.DocumentAsync("cut-off.xml")).State);
        await app.PassAsync(TimeSpan.FromDays(0.2));

        await app.UntilAsync("cut-off.xml", DocumentState.Refused);
        Assert.Equal(["document.quarantined", "document.refused"], await SubjectsAsync(app));
        Assert.Single(await app.World.BlobsAsync(DocumentKeys.Kept));
        Assert.Equal(0, (await app.SweepAsync()).Discrepancies);
    }

    [Fact]
    public async Task People_are_reminded_of_a_registered_document_every_seven_days_until_one_decides()
    {
        await using var app = await DocumentsApp.StartAsync(new DocumentsSetup { StandsStill = true });
        await app.World.DropAsync("scan.png", SampleDocuments.Scan());
        var waiting = await app.UntilAsync("scan.png", DocumentState.NeedsPerson);

        for (var week = 1; week <= 3; week++)
        {
            await app.PassAsync(TimeSpan.FromDays(6.9));
            Assert.Equal(week, (await SubjectsAsync(app)).Count);
            await app.PassAsync(TimeSpan.FromHours(3));
            await app.WaitAsync(async () => (await SubjectsAsync(app)).Count == 1 + week, $"reminder {week}");
        }

        Assert.Equal(["document.needs-person", "document.reminder", "document.reminder", "document.reminder"], (await SubjectsAsync(app)).Select(subject => subject.Split(".20")[0]));
        await app.CommandAsync($"acme/documents/{waiting.Reference.DocumentId}/resume", new { reason = "At last", destination = "other" });
        await app.UntilAsync("scan.png", DocumentState.Routed);
        await app.PassAsync(TimeSpan.FromDays(8));
        Assert.Equal(5, (await SubjectsAsync(app)).Count);
    }

    /// <summary>Of documents only: in a month the calendar has something to tell too.</summary>
    private static async Task<IReadOnlyList<string>> SubjectsAsync(DocumentsApp app)
        => [.. (await DocumentsWorld.MessagesAsync(app.Runner)).Select(message => message.Subject!).Where(subject => subject.StartsWith("document.", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
}
