using System.Globalization;
using System.Text;
using System.Text.Json;
using Azure.Data.Tables;
using BackOffice.Notifications.Domain;
using BackOffice.Storage;
using BackOffice.Tenancy;

namespace BackOffice.Notifications;

/// <summary>
/// One mail with all that has come since the last. What is in it is fixed in the line before it is sent, so that after a
/// crash the same mail goes out under the same Message-ID.
/// </summary>
internal sealed class DigestRun(NotificationStore store, Lines lines, Delivery delivery, (Actors Actors, LineClock Clock) common)
{
    /// <summary>More than that make another mail.</summary>
    private const int MostInOne = 50;

    private const string Event = "notification.digest";

    public async Task MoveAsync(LinePlace place, CancellationToken cancellationToken)
    {
        while (await FixAsync(place, cancellationToken) is { } batch)
        {
            var outcome = await SendAsync(place, batch, cancellationToken);
            var line = await lines.FindAsync(place.Tenant, place.Lane, place.Recipient, cancellationToken);
            var isGivenUp = outcome.Event == NotificationEvent.Fail && batch.All(item => common.Clock.IsTimeToGiveUp(item.Row, line));
            if (outcome.Event is NotificationEvent.Hold or NotificationEvent.Fail && !isGivenUp)
            {
                await lines.ChangeAsync(place.Tenant, place.Lane, place.Recipient, late => common.Clock.Postpone(late, outcome), cancellationToken);
                return;
            }

            var final = isGivenUp ? outcome with { Event = NotificationEvent.GiveUp } : outcome;
            await Task.WhenAll(batch.Select(item => SettleAsync(item, final, cancellationToken)));
            await lines.ChangeAsync(place.Tenant, place.Lane, place.Recipient, sent => sent.DigestUpTo = null, cancellationToken);
            await lines.ChangeAsync(place.Tenant, place.Lane, place.Recipient, common.Clock.Succeed, cancellationToken);
        }
    }

    /// <summary>What the next mail is about; null when nothing waits, and the line is gone.</summary>
    private async Task<IReadOnlyList<Item>?> FixAsync(LinePlace place, CancellationToken cancellationToken)
    {
        while (await lines.FindAsync(place.Tenant, place.Lane, place.Recipient, cancellationToken) is { } line)
        {
            var waiting = await WaitingAsync(place, line.DigestUpTo, cancellationToken);
            if (waiting.Count > 0 && line.DigestUpTo is not null)
            {
                return waiting;
            }

            if (waiting.Count > 0)
            {
                line.DigestUpTo = waiting[^1].Place.Order;
                _ = await lines.TrySaveAsync(line);
            }
            else if (line.DigestUpTo is not null)
            {
                line.DigestUpTo = null;
                _ = await lines.TrySaveAsync(line);
            }
            else
            {
                _ = await store.TryDeleteAsync(line);
            }
        }

        return null;
    }

    private async Task<IReadOnlyList<Item>> WaitingAsync(LinePlace place, long? upTo, CancellationToken cancellationToken)
    {
        List<Item> items = [];
        await foreach (var waiting in store.Query<PlaceRow>(place.Tenant, NotificationKeys.PlacesOf(place.Lane, place.Recipient), pageSize: MostInOne).WithCancellation(cancellationToken))
        {
            if (items.Count == MostInOne || waiting.Order > upTo)
            {
                break;
            }

            var row = await store.FindAsync<NotificationRow>(place.Tenant, waiting.Notification, cancellationToken);
            items.Add(new Item(row ?? throw new InvalidDataException($"Notification {waiting.Notification} is missing."), waiting));
        }

        return items;
    }

    private async Task<DeliveryDecision> SendAsync(LinePlace place, IReadOnlyList<Item> batch, CancellationToken cancellationToken)
    {
        var to = await delivery.FindAsync(place.Tenant, place.Recipient, cancellationToken);
        foreach (var item in batch)
        {
            // A digest is what the person chose; anything else the rule says holds for each of them now.
            var decision = delivery.Decide(item.Row, to);
            item.Text = null;
            item.Decision = decision.ForDigest ? new(NotificationEvent.Deliver, "") : decision;
            if (item.Decision.Event == NotificationEvent.Deliver)
            {
                Write(item, to!.Language);
            }
        }

        var hour = DeliveryRule.AtThisHour(new DeliveryQuestion(to?.Row.Preferences, Channel.Email, Event, IsMandatory: false, delivery.NowFor(to)));
        return !batch.Any(item => item.Text is not null) || hour.Event != NotificationEvent.Deliver
            ? hour
            : await delivery.HandOverAsync(Channel.Email, () => new Parcel(place.Tenant, to!.Row, IdOf(place, batch)) { Language = to.Language, Text = Compose(batch, to.Language) }, cancellationToken);
    }

    private void Write(Item item, Language language)
    {
        try
        {
            item.Text = delivery.Write(item.Row, language);
            item.Row.Attempts++;
        }
        catch (TemplateException poison)
        {
            item.Decision = new(NotificationEvent.GiveUp, poison.Message);
        }
    }

    private RenderedText Compose(IReadOnlyList<Item> batch, Language language)
    {
        var texts = batch.Select(item => item.Text).OfType<RenderedText>().ToList();
        var head = delivery.Write(Event, JsonSerializer.Serialize(new Dictionary<string, int> { ["count"] = texts.Count }), language);
        var body = new StringBuilder(head.Body);
        foreach (var text in texts)
        {
            body.Append(CultureInfo.InvariantCulture, $"\n\n* {text.Subject}\n{text.Body}");
        }

        return new RenderedText(head.Subject, body.ToString());
    }

    /// <summary>One by one: what the rule said of each, or what became of the mail.</summary>
    private async Task SettleAsync(Item item, DeliveryDecision ofTheMail, CancellationToken cancellationToken)
    {
        var outcome = item.Decision.Event is NotificationEvent.Suppress or NotificationEvent.GiveUp ? item.Decision : ofTheMail;
        item.Row.Move(outcome.Event, await common.Actors.NowAsync(item.Row.Tenant, Dispatcher.Name, item.Row.MessageId, cancellationToken), outcome.Reason is "" ? DeliveryRule.Digest : outcome.Reason);
        await store.SaveAsync(item.Row, new TableTransactionAction(TableTransactionActionType.Delete, item.Place, item.Place.ETag));
    }

    /// <summary>By its last notification, which is fixed: what is left of a mail after a crash has the id of the whole.</summary>
    private static string IdOf(LinePlace place, IReadOnlyList<Item> batch) => Digest.Of(place.Tenant, place.Recipient, Event, batch[^1].Row.Id)[..28];

    private sealed class Item(NotificationRow row, PlaceRow place)
    {
        public NotificationRow Row { get; } = row;

        public PlaceRow Place { get; } = place;

        public DeliveryDecision Decision { get; set; } = new(NotificationEvent.Deliver, "");

        public RenderedText? Text { get; set; }
    }
}
