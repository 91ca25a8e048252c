using System.Text.Json;
using System.Text.RegularExpressions;
using BackOffice.Conventions;
using BackOffice.Schedule;
using BackOffice.Schedule.Domain;
using BackOffice.Tenancy;
using NodaTime;

namespace BackOffice.Tests.Schedule;

/// <summary>Every notification of the schedule can be told in four languages, with fields that its body has.</summary>
public sealed partial class TemplateTests
{
    [Theory]
    [InlineData("deadline.warning", "2026-04-29")]
    [InlineData("deadline.due-today", "2026-05-04")]
    [InlineData("deadline.missed", "2026-05-05")]
    public void A_deadline_is_told_with_what_its_body_has(string @event, string day)
    {
        var now = DateTimeOffset.Parse($"{day}T10:00:00Z", System.Globalization.CultureInfo.InvariantCulture);
        var rule = RuleFiles.ReadDeadlines().Find("ro.efactura", new LocalDate(2026, 4, 24))!;
        var row = DeadlineRow.Of(new Deadline("acme", "ro.efactura", "INV-7", new LocalDate(2026, 4, 24)), rule, now);
        row.Move(DeadlineLifecycle.On(row.DayAt(now), row.State, row.Days)!.Value, new Actor("calendar", now, "c", Tenant: null), "By the calendar.");

        var notification = DeadlineNotices.Of(row, rule.Days, now);

        Assert.Equal((@event, "customer-invoices", row.MessageId), (notification.Event, notification.Recipient, notification.MessageId));
        AssertFits(@event, notification.Body);
    }

    [Fact]
    public void A_failed_job_is_told_with_what_its_body_has()
        => AssertFits("job.failed", new JobRunRow { PartitionKey = "acme|schedule", Job = "a", Key = "2026", DueLocal = "x", Error = "TimeoutException" }.Failure().Body);

    private static void AssertFits(string @event, string body)
    {
        using var template = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Folder("functions"), "Schedule", "templates", $"{@event}.json")));
        using var fields = JsonDocument.Parse(body);

        Assert.Equal(@event, template.RootElement.GetProperty("event").GetString());
        Assert.Equal(["en", "it", "pl", "ro"], template.RootElement.GetProperty("texts").EnumerateObject().Select(text => text.Name).Order(StringComparer.Ordinal));
        var used = Field().Matches(template.RootElement.GetRawText()).Select(match => match.Groups["name"].Value).Distinct(StringComparer.Ordinal).ToList();
        Assert.NotEmpty(used);
        Assert.All(used, field => Assert.True(fields.RootElement.TryGetProperty(field, out _), $"{@event} has no {field}."));
    }

    [GeneratedRegex(@"\{\{(?<name>\w+)\}\}", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Field();
}
