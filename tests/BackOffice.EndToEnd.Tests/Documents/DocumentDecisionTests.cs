using System.Net;
using BackOffice.Documents.Domain;

namespace BackOffice.Documents;

/// <summary>What people decide over HTTP, through the orchestration that waits for them.</summary>
public sealed class DocumentDecisionTests : IAsyncLifetime
{
    private DocumentsApp? started;

    private DocumentsApp App => started!;

    public async ValueTask InitializeAsync() => started = await DocumentsApp.StartAsync();

    public ValueTask DisposeAsync() => App.DisposeAsync();

    [Fact]
    public async Task A_scan_goes_where_a_person_says_and_says_what_the_person_read()
    {
        var id = await DropAsync("scan.png", SampleDocuments.Scan(), DocumentState.NeedsPerson);

        var answer = await App.CommandAsync($"acme/documents/{id}/resume", new { reason = "Read by eye", destination = "orders", header = new { number = "77", issueDate = "2026-02-01" } });

        Assert.Equal((HttpStatusCode.Accepted, $"/api/v1/acme/documents/{id}"), (answer.Status, answer.Location?.ToString()));
        var row = await App.UntilAsync("scan.png", DocumentState.Routed);
        Assert.Equal(("orders", "77", "paola", "Read by eye"), (row.Destination, row.ReadHeader()!.Number, row.ReadChanges()[^1].Actor, row.ReadChanges()[^1].Reason));
        Assert.Equal(["document.needs-person", "document.routed"], await SubjectsAsync());
    }

    [Fact]
    public async Task A_released_file_gets_its_number_only_then()
    {
        var id = await DropAsync("cut-off.xml", SampleDocuments.Broken(), DocumentState.Quarantined);
        Assert.Empty(await App.World.EntriesAsync());

        await App.CommandAsync($"acme/documents/{id}/release", new { reason = "A letter, not an invoice", destination = "other" });

        var row = await App.UntilAsync("cut-off.xml", DocumentState.Routed);
        Assert.Equal((1L, "other"), (row.Number, row.Destination));
        Assert.Equal(id, Assert.Single(await App.World.EntriesAsync()).DocumentId);
        Assert.Equal(["document.quarantined", "document.routed"], await SubjectsAsync());
    }

    [Fact]
    public async Task Released_without_a_destination_it_waits_for_the_person_who_knows_it_and_can_be_annulled()
    {
        var id = await DropAsync("cut-off.xml", SampleDocuments.Broken(), DocumentState.Quarantined);
        await App.CommandAsync($"acme/documents/{id}/release", new { reason = "Let us see" });
        await App.UntilAsync("cut-off.xml", DocumentState.NeedsPerson);

        await App.CommandAsync($"acme/documents/{id}/annul", new { reason = "Sent by mistake" }, DocumentsApp.Admin);

        await App.UntilAsync("cut-off.xml", DocumentState.Annulled);
        Assert.Equal(["document.annulled", "document.needs-person", "document.quarantined"], await SubjectsAsync());
    }

    [Fact]
    public async Task A_routed_document_is_annulled_in_the_register_and_nothing_is_deleted()
    {
        var id = await DropAsync("invoice.xml", SampleDocuments.Invoice(1), DocumentState.Routed);

        var answer = await App.CommandAsync($"acme/documents/{id}/annul", new { reason = "Not for us" }, DocumentsApp.Admin);

        Assert.Equal(HttpStatusCode.Accepted, answer.Status);
        var row = await App.UntilAsync("invoice.xml", DocumentState.Annulled);
        var entry = (await App.GetAsync($"acme/register/{row.Year}/1")).Json;
        Assert.Equal("admin", entry.GetProperty("annulled").GetProperty("by").GetString());
        Assert.Equal("Not for us", entry.GetProperty("annulled").GetProperty("reason").GetString());
        Assert.Equal("INV-000001", entry.GetProperty("senderReference").GetString());
        Assert.Equal(entry.GetRawText(), Assert.Single((await App.GetAsync($"acme/register/{row.Year}")).Items).GetRawText());
        Assert.Single(await App.World.BlobsAsync(DocumentKeys.Kept));
        Assert.Equal(["document.annulled", "document.routed"], await SubjectsAsync());
        Assert.Equal(0, (await App.SweepAsync()).Discrepancies);
    }

    [Fact]
    public async Task The_same_command_again_gets_the_first_answer_and_happens_once()
    {
        var id = await DropAsync("scan.png", SampleDocuments.Scan(), DocumentState.NeedsPerson);
        var command = new { reason = "To the orders", destination = "orders" };

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => App.CommandAsync($"acme/documents/{id}/resume", command, key: "once")));
        var row = await App.UntilAsync("scan.png", DocumentState.Routed);
        var later = await App.CommandAsync($"acme/documents/{id}/resume", command, key: "once");

        Assert.All(answers, answer => Assert.Equal(later, answer));
        Assert.Equal(HttpStatusCode.Accepted, later.Status);
        Assert.Single(row.ReadChanges(), change => change.Event == DocumentEvent.Route);
        (await App.CommandAsync($"acme/documents/{id}/resume", command with { reason = "Another" }, key: "once")).AssertRefused(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
    }

    [Fact]
    public async Task Of_two_people_who_decide_at_once_one_is_heard()
    {
        var id = await DropAsync("scan.png", SampleDocuments.Scan(), DocumentState.NeedsPerson);

        await Task.WhenAll(
            App.CommandAsync($"acme/documents/{id}/resume", new { reason = "To the orders", destination = "orders" }),
            App.CommandAsync($"acme/documents/{id}/resume", new { reason = "To the notices", destination = "notices" }));

        var row = await App.UntilAsync("scan.png", DocumentState.Routed);
        Assert.Single(row.ReadChanges(), change => change.Event == DocumentEvent.Route);
        Assert.Equal(0, (await App.SweepAsync()).Discrepancies);
        Assert.Single(await SubjectsAsync(), "document.routed");
    }

    [Fact]
    public async Task What_does_not_fit_the_state_is_refused_with_what_does()
    {
        var routed = await DropAsync("invoice.xml", SampleDocuments.Invoice(1), DocumentState.Routed);
        var quarantined = await DropAsync("cut-off.xml", SampleDocuments.Broken(), DocumentState.Quarantined);

        await AssertAllowedAsync($"acme/documents/{routed}/release", new { reason = "Let it go" }, "annul");
        await AssertAllowedAsync($"acme/documents/{routed}/resume", new { reason = "Let it go", destination = "other" }, "annul");
        await AssertAllowedAsync($"acme/documents/{quarantined}/annul", new { reason = "Let it go" }, "release");
        Assert.Single(await App.World.EntriesAsync());
    }

    [Theory]
    [InlineData("resume", """{ "destination": "orders" }""", HttpStatusCode.BadRequest, "invalid-request")]
    [InlineData("resume", """{ "reason": "No", "destination": "orders" }""", HttpStatusCode.BadRequest, "invalid-request")]
    [InlineData("resume", """{ "reason": "Where to" }""", HttpStatusCode.BadRequest, "invalid-request")]
    [InlineData("resume", """{ "reason": "Where to", "destination": "nowhere" }""", HttpStatusCode.BadRequest, "invalid-request")]
    [InlineData("resume", """{ "reason": "Where to", "destination": "orders", "extra": 1 }""", HttpStatusCode.BadRequest, "invalid-request")]
    [InlineData("resume", "{ oops", HttpStatusCode.BadRequest, "invalid-request")]
    [InlineData("resume", "null", HttpStatusCode.BadRequest, "invalid-request")]
    [InlineData("annul", """{ "reason": "Why not", "destination": "orders" }""", HttpStatusCode.BadRequest, "invalid-request")]
    public async Task A_command_that_is_not_sound_is_refused(string command, string body, HttpStatusCode status, string code)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        (await App.AskAsync(HttpMethod.Post, $"acme/documents/any/{command}", new Asking(DocumentsApp.Admin, "k", content))).AssertRefused(status, code);
    }

    [Fact]
    public async Task A_command_that_is_no_JSON_is_too_large_or_has_no_key_is_refused()
    {
        using var text = new StringContent("reason");
        using var large = new StringContent($"{{ \"reason\": \"{new string('r', 300_000)}\" }}", System.Text.Encoding.UTF8, "application/json");
        using var keyless = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");

        (await App.AskAsync(HttpMethod.Post, "acme/documents/any/release", new Asking(Key: "k", Content: text))).AssertRefused(HttpStatusCode.UnsupportedMediaType, "not-json");
        (await App.AskAsync(HttpMethod.Post, "acme/documents/any/release", new Asking(Key: "k", Content: large))).AssertRefused(HttpStatusCode.RequestEntityTooLarge, "body-too-large");
        (await App.AskAsync(HttpMethod.Post, "acme/documents/any/release", new Asking(Content: keyless))).AssertRefused(HttpStatusCode.BadRequest, "idempotency-key-missing");
        (await App.CommandAsync("acme/documents/any/release", new { reason = "Nobody" })).AssertRefused(HttpStatusCode.NotFound, "not-found");
    }

    private async Task AssertAllowedAsync(string path, object body, string allowed)
    {
        var refusal = await App.CommandAsync(path, body, DocumentsApp.Admin);

        refusal.AssertRefused(HttpStatusCode.Conflict, "transition-refused");
        Assert.Equal(allowed, string.Join(' ', refusal.Json.GetProperty("allowed").EnumerateArray().Select(next => next.GetString())));
    }

    private async Task<string> DropAsync(string name, byte[] content, DocumentState state)
    {
        await App.World.DropAsync(name, content);
        return (await App.UntilAsync(name, state)).Reference.DocumentId;
    }

    private async Task<IEnumerable<string?>> SubjectsAsync()
        => (await DocumentsWorld.MessagesAsync(App.Runner)).Select(message => message.Subject).Order(StringComparer.Ordinal);
}
