using System.Net;
using BackOffice.Documents;
using BackOffice.People;
using BackOffice.Primitives;
using BackOffice.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Timesheets;

public sealed class TimesheetTests : IClassFixture<AzuriteFixture>
{
    private const string Andrei = "andrei";
    private static readonly Period July = new(2026, 7);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_dropped_sheet_is_checked_approved_by_a_second_person_and_read_by_payroll_after_a_restart()
    {
        string account;
        DateTimeOffset before;
        await using (var app = await StartAsync(people: 12))
        {
            account = app.Account;
            await new TimesheetWorld(account).DropAsync($"{TimesheetWorld.Place}/hours.csv", TimesheetWorld.Sheet(12));
            var sheet = await UntilAsync(app, "hours.csv", "Checked");
            (await DecideAsync(app, sheet, "approve", DocumentsApp.Paola)).AssertRefused(HttpStatusCode.Forbidden, "role-missing");
            before = app.Time.GetUtcNow();
            Assert.Equal("Approved", (await DecideAsync(app, sheet, "approve", Andrei)).Json.GetProperty("state").GetString());
        }

        await using var restarted = await DocumentsApp.StartAsync(new DocumentsSetup { Account = account, Start = before.AddHours(1) });
        var store = restarted.Runner.Services.GetRequiredService<TimesheetStore>();
        var time = await store.ReadRangeAsync(new SheetsAsked("acme", "staff", July, new PersonRange("e0003", "e0005", 3), restarted.Time.GetUtcNow()), Token);
        Assert.Equal(["e0003", "e0004", "e0005"], time.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(("worked", 16m), (time["e0004"].Hours.Single().Kind, time["e0004"].Hours.Single().Hours));
        Assert.Equal("sick", time["e0004"].Absences.Single().Kind);
        Assert.Empty(await store.ReadRangeAsync(new SheetsAsked("acme", "staff", July, PersonRange.All, before.AddSeconds(-1)), Token));
    }

    [Fact]
    public async Task A_bad_file_is_kept_with_all_its_errors()
    {
        await using var app = await StartAsync(people: 1);
        await new TimesheetWorld(app.Account).DropAsync($"{TimesheetWorld.Place}/bad.csv", """
            person,day,kind,from,to,hours
            e0001,2026-07-01,worked,08:00,12:00,
            e0001,2026-07-01,worked,11:00,15:00,
            e0099,2026-07-01,worked,,,8
            e0001,2026-08-01,worked,,,8
            e0001,2026-07-03,worked,,,-1
            e0001,2026-07-02,overtime.beyond-48,,,2
            """);

        var sheet = (await UntilAsync(app, "bad.csv", "Faulty")).GetProperty("sheet").GetString();
        var errors = (await app.GetAsync($"acme/timesheets/{TimesheetWorld.Place}/{sheet}")).Json.GetProperty("errors").EnumerateArray().Select(error => (error.GetProperty("line").GetInt32(), error.GetProperty("code").GetString()));
        Assert.Equal([(4, "unknown-person"), (5, "outside-period"), (6, "negative-hours"), (7, "unpaid-kind")], errors);
        Assert.Empty(await ReadAsync(app));
    }

    [Fact]
    public async Task A_file_in_no_groups_folder_is_kept_too()
    {
        await using var app = await StartAsync(people: 1);
        await new TimesheetWorld(app.Account).DropAsync("lost.csv", TimesheetWorld.Sheet(1));

        await app.WaitAsync(async () => (await app.GetAsync("acme/timesheets?group=unassigned")).Json.EnumerateArray().Any(sheet => sheet.GetProperty("state").GetString() == "Faulty"), "the lost sheet");
    }

    [Fact]
    public async Task The_same_content_under_another_name_is_linked_to_the_first()
    {
        await using var app = await StartAsync(people: 2);
        var first = await BringAsync(app, "a.csv", TimesheetWorld.Sheet(2));
        var second = await BringAsync(app, "b.csv", TimesheetWorld.Sheet(2));

        Assert.Equal(("Checked", "Duplicate"), (StateOf(first), StateOf(second)));
        Assert.Equal(first.Json.GetProperty("sheet").GetProperty("sheet").GetString(), second.Json.GetProperty("sheet").GetProperty("other").GetString());
    }

    [Fact]
    public async Task A_corrected_sheet_of_the_same_name_takes_the_place_of_the_first_once_it_is_approved()
    {
        await using var app = await StartAsync(people: 2);
        var first = (await BringAsync(app, "a.csv", TimesheetWorld.Sheet(2))).Json.GetProperty("sheet");
        await DecideAsync(app, first, "approve", Andrei);
        var approvedAt = app.Time.GetUtcNow();

        Assert.Equal("Faulty", StateOf(await BringAsync(app, "other.csv", TimesheetWorld.Sheet(2, hours: 6)))); // says again what holds; its content may still come right
        var corrected = (await BringAsync(app, "a.csv", TimesheetWorld.Sheet(2, hours: 6))).Json.GetProperty("sheet");
        Assert.Equal(16, (await ReadAsync(app))["e0001"].Hours.Single().Hours);
        await DecideAsync(app, corrected, "approve", Andrei);

        Assert.Equal(14, (await ReadAsync(app))["e0001"].Hours.Single().Hours);
        Assert.Equal(16, (await ReadAsync(app, approvedAt))["e0001"].Hours.Single().Hours);
        Assert.Equal(["Approved", "Superseded"], (await app.GetAsync("acme/timesheets?group=staff&period=2026-07&state=Approved,Superseded")).Json.EnumerateArray().Select(sheet => sheet.GetProperty("state").GetString()));
    }

    [Fact]
    public async Task Another_sheet_that_says_the_same_again_is_refused_by_its_rows()
    {
        await using var app = await StartAsync(people: 1);
        await BringAsync(app, "a.csv", TimesheetWorld.Sheet(1));
        var other = await BringAsync(app, "b.csv", TimesheetWorld.Sheet(1, hours: 6));

        Assert.Equal("Faulty", StateOf(other));
        Assert.Equal(["duplicate-row"], other.Json.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("code").GetString()).Distinct());
    }

    [Fact]
    public async Task Nobody_approves_the_sheet_they_brought()
    {
        await using var app = await StartAsync(people: 1);
        var sheet = (await BringAsync(app, "a.csv", TimesheetWorld.Sheet(1), "boss")).Json.GetProperty("sheet");

        (await DecideAsync(app, sheet, "approve", "boss")).AssertRefused(HttpStatusCode.Forbidden, "own-sheet");
        Assert.Equal("Rejected", (await DecideAsync(app, sheet, "reject", Andrei)).Json.GetProperty("state").GetString());
        (await DecideAsync(app, sheet, "approve", Andrei)).AssertRefused(HttpStatusCode.Conflict, "transition-refused");
        Assert.Empty(await ReadAsync(app));
    }

    [Fact]
    public async Task One_person_of_a_sheet_is_rejected_and_the_others_are_approved()
    {
        await using var app = await StartAsync(people: 3);
        var sheet = (await BringAsync(app, "a.csv", TimesheetWorld.Sheet(3))).Json.GetProperty("sheet");

        await DecideAsync(app, sheet, "reject", Andrei, "e0002");
        await DecideAsync(app, sheet, "approve", Andrei, "e0003");
        Assert.Equal(["e0003"], (await ReadAsync(app)).Keys);
        await DecideAsync(app, sheet, "approve", Andrei);

        Assert.Equal(["e0001", "e0003"], (await ReadAsync(app)).Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_sheet_that_comes_after_the_run_has_taken_its_own_is_late()
    {
        await using var app = await StartAsync(people: 2);
        await app.Runner.Services.GetRequiredService<TimesheetStore>().CutOffAsync("acme", "staff", July, app.Time.GetUtcNow(), Token);
        await BringAsync(app, "late.csv", TimesheetWorld.Sheet(2));

        Assert.Equal(["late.csv"], (await app.GetAsync("acme/timesheets?group=staff&period=2026-07&late=true")).Json.EnumerateArray().Select(sheet => sheet.GetProperty("name").GetString()));
    }

    private static async Task<DocumentsApp> StartAsync(int people)
    {
        var account = AzuriteFixture.FreshAccount();
        await new TimesheetWorld(account).FoundAsync(people);
        return await DocumentsApp.StartAsync(new DocumentsSetup
        {
            Account = account,
            Settings = ["--LocalRuntime:Users:boss:Roles=preparer, approver", "--LocalRuntime:Users:boss:Tenants=acme"],
        });
    }

    private static Task<Answer> BringAsync(DocumentsApp app, string name, string csv, string user = DocumentsApp.Paola)
        => app.AskAsync(HttpMethod.Post, $"acme/timesheets?group=staff&period=2026-07&name={name}", new Asking(user, Guid.NewGuid().ToString("N"), PeopleWorld.Csv(csv)));

    private static Task<Answer> DecideAsync(DocumentsApp app, System.Text.Json.JsonElement sheet, string what, string user, params string[] people)
        => app.CommandAsync($"acme/timesheets/{TimesheetWorld.Place}/{sheet.GetProperty("sheet").GetString()}/{what}", new { reason = "Seen", people = people.Length == 0 ? null : people }, user);

    private static string? StateOf(Answer answer) => answer.Json.GetProperty("sheet").GetProperty("state").GetString();

    private static Task<IReadOnlyDictionary<string, Domain.TimeOfMonth>> ReadAsync(DocumentsApp app, DateTimeOffset? knownAt = null)
        => app.Runner.Services.GetRequiredService<TimesheetStore>().ReadRangeAsync(new SheetsAsked("acme", "staff", July, PersonRange.All, knownAt ?? app.Time.GetUtcNow()), Token);

    private static async Task<System.Text.Json.JsonElement> UntilAsync(DocumentsApp app, string name, string state)
    {
        System.Text.Json.JsonElement? found = null;
        await app.WaitAsync(
            async () =>
            {
                var list = await app.GetAsync("acme/timesheets?group=staff&period=2026-07");
                found = list.Status == HttpStatusCode.OK ? list.Json.EnumerateArray().Where(sheet => sheet.GetProperty("name").GetString() == name && sheet.GetProperty("state").GetString() == state).Cast<System.Text.Json.JsonElement?>().FirstOrDefault() : null;
                return found is not null;
            },
            $"{name} to be {state}");
        return found!.Value;
    }
}
