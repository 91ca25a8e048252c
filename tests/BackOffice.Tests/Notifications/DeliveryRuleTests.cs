using BackOffice.Notifications;
using BackOffice.Notifications.Domain;
using NodaTime;

namespace BackOffice.Tests.Notifications;

public sealed class DeliveryRuleTests
{
    private static readonly ZonedDateTime Noon = Instant.FromUtc(2026, 11, 21, 11, 0).InZone(DateTimeZoneProviders.Tzdb["Europe/Rome"]);
    private static readonly Recipient Person = new([Channel.Email], HasEmail: true, HasWebhook: false);
    private static readonly QuietHours OverNoon = new(new LocalTime(11, 0), new LocalTime(15, 0));

    [Fact]
    public void Somebody_with_an_address_is_told_at_once()
        => Assert.Equal(NotificationEvent.Deliver, Decide(Person).Event);

    [Fact]
    public void Who_is_not_in_the_directory_has_no_address()
        => Assert.Equal(new DeliveryDecision(NotificationEvent.Suppress, "no address"), Decide(null));

    [Fact]
    public void A_channel_without_an_address_and_one_not_chosen_are_no_address()
    {
        Assert.Equal("no address", Decide(Person with { HasEmail = false }).Reason);
        Assert.Equal("no address", Decide(Person with { Channels = [Channel.Webhook] }).Reason);
        Assert.Equal("no address", Decide(Person, Channel.Webhook).Reason);
    }

    [Fact]
    public void What_nobody_may_miss_is_given_up_where_the_recipient_is_told_nowhere()
    {
        var givenUp = new DeliveryDecision(NotificationEvent.GiveUp, "no address");

        Assert.Equal(givenUp, Decide(null, isMandatory: true));
        Assert.Equal(givenUp, Decide(Person with { HasEmail = false }, isMandatory: true));
        Assert.Equal(NotificationEvent.Suppress, Decide(Person, Channel.Webhook, isMandatory: true).Event); // told by mail
        Assert.Equal(new DeliveryDecision(NotificationEvent.Suppress, "erased"), Decide(Person with { IsErased = true }, isMandatory: true));
    }

    [Fact]
    public void The_erased_are_told_nothing()
        => Assert.Equal("erased", Decide(Person with { IsErased = true }).Reason);

    [Theory]
    [InlineData("document.routed", true)]
    [InlineData("document.*", true)]
    [InlineData("document", true)]
    [InlineData("document.rout", false)]
    [InlineData("documents.*", false)]
    [InlineData("bill.*", false)]
    public void An_opt_out_names_an_event_or_a_family(string pattern, bool isOut)
        => Assert.Equal(isOut ? NotificationEvent.Suppress : NotificationEvent.Deliver, Decide(Person with { OptOuts = [pattern] }).Event);

    [Fact]
    public void What_is_mandatory_knows_no_opt_out_and_no_digest_but_waits_for_the_morning()
    {
        var evading = Person with { OptOuts = ["document.*"], Digest = DigestOption.Daily };

        Assert.Equal(NotificationEvent.Deliver, Decide(evading, isMandatory: true).Event);
        Assert.Equal("quiet hours", Decide(evading with { QuietHours = OverNoon }, isMandatory: true).Reason);
    }

    [Fact]
    public void In_quiet_hours_a_mail_waits_until_they_end()
        => Assert.Equal(new DeliveryDecision(NotificationEvent.Hold, "quiet hours", Instant.FromUtc(2026, 11, 21, 14, 0)), Decide(Person with { QuietHours = OverNoon }));

    [Fact]
    public void A_digest_comes_at_eight_the_next_morning()
        => Assert.Equal(new DeliveryDecision(NotificationEvent.Hold, "digest", Instant.FromUtc(2026, 11, 22, 7, 0), ForDigest: true), Decide(Person with { Digest = DigestOption.Daily }));

    [Fact]
    public void A_system_has_no_nights_and_no_digests()
    {
        var system = new Recipient([Channel.Webhook], HasEmail: false, HasWebhook: true) { QuietHours = OverNoon, Digest = DigestOption.Daily };

        Assert.Equal(NotificationEvent.Deliver, Decide(system, Channel.Webhook).Event);
    }

    [Theory]
    [InlineData("approval.requested", true)]
    [InlineData("approval.*", true)]
    [InlineData("approval", true)]
    [InlineData("period.*", true)]
    [InlineData("period.closed", false)]
    [InlineData("document.*", false)]
    public void What_touches_something_mandatory_cannot_be_opted_out_of(string pattern, bool touches)
        => Assert.Equal(touches, MandatoryEvents.Touch(pattern));

    [Fact]
    public void Failures_are_tried_again_ever_later_and_at_least_once_an_hour()
        => Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60, 60], new[] { 1, 2, 3, 4, 5, 6, 7, 8, 1_000 }.Select(failures => BackOff.After(failures).TotalMinutes));

    [Fact]
    public void Every_state_is_reached_and_what_has_ended_has_ended()
    {
        var table = NotificationLifecycle.Table;
        var reached = new HashSet<NotificationState> { NotificationState.Requested };
        for (var size = 0; size != reached.Count;)
        {
            size = reached.Count;
            reached.UnionWith(reached.ToList().SelectMany(state => table.AllowedIn(state).Select(@event => table.Next(state, @event)!.Value)));
        }

        Assert.Equal(Enum.GetValues<NotificationState>().Order(), reached.Order());
        Assert.Equal([NotificationState.Delivered, NotificationState.Abandoned, NotificationState.Suppressed], Enum.GetValues<NotificationState>().Where(table.IsFinal));
    }

    private static DeliveryDecision Decide(Recipient? recipient, Channel channel = Channel.Email, bool isMandatory = false)
        => DeliveryRule.Decide(new DeliveryQuestion(recipient, channel, "document.routed", isMandatory, Noon));
}
