using System.Net;
using System.Text.Json;
using BackOffice.Documents;
using BackOffice.Payroll.Domain;
using BackOffice.Primitives;
using BackOffice.TestKit;
using BackOffice.Timesheets;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Period = BackOffice.Primitives.Period;

namespace BackOffice.Payroll;

/// <summary>From a sheet that is brought to the slip that pays it.</summary>
public sealed class PayrollTimesheetTests : IClassFixture<AzuriteFixture>
{
    /// <summary>All months of these tests are open.</summary>
    private static readonly DateTimeOffset March = new(2026, 3, 26, 9, 0, 0, TimeSpan.Zero);

    /// <summary>It takes late sheets until January 2026 is posted.</summary>
    private static readonly Period Oldest = new(2025, 2);

    private const string Overtime = "person,day,kind,from,to,hours\np00001,2026-01-08,overtime.weekday,,,10\n";

    [Fact]
    public async Task A_sheet_approved_after_its_month_was_paid_arrives_in_the_next_slip_once()
    {
        await using var app = await PayrollApp.StartAsync(people: 2, March);
        var sheet = await BringAsync(app);
        var january = await PayAsync(app, "2026-01");
        var approved = await ApproveAsync(app, sheet);

        var february = await PayAsync(app, "2026-02");
        var march = await PayAsync(app, "2026-03");

        Assert.True(approved.Json.GetProperty("isRetro").GetBoolean());
        Assert.Empty(await OvertimeAsync(app, january, 1));
        var paid = await OvertimeAsync(app, february, 1);
        Assert.NotEmpty(paid);
        Assert.All(paid, line => Assert.Equal("2026-01", line.GetProperty("for").GetString()));
        Assert.True(paid.Sum(line => line.GetProperty("amount").GetDecimal()) > 0);
        Assert.Empty(await OvertimeAsync(app, february, 2));
        Assert.Empty(await OvertimeAsync(app, march, 1));
    }

    [Fact]
    public async Task A_raise_of_the_month_written_down_afterwards_takes_nothing_of_the_late_sheet_back()
    {
        await using var app = await PayrollApp.StartAsync(people: 1, March);
        var sheet = await BringAsync(app);
        await PayAsync(app, "2026-01");
        await ApproveAsync(app, sheet);
        var first = (await OvertimeAsync(app, await PayAsync(app, "2026-02"), 1)).Sum(line => line.GetProperty("amount").GetDecimal());
        await app.World.RecordAsync(1, app.Time.GetUtcNow(), PayrollWorld.Terms(PayrollWorld.PayOf(1) * 2, new LocalDate(2026, 1, 1)));

        var march = await PayAsync(app, "2026-03");
        var second = (await OvertimeAsync(app, march, 1)).Sum(line => line.GetProperty("amount").GetDecimal());

        Assert.InRange(second, first - 0.02m, first + 0.02m); // twice the pay, twice the overtime
    }

    [Fact]
    public async Task A_sheet_that_no_run_would_pay_is_not_approved()
    {
        await using var app = await PayrollApp.StartAsync(people: 1, March);
        var sheet = await BringAsync(app);
        await app.Runner.Services.GetRequiredService<TimesheetStore>().EndDifferencesAsync("acme", "office", new Period(2026, 1), app.Time.GetUtcNow(), TestContext.Current.CancellationToken);

        var refused = await ApproveAsync(app, sheet);
        var rejected = await app.PostAsync($"acme/timesheets/office/2026-01/{sheet}/reject", new { reason = "Comes as a pay element" }, PayrollApp.Andrei);

        refused.AssertRefused(HttpStatusCode.Conflict, "too-late");
        Assert.Contains("pay element", refused.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal("Rejected", rejected.Json.GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_posting_that_the_books_refuse_ends_no_month_for_late_sheets_and_one_that_they_take_ends_it_once()
    {
        await using var app = await PayrollApp.StartAsync(people: 1, March);
        var run = await app.CalculateAsync(new { group = "office", period = "2026-01", reason = "The month's pay" });
        await app.UntilAsync(run, RunState.Calculated);
        var closed = app.Time.GetUtcNow();
        await app.World.CloseAsync(new Period(2026, 1), closed);
        await app.ApproveAsync(run);
        await app.UntilAsync(run, RunState.Approved, also: page => page.GetProperty("history").EnumerateArray().Any(change => change.GetProperty("event").GetString() == "Hinder"));

        await app.World.BeginPostingAsync(run, monthsBefore: 11);
        var refused = await PostAsync(app, run);
        var openYet = !await IsOverAsync(app);
        await app.World.OpenAgainAsync(new Period(2026, 1), closed);
        await app.World.BeginPostingAsync(run, monthsBefore: 0);
        var posted = await PostAsync(app, run);
        var ended = await IsOverAsync(app);
        await app.World.ForgetPostingAsync(run, Oldest);
        await PostAsync(app, run);

        Assert.Equal((RunState.Approved, true), (refused, openYet));
        Assert.Equal((RunState.Paying, true), (posted, ended));
        Assert.True(await IsOverAsync(app)); // mended by the next attempt
    }

    private static async Task<RunState> PostAsync(PayrollApp app, string run)
        => (await app.Runner.Services.GetRequiredService<RunPosting>().PostAsync(new RunRound("acme", run, 1), TestContext.Current.CancellationToken)).State;

    private static Task<bool> IsOverAsync(PayrollApp app)
        => app.Runner.Services.GetRequiredService<TimesheetStore>().IsOverAsync(new SheetPlace("acme", "office", Oldest), TestContext.Current.CancellationToken);

    private static async Task<string> BringAsync(PayrollApp app)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/v1/acme/timesheets?group=office&period=2026-01&name=overtime.csv", UriKind.Relative)) { Content = new StringContent(Overtime, System.Text.Encoding.UTF8, "text/csv") };
        request.Headers.Add("x-functions-key", "dev-function-key");
        request.Headers.Add("x-dev-user", PayrollApp.Paola);
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString("N"));
        using var response = await app.Runner.Client.SendAsync(request);
        var sheet = (await Answer.ReadAsync(response)).Json.GetProperty("sheet");
        Assert.Equal("Checked", sheet.GetProperty("state").GetString());
        return sheet.GetProperty("sheet").GetString()!;
    }

    private static Task<Answer> ApproveAsync(PayrollApp app, string sheet)
        => app.PostAsync($"acme/timesheets/office/2026-01/{sheet}/approve", new { reason = "Seen" }, PayrollApp.Andrei);

    private static Task<string> PayAsync(PayrollApp app, string month) => app.PayAsync(new { group = "office", period = month, reason = "The month's pay" });

    private static async Task<IReadOnlyList<JsonElement>> OvertimeAsync(PayrollApp app, string run, int number)
        => [.. (await app.GetAsync($"acme/payroll/runs/{run}/people/{PayrollWorld.IdOf(number)}")).Json.GetProperty("lines").EnumerateArray().Where(line => line.GetProperty("code").GetString()!.StartsWith("overtime.", StringComparison.Ordinal))];
}
