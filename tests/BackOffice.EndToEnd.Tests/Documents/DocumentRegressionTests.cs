using System.Net;
using System.Text;
using Azure;
using Azure.Data.Tables;
using BackOffice.Documents.Domain;
using BackOffice.Effects;
using BackOffice.TestKit;

namespace BackOffice.Documents;

/// <summary>What went wrong once.</summary>
public sealed class DocumentRegressionTests : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task A_person_cannot_route_what_has_no_number_yet()
    {
        await using var app = await DocumentsApp.StartAsync();
        var row = new DocumentRow
        {
            PartitionKey = DocumentKeys.Partition(DocumentsWorld.Tenant),
            RowKey = DocumentRow.KeyOf("e4d5d2891857794f18c9e9f78a83"),
            State = DocumentState.Examined,
            Name = "acme/a.xml",
            SourceVersion = "0x1",
            ReceivedAt = app.Time.GetUtcNow(),
            Sha256 = new string('a', 64),
        };
        await new TableServiceClient(app.Account).GetTableClient(DocumentKeys.Table).AddEntityAsync(row);

        var answer = await app.CommandAsync("acme/documents/e4d5d2891857794f18c9e9f78a83/resume", new { destination = "other", reason = "because" });

        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Equal(DocumentState.Examined, Assert.Single(await app.World.DocumentsAsync()).State);
    }

    [Fact]
    public async Task A_command_that_was_done_but_not_remembered_gets_its_answer_again()
    {
        await using var app = await DocumentsApp.StartAsync();
        await app.World.DropAsync("a.xml", SampleDocuments.Invoice(1));
        await app.SettleAsync(1);
        var path = $"acme/documents/{Assert.Single(await app.World.DocumentsAsync()).Reference.DocumentId}/annul";
        var first = await app.CommandAsync(path, new { reason = "because" }, DocumentsApp.Admin, "k1");
        await ForgetAsync(app.Account);

        var second = await app.CommandAsync(path, new { reason = "because" }, DocumentsApp.Admin, "k1");

        Assert.Equal(HttpStatusCode.Accepted, first.Status);
        Assert.Equal(HttpStatusCode.Accepted, second.Status);
        Assert.Single(await app.World.RowsAsync<TableEntity>("decision|"));
    }

    [Fact]
    public async Task An_annulled_content_may_come_again_and_gets_a_number_of_its_own()
    {
        await using var app = await DocumentsApp.StartAsync();
        await app.World.DropAsync("a.xml", SampleDocuments.Invoice(1));
        await app.SettleAsync(1);
        await app.CommandAsync($"acme/documents/{Assert.Single(await app.World.DocumentsAsync()).Reference.DocumentId}/annul", new { reason = "because" }, DocumentsApp.Admin);

        await app.World.DropAsync("b.xml", SampleDocuments.Invoice(1));
        var again = await app.UntilAsync("b.xml", DocumentState.Routed);

        Assert.Equal(2, again.Number);
        Assert.Equal(0, (await app.SweepAsync()).Discrepancies);
    }

    [Fact]
    public async Task A_header_full_of_letters_of_another_alphabet_is_registered()
    {
        var letters = new string('Ж', 1_000);
        var xml = Encoding.UTF8.GetString(SampleDocuments.Invoice(1))
            .Replace("INV-000001", letters, StringComparison.Ordinal)
            .Replace("urn:cen.eu:en16931:2017", letters, StringComparison.Ordinal)
            .Replace("Supplier 1 S.p.A.", letters, StringComparison.Ordinal)
            .Replace("Acme S.r.l.", letters, StringComparison.Ordinal)
            .Replace(">380<", $">{letters}<", StringComparison.Ordinal)
            .Replace(">EUR<", $">{letters}<", StringComparison.Ordinal);
        await using var app = await DocumentsApp.StartAsync();

        await app.World.DropAsync("long.xml", Encoding.UTF8.GetBytes(xml));
        var row = await app.UntilAsync("long.xml", DocumentState.Routed);

        Assert.Equal(1, row.Number);
    }

    private static async Task ForgetAsync(string account)
    {
        var effects = new TableServiceClient(account).GetTableClient(EffectLedger.TableName);
        await foreach (var row in effects.QueryAsync<TableEntity>())
        {
            row["State"] = "Pending";
            await effects.UpdateEntityAsync(row, ETag.All, TableUpdateMode.Replace);
        }
    }
}
