using System.Net;
using BackOffice.Documents;
using BackOffice.People.Domain;

using BackOffice.TestKit;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace BackOffice.People;

public sealed class PeopleTests : IClassFixture<AzuriteFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Three_hundred_people_are_imported_listed_read_in_shards_and_still_there_after_a_restart()
    {
        string account;
        await using (var app = await StartAsync())
        {
            account = app.Account;
            var csv = PeopleWorld.People(300);
            var imported = await app.ImportAsync(csv);
            Assert.Equal(HttpStatusCode.Created, imported.Status);
            Assert.Equal((300, 300, 1_200, true), (imported.Json.GetProperty("rows").GetInt32(), imported.Json.GetProperty("people").GetInt32(), imported.Json.GetProperty("entries").GetInt32(), imported.Json.GetProperty("isApplied").GetBoolean()));

            var again = await app.ImportAsync(csv);
            Assert.Equal(imported.Text, again.Text);
            Assert.Equal(imported.Location, again.Location);
        }

        await using var restarted = await DocumentsApp.StartAsync(new DocumentsSetup { Account = account });
        Assert.Equal(["e0202", "e0203"], await IdsAsync(restarted, "&id=e02&top=2", skip: 1));
        var store = restarted.Runner.Services.GetRequiredService<PeopleStore>();
        var shards = await store.PlanShardsAsync(PeopleWorld.Tenant, PeopleWorld.Group, 128, Token);
        Assert.Equal([new PersonRange("e0001", "e0128", 128), new PersonRange("e0129", "e0256", 128), new PersonRange("e0257", "e0300", 44)], shards);
        var files = await store.ReadRangeAsync(PeopleWorld.Tenant, PeopleWorld.Group, shards[1], Token);
        Assert.Equal(128, files.Count);
        Assert.Equal("Nowak, 129", files[0].IdentityOn(new LocalDate(2026, 2, 1))!.FamilyName);
        Assert.Equal([("north", 2m), ("south", 1m)], files[0].On(EntryKind.Terms, "c1", new LocalDate(2026, 2, 1))!.Terms!.CostCentres.Select(share => (share.CostCentre, share.Weight)));
    }

    [Fact]
    public async Task Bad_rows_are_all_told_and_leave_nothing()
    {
        await using var app = await StartAsync();
        var csv = string.Join('\n',
            "person,givenName,familyName,bornOn,hiredOn,contract,monthlyPay,fte,iban,element,code,amount",
            $"e1,Anna,Nowak,1990-05-01,2026-01-01,c1,6000,1,{PeopleWorld.Iban},,,",
            "e2,Piotr,Lis,1990-05-01,2026-01-01,c1,6.000,1,PL00109010140000071219812874,,,",
            "e3,Ewa,Kos,01/05/1990,2026-01-01,c1,-5,2,,,,",
            "e 4,Ola,Sowa,1990-05-01,2026-01-01,c1,5000,1,,b1,no.such,10",
            "e5,,,,,c1,5000,1,,,,");

        var refused = await app.ImportAsync(csv);

        refused.AssertRefused(HttpStatusCode.UnprocessableEntity, "import-refused");
        var errors = refused.Json.GetProperty("errors").EnumerateArray().Select(error => (error.GetProperty("line").GetInt32(), error.GetProperty("column").GetString(), error.GetProperty("code").GetString())).ToList();
        Assert.Contains((3, "iban", "wrong-iban"), errors);
        Assert.Contains((4, "bornOn", "wrong-day"), errors);
        Assert.Contains((4, "fte", "wrong-number"), errors);
        Assert.Contains((4, "monthlyPay", "negative-amount"), errors);
        Assert.Contains((5, "person", "wrong-id"), errors);
        Assert.Contains((5, "code", "unknown-element"), errors);
        Assert.Contains((6, "validFrom", "missing-field"), errors);
        Assert.DoesNotContain(errors, error => error.Item1 == 2);
        Assert.Equal(0, await new PeopleWorld(app.Account).CountAsync());
    }

    [Fact]
    public async Task A_dry_run_tells_what_would_change_and_changes_nothing()
    {
        await using var app = await StartAsync();
        await app.ImportAsync(PeopleWorld.People(3));

        var raised = PeopleWorld.People(3).Replace("6002", "6500", StringComparison.Ordinal);
        var preview = await app.ImportAsync(raised, more: "&dryRun=true");

        Assert.Equal(HttpStatusCode.OK, preview.Status);
        Assert.Equal((3, 0, 1), (preview.Json.GetProperty("people").GetInt32(), preview.Json.GetProperty("newPeople").GetInt32(), preview.Json.GetProperty("entries").GetInt32()));
        var change = Assert.Single(preview.Json.GetProperty("changes").EnumerateArray());
        Assert.Equal(("e0002", "terms", "c1", 3), (change.GetProperty("person").GetString(), change.GetProperty("kind").GetString(), change.GetProperty("key").GetString(), change.GetProperty("corrects").GetInt32()));
        Assert.Equal(4, (await app.GetAsync("acme/people/staff/e0002")).Json.GetProperty("entries").GetArrayLength());
    }

    [Fact]
    public async Task A_person_is_changed_in_the_version_that_was_seen_and_nothing_is_overwritten()
    {
        await using var app = await StartAsync();
        await app.ImportAsync(PeopleWorld.People(1));
        var seen = await app.TagOfAsync("e0001");
        object Raise(decimal pay) => new { reason = "A raise", entries = new[] { new { key = "c1", validFrom = "2026-03-01", content = new { terms = new { monthlyPay = pay } } } } };

        (await app.ChangeAsync("e0001/entries", Raise(6_500), etag: null)).AssertRefused(HttpStatusCode.PreconditionRequired, "etag-missing");
        Assert.Equal(HttpStatusCode.Created, (await app.ChangeAsync("e0001/entries", Raise(6_500), seen)).Status);
        (await app.ChangeAsync("e0001/entries", Raise(6_600), seen)).AssertRefused(HttpStatusCode.PreconditionFailed, "etag-mismatch");
        Assert.Equal(HttpStatusCode.Created, (await app.ChangeAsync("e0001/entries", Raise(6_600), await app.TagOfAsync("e0001"))).Status);

        var person = (await app.GetAsync("acme/people/staff/e0001")).Json;
        Assert.Equal([1, 2, 3, 4, 6], person.GetProperty("inForce").EnumerateArray().Select(number => number.GetInt32()));
        Assert.Equal(("paola", 5), (person.GetProperty("entries")[5].GetProperty("recordedBy").GetString(), person.GetProperty("entries")[5].GetProperty("supersedes").GetInt32()));
    }

    [Fact]
    public async Task Who_is_new_is_written_down_without_a_version_and_who_is_there_is_not_written_over()
    {
        await using var app = await StartAsync();
        object[] entries = [new { validFrom = "2026-05-01", content = new { identity = new { givenName = "Jan", familyName = "Żak", bornOn = "1980-01-01" } } }];
        object hired = new { reason = "Hired", entries };
        object added = new { person = "e0003", reason = "Hired", entries };

        (await app.ChangeAsync("e0001/entries", hired, etag: "*")).AssertRefused(HttpStatusCode.PreconditionFailed, "etag-mismatch"); // nobody is there to have been seen
        Assert.Equal(HttpStatusCode.Created, (await app.ChangeAsync("e0001/entries", hired, etag: null)).Status);
        Assert.Equal(HttpStatusCode.Created, (await app.ChangeAsync("e0002/entries", hired, etag: "*", "If-None-Match")).Status);
        Assert.Equal(HttpStatusCode.Created, (await app.CommandAsync("acme/people/staff", added, key: "new")).Status);

        (await app.ChangeAsync("e0001/entries", hired, etag: null)).AssertRefused(HttpStatusCode.PreconditionRequired, "etag-missing");
        (await app.ChangeAsync("e0002/entries", hired, etag: "*", "If-None-Match")).AssertRefused(HttpStatusCode.PreconditionFailed, "etag-mismatch");
        (await app.CommandAsync("acme/people/staff", added, key: "again")).AssertRefused(HttpStatusCode.PreconditionRequired, "etag-missing");
        Assert.Equal(HttpStatusCode.Created, (await app.ChangeAsync("e0001/entries", new { reason = "Born a year later", entries = new object[] { new { validFrom = "2026-05-01", content = new { identity = new { givenName = "Jan", familyName = "Żak", bornOn = "1981-01-01" } } } } }, etag: "*")).Status);
    }

    [Fact]
    public async Task Somebody_leaves_and_is_hired_again()
    {
        await using var app = await StartAsync();
        await app.ImportAsync(PeopleWorld.People(1));

        Assert.Equal(HttpStatusCode.Created, (await app.ChangeAsync("e0001/leave", new { reason = "Resigned", leavesOn = "2026-02-10" }, await app.TagOfAsync("e0001"))).Status);
        (await app.ChangeAsync("e0001/rehire", new { reason = "Too early", hiredOn = "2026-02-10", contract = "c2", terms = new { monthlyPay = 7_000 } }, await app.TagOfAsync("e0001"))).AssertRefused(HttpStatusCode.UnprocessableEntity, "entries-refused");
        Assert.Equal(HttpStatusCode.Created, (await app.ChangeAsync("e0001/rehire", new { reason = "Came back", hiredOn = "2026-02-23", contract = "c2", terms = new { monthlyPay = 7_000 } }, await app.TagOfAsync("e0001"))).Status);

        var file = await app.Runner.Services.GetRequiredService<PeopleStore>().FindAsync(PeopleWorld.Tenant, PeopleWorld.Group, "e0001", Token);
        Assert.Equal([("1", new LocalDate(2026, 2, 10)), ("2", null)], file!.Employments().Select(entry => (entry.Key, entry.Employment.LeavesOn)));
    }

    [Fact]
    public async Task A_person_is_added_under_an_id_that_is_made_once()
    {
        await using var app = await StartAsync();
        object body = new { reason = "Hired", entries = new object[] { new { validFrom = "2026-05-01", content = new { identity = new { givenName = "Jan", familyName = "Żak", bornOn = "1980-01-01" } } } } };

        var first = await app.CommandAsync("acme/people/staff", body, key: "one");
        var again = await app.CommandAsync("acme/people/staff", body, key: "one");

        Assert.Equal(HttpStatusCode.Created, first.Status);
        Assert.Equal(first.Text, again.Text);
        Assert.Equal(1, await new PeopleWorld(app.Account).CountAsync());
        Assert.DoesNotContain("ak", first.Json.GetProperty("person").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_exported_can_be_imported_again_and_changes_nothing()
    {
        await using var app = await StartAsync();
        await app.ImportAsync(PeopleWorld.People(20));
        await app.ChangeAsync("e0001/entries", new
        {
            reason = "More",
            entries = new object[]
        {
            new { key = "b", validFrom = "2026-03-01", content = new { element = new { code = "bonus", amount = 100.5, once = "2026-03" } } },
            new { key = "k1", validFrom = "2026-01-01", content = new { dependant = new { kind = "child", bornOn = "2020-02-02", share = 0.5, isInSchool = true } } },
            new { key = "g1", validFrom = "2026-01-01", validTo = "2026-06-30", content = new { garnishment = new { id = "g1", kind = "ordinary", priority = 2, share = 0.2, creditor = "=cmd" } } },
        }
        }, await app.TagOfAsync("e0001"));

        var exported = (await app.GetAsync("acme/people/export?group=staff")).Text;
        var preview = await app.ImportAsync(exported, more: "&dryRun=true");

        Assert.Equal(84, exported.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length); // a header, 20 x 4, 3
        Assert.Contains("'=cmd", exported, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, 0), (preview.Status, preview.Status == HttpStatusCode.OK ? preview.Json.GetProperty("entries").GetInt32() : -1));
    }

    [Fact]
    public async Task People_come_as_JSON_too()
    {
        await using var app = await StartAsync();
        const string Body = """
            [{ "person": "j1", "entries": [
                { "validFrom": "2026-01-01", "content": { "identity": { "givenName": "Jan", "familyName": "Lis", "bornOn": "1980-01-01" } } },
                { "key": "1", "validFrom": "2026-01-01", "content": { "employment": { "hiredOn": "2026-01-01" } } } ] },
             { "person": "j2", "entries": [ { "validFrom": "2026-13-01" } ] }]
            """;
        using var wrong = new StringContent(Body, System.Text.Encoding.UTF8, "application/json");
        using var right = new StringContent(Body[..Body.IndexOf(",\n { \"person\": \"j2\"", StringComparison.Ordinal)] + "]", System.Text.Encoding.UTF8, "application/json");

        var refused = await app.AskAsync(HttpMethod.Post, PeopleWorld.ImportPath(), new Asking(Key: "a", Content: wrong));
        var taken = await app.AskAsync(HttpMethod.Post, PeopleWorld.ImportPath(), new Asking(Key: "b", Content: right));

        refused.AssertRefused(HttpStatusCode.UnprocessableEntity, "import-refused");
        Assert.Equal(2, Assert.Single(refused.Json.GetProperty("errors").EnumerateArray()).GetProperty("line").GetInt32());
        Assert.Equal(HttpStatusCode.Created, taken.Status);
        Assert.Equal(1, await new PeopleWorld(app.Account).CountAsync());
    }

    [Fact]
    public async Task A_group_keeps_what_was_said_of_it_before()
    {
        await using var app = await StartAsync();
        var groups = app.Runner.Services.GetRequiredService<PayGroups>();
        var before = app.Time.GetUtcNow();

        (await app.PutAsync("acme/pay-groups/staff", PeopleWorld.GroupBody("Acme S.A.", "2026-06-01"))).AssertRefused(HttpStatusCode.PreconditionRequired, "etag-missing");
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri("/api/v1/acme/pay-groups/staff", UriKind.Relative)) { Content = System.Net.Http.Json.JsonContent.Create(PeopleWorld.GroupBody("Acme S.A.", "2026-06-01")) };
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        using var put = await app.SendAsync(request, new Asking(DocumentsApp.Admin));
        Assert.Equal(HttpStatusCode.OK, put.StatusCode);

        Assert.Equal("Acme S.A.", (await groups.FindAsync("acme", "staff", new LocalDate(2026, 7, 1), app.Time.GetUtcNow(), Token))!.Employer.Name);
        Assert.Equal("Acme sp. z o.o.", (await groups.FindAsync("acme", "staff", new LocalDate(2026, 5, 1), app.Time.GetUtcNow(), Token))!.Employer.Name);
        Assert.Equal("Acme sp. z o.o.", (await groups.FindAsync("acme", "staff", new LocalDate(2026, 7, 1), before, Token))!.Employer.Name);
        Assert.Equal(new LocalDate(2026, 7, 31), (await groups.FindAsync("acme", "staff", new LocalDate(2026, 7, 1), before, Token))!.PayDayOf(new Primitives.Period(2026, 7)));
    }

    [Fact]
    public async Task A_rate_is_written_once_and_outlives_what_is_said_of_the_group()
    {
        const string Rate = "acme/pay-groups/staff/rates/EUR/2026-01-29";
        await using var app = await StartAsync();
        object Of(decimal rate, string source = "NBP, table 019/A/NBP/2026") => new { rate, source, reason = "The rate of January's pay" };

        Assert.Equal(HttpStatusCode.OK, (await app.PutAsync(Rate, Of(4.2105m))).Status);
        var again = await app.PutAsync(Rate, Of(4.2105m));
        (await app.PutAsync(Rate, Of(-4))).AssertRefused(HttpStatusCode.UnprocessableEntity, "rate-refused");
        (await app.PutAsync(Rate, Of(4, source: ""))).AssertRefused(HttpStatusCode.UnprocessableEntity, "rate-refused");
        (await app.PutAsync("acme/pay-groups/staff/rates/PLN/2026-01-29", Of(4))).AssertRefused(HttpStatusCode.UnprocessableEntity, "rate-refused");
        (await app.PutAsync("acme/pay-groups/staff/rates/EUR/29.1.2026", Of(4))).AssertRefused(HttpStatusCode.BadRequest, "invalid-request");
        (await app.PutAsync("acme/pay-groups/nobody/rates/EUR/2026-01-29", Of(4))).AssertRefused(HttpStatusCode.NotFound, "not-found");
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri("/api/v1/acme/pay-groups/staff", UriKind.Relative)) { Content = System.Net.Http.Json.JsonContent.Create(PeopleWorld.GroupBody("Acme S.A.", "2026-01-15")) };
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        using var put = await app.SendAsync(request, new Asking(DocumentsApp.Admin));

        Assert.Equal(2, again.Json.GetProperty("versions").GetArrayLength());
        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        var group = (await app.Runner.Services.GetRequiredService<PayGroups>().FindAsync("acme", "staff", new LocalDate(2026, 1, 30), app.Time.GetUtcNow(), Token))!;
        Assert.Equal(("Acme S.A.", new ExchangeRate("EUR", new LocalDate(2026, 1, 29), 4.2105m, "NBP, table 019/A/NBP/2026")), (group.Employer.Name, group.RateOn("EUR", new LocalDate(2026, 1, 30))));
    }

    [Fact]
    public async Task A_tenant_defines_pay_elements_of_its_own()
    {
        await using var app = await StartAsync();
        object Of(string treatment) => new { code = "own.night", kind = "earning", validFrom = "2026-01-01", names = new { en = "Own night allowance" }, treatments = new Dictionary<string, string> { ["PL"] = treatment } };

        Assert.Equal(HttpStatusCode.OK, (await app.PutAsync("acme/pay-elements/own.night", Of("Ordinary"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await app.PutAsync("acme/pay-elements/own.night", Of("Ordinary"))).Status);
        (await app.PutAsync("acme/pay-elements/own.night", Of("Tax"))).AssertRefused(HttpStatusCode.Conflict, "element-differs");
        var catalog = await app.Runner.Services.GetRequiredService<PayGroups>().ElementsOfAsync("acme", Token);
        Assert.NotNull(catalog.Find("own.night", "PL", new LocalDate(2026, 2, 1)));
        Assert.Null(catalog.Find("own.night", "IT", new LocalDate(2026, 2, 1)));
    }

    [Fact]
    public async Task A_file_that_outgrows_its_row_lies_in_a_blob()
    {
        await using var app = await StartAsync();
        var table = app.Runner.Services.GetRequiredService<PersonTable>();
        var file = PersonFile.Empty("big").Record(
            [.. Enumerable.Range(0, 1_500).Select(number => new EntryDraft { Key = $"s{number}", ValidFrom = new LocalDate(2026, 1, 1), Content = new EntryContent { Facts = new Dictionary<string, string> { ["note"] = new string('ż', 100) + "😀" } } })],
            new Scribe("paola", app.Time.GetUtcNow(), "A test", "test"));

        Assert.True(await table.TrySaveAsync("acme", "staff", new StoredPerson(file, Version: null), Token));
        var read = await table.FindAsync("acme", "staff", "big", Token);

        Assert.Equal(PersonRows.TextOf(file), PersonRows.TextOf(read!.File));
        Assert.False(await table.TrySaveAsync("acme", "staff", new StoredPerson(file, Version: null), Token));
    }

    private static async Task<DocumentsApp> StartAsync()
    {
        var app = await DocumentsApp.StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await app.PutAsync("acme/pay-groups/staff", PeopleWorld.GroupBody())).Status);
        return app;
    }

    /// <summary>The ids of one page of the list.</summary>
    private static async Task<IEnumerable<string?>> IdsAsync(DocumentsApp app, string query, int skip)
    {
        var page = await app.GetAsync($"acme/people?group=staff{query}");
        for (; skip > 0; skip--)
        {
            page = await app.GetAsync($"acme/people?group=staff{query}&continuation={Uri.EscapeDataString(page.Next!)}");
        }

        return page.Items.Select(item => item.GetProperty("person").GetString());
    }
}
