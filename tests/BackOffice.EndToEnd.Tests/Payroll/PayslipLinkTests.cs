using System.Net;
using BackOffice.Documents;
using BackOffice.Payroll.Domain;
using BackOffice.TestKit;
using Microsoft.Extensions.DependencyInjection;
using NodaTime.Text;

namespace BackOffice.Payroll;

/// <summary>The link in a person's mail opens that person's payslip and nothing else.</summary>
public sealed class PayslipLinkTests : IClassFixture<AzuriteFixture>
{
    private static readonly object January = new { group = "office", period = "2026-01", reason = "The month's pay" };

    [Fact]
    public async Task Each_person_with_a_recipient_is_told_once_and_the_link_opens_that_slip_alone()
    {
        await using var app = await PayrollApp.StartAsync(people: 3, recipients: 2);
        var run = await ApprovedAsync(app);
        var mails = await MailsAsync(app, 2);
        var links = mails.ToDictionary(mail => mail.To.Contains("p00001", StringComparison.Ordinal) ? 1 : 2, mail => mail.Link);

        var own = await OpenAsync(app, links[1]);
        Assert.Equal((HttpStatusCode.OK, "text/html"), (own.Status, own.ContentType));
        Assert.Contains("Nowak 1", own.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Nowak 2", own.Text, StringComparison.Ordinal);
        Assert.Contains("Nowak 2", (await OpenAsync(app, links[2])).Text, StringComparison.Ordinal);

        foreach (var wrong in new[]
        {
            links[1].Replace("p00001", "p00002", StringComparison.Ordinal), // another person
            links[1].Replace("p00001", "p00003", StringComparison.Ordinal),
            links[1].Replace("/acme/", "/other/", StringComparison.Ordinal), // another company
            links[1].Replace(run, "office-2026-02-regular", StringComparison.Ordinal), // another month
            links[1].Replace("2026-", "2027-", StringComparison.Ordinal), // another day, and another run
            links[1][..^2] + (links[1][^2] == 'A' ? "B" : "A") + links[1][^1], // another signature
            links[1][..^20],
        })
        {
            var answer = await OpenAsync(app, wrong);
            answer.AssertRefused(HttpStatusCode.NotFound, "not-found");
            Assert.DoesNotContain("Nowak", answer.Text, StringComparison.Ordinal);
        }

        // Ninety days of a clock that does not wait would be a storm of timers: the days are asked of the link itself.
        var (until, signature) = (links[1].Split('/')[^2], links[1].Split('/')[^1]);
        var (known, last) = (app.Runner.Services.GetRequiredService<PayslipLinks>(), LocalDatePattern.Iso.Parse(until).Value);
        Assert.True(known.IsOpen(new RunReference("acme", run), "p00001", (until, signature), last));
        Assert.False(known.IsOpen(new RunReference("acme", run), "p00001", (until, signature), last.PlusDays(1)));
        Assert.Equal(2, (await app.World.PayslipMailsAsync()).Count);
    }

    [Fact]
    public async Task It_is_sent_again_once_for_each_command_and_not_to_whom_nothing_is_sent()
    {
        await using var app = await PayrollApp.StartAsync(people: 2, recipients: 1);
        var run = await ApprovedAsync(app);
        await MailsAsync(app, 1);
        var first = await app.PostAsync($"acme/payroll/runs/{run}/people/p00001/payslip/resend", new { reason = "The mail was lost" }, key: "again-1");
        var same = await app.PostAsync($"acme/payroll/runs/{run}/people/p00001/payslip/resend", new { reason = "The mail was lost" }, key: "again-1");
        await MailsAsync(app, 2);
        await app.PostAsync($"acme/payroll/runs/{run}/people/p00001/payslip/resend", new { reason = "Lost once more" }, key: "again-2");
        var mails = await MailsAsync(app, 3);

        Assert.Equal((HttpStatusCode.Accepted, first.Text), (same.Status, same.Text));
        Assert.All(mails, mail => Assert.Contains("p00001", mail.To, StringComparison.Ordinal));
        foreach (var mail in mails)
        {
            Assert.Contains("Nowak 1", (await OpenAsync(app, mail.Link)).Text, StringComparison.Ordinal);
        }

        (await app.PostAsync($"acme/payroll/runs/{run}/people/p00002/payslip/resend", new { reason = "No mail at all" })).AssertRefused(HttpStatusCode.Conflict, "no-recipient");
        (await app.PostAsync($"acme/payroll/runs/{run}/people/p00009/payslip/resend", new { reason = "Nobody" })).AssertRefused(HttpStatusCode.NotFound, "not-found");
        (await app.PostAsync($"acme/payroll/runs/{run}/people/p00001/payslip/resend", new { reason = "By the payer" }, PayrollApp.Marta)).AssertRefused(HttpStatusCode.Forbidden, "role-missing");
        Assert.Equal(HttpStatusCode.Forbidden, (await app.PostAsync($"other/payroll/runs/{run}/people/p00001/payslip/resend", new { reason = "Another company" })).Status);
    }

    [Fact]
    public async Task Neither_a_preview_nor_a_run_that_is_not_approved_gives_a_link()
    {
        await using var app = await PayrollApp.StartAsync(people: 1, recipients: 1);
        var run = await app.CalculateAsync(January);
        var preview = await app.CalculateAsync(new { group = "office", period = "2026-02", isPreview = true, reason = "What would it cost?" });
        await app.UntilAsync(run, RunState.Calculated);
        await app.UntilAsync(preview, RunState.Calculated);

        foreach (var early in new[] { run, preview })
        {
            (await app.PostAsync($"acme/payroll/runs/{early}/people/p00001/payslip/resend", new { reason = "Already?" })).AssertRefused(HttpStatusCode.NotFound, "not-found");
            (await app.GetAsync($"acme/payroll/runs/{early}/people/p00001/payslip")).AssertRefused(HttpStatusCode.NotFound, "not-found");
        }

        Assert.Empty(await app.World.PayslipMailsAsync());
    }

    [Fact]
    public async Task Payslips_that_a_program_of_another_version_wrote_before_it_crashed_are_read_as_they_are()
    {
        await using var app = await PayrollApp.StartAsync(people: 2);
        var run = await app.CalculateAsync(January);
        await app.UntilAsync(run, RunState.Calculated);
        await app.World.PublishAsync(run, number => $"<p>Pasek {number}, jak dawniej</p>", people: 2);
        await app.ApproveAsync(run);
        await app.UntilAsync(run, RunState.Settling);

        Assert.Equal("<p>Pasek 1, jak dawniej</p>", await app.TextAsync($"acme/payroll/runs/{run}/people/p00001/payslip"));
        Assert.Equal("<p>Pasek 2, jak dawniej</p>", await app.TextAsync($"acme/payroll/runs/{run}/people/p00002/payslip"));
    }

    [Fact]
    public async Task A_payslip_of_a_whole_shard_is_read_from_the_middle_of_its_bundle()
    {
        await using var app = await PayrollApp.StartAsync(people: 1_000);
        var run = await ApprovedAsync(app);

        Assert.Contains("Nowak 1000", await app.TextAsync($"acme/payroll/runs/{run}/people/p01000/payslip"), StringComparison.Ordinal);
        Assert.Contains("Nowak 431", await app.TextAsync($"acme/payroll/runs/{run}/people/p00431/payslip"), StringComparison.Ordinal);
        (await app.GetAsync($"acme/payroll/runs/{run}/people/p00431x/payslip")).AssertRefused(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task A_large_run_leaves_its_messages_to_the_sweep_and_everybody_is_told_once()
    {
        await using var app = await PayrollApp.StartAsync(people: 1_002, recipients: 3);
        await ApprovedAsync(app);

        Assert.Equal(3, await app.World.PendingPayslipsAsync());
        app.Time.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(3, (await MailsAsync(app, 3)).Select(mail => mail.To).Distinct(StringComparer.Ordinal).Count());
        await app.WaitAsync(async () => await app.World.PendingPayslipsAsync() == 0, () => "the outbox to be empty");
    }

    private static async Task<string> ApprovedAsync(PayrollApp app)
    {
        var run = await app.CalculateAsync(January);
        await app.UntilAsync(run, RunState.Calculated);
        await app.ApproveAsync(run);
        await app.UntilAsync(run, RunState.Settling);
        return run;
    }

    private static async Task<IReadOnlyList<(string Link, string To)>> MailsAsync(PayrollApp app, int count)
    {
        IReadOnlyList<(string Link, string To)> mails = [];
        await app.WaitAsync(async () => (mails = await app.World.PayslipMailsAsync()).Count >= count, () => $"{count} mails; there are {mails.Count}");
        Assert.Equal(count, mails.Count);
        return mails;
    }

    /// <summary>As a mail program opens it: without key and user.</summary>
    private static async Task<Answer> OpenAsync(PayrollApp app, string link)
    {
        using var response = await app.Runner.Client.GetAsync(new Uri(link, UriKind.Relative));
        return await Answer.ReadAsync(response);
    }
}
