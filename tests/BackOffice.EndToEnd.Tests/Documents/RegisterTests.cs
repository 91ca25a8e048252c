using System.Net;
using BackOffice.Documents.Domain;

namespace BackOffice.Documents;

public sealed class RegisterTests
{
    [Fact]
    public async Task The_year_changes_at_the_company_s_own_midnight()
    {
        await using var app = await DocumentsApp.StartAsync(new DocumentsSetup { Start = new(2026, 12, 31, 22, 58, 0, TimeSpan.Zero), StandsStill = true });
        await RegisterAsync(app, 1);
        await RegisterAsync(app, 2);
        app.Time.AdvanceTo(new DateTimeOffset(2026, 12, 31, 23, 1, 0, TimeSpan.Zero));
        await RegisterAsync(app, 3);

        var rows = (await app.World.DocumentsAsync()).OrderBy(row => row.RegisteredAt).ToList();
        Assert.Equal([(2026, 1L), (2026, 2L), (2027, 1L)], rows.Select(row => (row.Year!.Value, row.Number!.Value)));
        Assert.Equal(["ACME-PROT-2026-0000001", "ACME-PROT-2026-0000002"], await SignaturesAsync(app, 2026));
        Assert.Equal(["ACME-PROT-2027-0000001"], await SignaturesAsync(app, 2027));
        Assert.StartsWith("2027-01-01T00:0", (await app.GetAsync("acme/register/2027/1")).Json.GetProperty("localTime").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, (await app.SweepAsync()).Discrepancies);
    }

    [Fact]
    public async Task The_same_content_next_year_is_still_the_same_content()
    {
        await using var app = await DocumentsApp.StartAsync(new DocumentsSetup { Start = new(2026, 12, 31, 22, 58, 0, TimeSpan.Zero), StandsStill = true });
        await RegisterAsync(app, 1);
        app.Time.AdvanceTo(new DateTimeOffset(2027, 1, 1, 12, 0, 0, TimeSpan.Zero));
        await app.UploadAsync("again.xml", SampleDocuments.Invoice(1));
        await app.SettleAsync(2);

        Assert.Single(await app.World.EntriesAsync());
        Assert.Single(await app.World.DocumentsAsync(), row => row.State == DocumentState.Duplicate);
    }

    [Fact]
    public async Task The_register_is_read_page_by_page_in_the_order_of_its_numbers()
    {
        await using var app = await DocumentsApp.StartAsync();
        foreach (var number in Enumerable.Range(1, 12))
        {
            await app.World.DropAsync($"{number}.xml", SampleDocuments.Invoice(number));
        }

        await app.SettleAsync(12);
        List<long> numbers = [];
        for (string? next = ""; next is not null;)
        {
            var page = await app.GetAsync($"acme/register/{(await app.World.EntriesAsync())[0].Year}?top=5&continuation={next}");
            numbers.AddRange(page.Items.Select(entry => entry.GetProperty("number").GetInt64()));
            next = page.Next;
        }

        Assert.Equal(Enumerable.Range(1, 12).Select(number => (long)number), numbers);
        Assert.Empty((await app.GetAsync("acme/register/1999")).Items);
    }

    private static async Task RegisterAsync(DocumentsApp app, int number)
    {
        var upload = await app.UploadAsync($"{number}.xml", SampleDocuments.Invoice(number));
        Assert.Equal(HttpStatusCode.Accepted, upload.Status);
        await app.SettleAsync(number);
    }

    private static async Task<IEnumerable<string?>> SignaturesAsync(DocumentsApp app, int year)
        => (await app.GetAsync($"acme/register/{year}")).Items.Select(entry => entry.GetProperty("signature").GetString());
}
