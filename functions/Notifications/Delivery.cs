using System.Text.Json;
using BackOffice.Notifications.Domain;
using NodaTime;

namespace BackOffice.Notifications;

/// <summary>One attempt at one notification: asks the directory and the rule as they are now, writes the text, hands it over.</summary>
public sealed class Delivery(Addressees addressees, Templates templates, DeliveryChannels channels, LineClock clock)
{
    /// <summary>The recipient as it is now, with its tenant; null where either is unknown.</summary>
    internal Task<Addressee?> FindAsync(string tenant, string recipient, CancellationToken cancellationToken)
        => addressees.FindAsync(tenant, recipient, cancellationToken);

    /// <summary>What the rule says of it at this moment.</summary>
    internal DeliveryDecision Decide(NotificationRow row, Addressee? to)
        => DeliveryRule.Decide(new DeliveryQuestion(to?.Row.Preferences, row.Channel, row.Event, MandatoryEvents.Include(row.Event), NowFor(to)));

    /// <summary>Sends it if the rule lets it go. What became of it is an answer; only our own storage makes it throw.</summary>
    internal async Task<DeliveryDecision> AttemptAsync(NotificationRow row, Addressee? to, CancellationToken cancellationToken)
    {
        var decision = Decide(row, to);
        if (decision.Event != NotificationEvent.Deliver)
        {
            return decision;
        }

        row.Attempts++;
        return await HandOverAsync(row.Channel, () => new Parcel(row.Tenant, to!.Row, row.Id)
        {
            Notification = row,
            Language = to.Language,
            Text = row.Channel == Channel.Email ? Write(row, to.Language) : null,
        }, cancellationToken);
    }

    /// <summary>Hands over what is written at that moment.</summary>
    internal async Task<DeliveryDecision> HandOverAsync(Channel channel, Func<Parcel> write, CancellationToken cancellationToken)
    {
        try
        {
            await channels.SendAsync(channel, write(), cancellationToken);
            return new(NotificationEvent.Deliver, "");
        }
        catch (TemplateException poison)
        {
            return new(NotificationEvent.GiveUp, poison.Message);
        }
        catch (DeliveryException refused)
        {
            return new(refused.IsPermanent ? NotificationEvent.Bounce : NotificationEvent.Fail, refused.Message);
        }
    }

    /// <exception cref="TemplateException">There is no template, or it names what the notification does not have.</exception>
    internal RenderedText Write(NotificationRow row, Language language) => Write(row.Event, row.Body, language);

    /// <inheritdoc cref="Write(NotificationRow, Language)"/>
    internal RenderedText Write(string @event, string body, Language language)
    {
        try
        {
            using var fields = JsonDocument.Parse(body);
            return templates.Of(@event).Render(language, fields.RootElement);
        }
        catch (JsonException malformed)
        {
            throw new TemplateException("The notification's body is no JSON.", malformed);
        }
    }

    /// <summary>By the recipient's clock; by UTC where nobody knows it.</summary>
    internal ZonedDateTime NowFor(Addressee? to)
        => Instant.FromDateTimeOffset(clock.Now).InZone(to?.Zone ?? DateTimeZone.Utc);
}
