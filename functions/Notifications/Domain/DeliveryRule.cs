using NodaTime;

namespace BackOffice.Notifications.Domain;

/// <summary>What is asked before a notification goes out.</summary>
/// <param name="Recipient">Null when the directory has none of that id.</param>
/// <param name="IsMandatory">Nobody may opt out of the event, and it does not wait for a digest.</param>
/// <param name="Now">By the recipient's clock.</param>
public sealed record DeliveryQuestion(Recipient? Recipient, Channel Channel, string Event, bool IsMandatory, ZonedDateTime Now);

/// <summary>What the rule says.</summary>
/// <param name="Event">Deliver, Hold, Suppress or GiveUp.</param>
/// <param name="Reason">For the record: no address, quiet hours ...</param>
/// <param name="Until">When to try, for Hold.</param>
/// <param name="ForDigest">Held until the next digest.</param>
public sealed record DeliveryDecision(NotificationEvent Event, string Reason, Instant? Until = null, bool ForDigest = false);

/// <summary>Whether a notification goes out now, later or never; looked at when it is about to go, not when it was asked for.</summary>
public static class DeliveryRule
{
    public const string NoAddress = "no address";
    public const string Erased = "erased";
    public const string OptedOut = "opted out";
    public const string Quiet = "quiet hours";
    public const string Digest = "digest";

    /// <summary>Quiet hours and digests are for people: a webhook is told at once.</summary>
    public static DeliveryDecision Decide(DeliveryQuestion question) => question switch
    {
        { Recipient: null } => Unreachable(question),
        { Recipient.IsErased: true } => new(NotificationEvent.Suppress, Erased),
        { Recipient: var recipient } when !recipient.Uses(question.Channel) => Unreachable(question),
        { IsMandatory: false, Recipient: var recipient } when recipient.OptOuts.Any(pattern => EventPattern.Matches(pattern, question.Event)) => new(NotificationEvent.Suppress, OptedOut),
        { Channel: Channel.Email, IsMandatory: false, Recipient.Digest: DigestOption.Daily } => new(NotificationEvent.Hold, Digest, LocalClock.Next(Recipient.DigestTime, question.Now), ForDigest: true),
        { Channel: Channel.Email } => AtThisHour(question),
        _ => new(NotificationEvent.Deliver, ""),
    };

    /// <summary>What nobody may miss is given up, so that a person sees it and can redrive it; unless the recipient is told on another channel.</summary>
    private static DeliveryDecision Unreachable(DeliveryQuestion question)
        => new(question.IsMandatory && !Channels.All.Any(channel => question.Recipient?.Uses(channel) == true) ? NotificationEvent.GiveUp : NotificationEvent.Suppress, NoAddress);

    /// <summary>Whether a mail may go out at this hour, digests included.</summary>
    public static DeliveryDecision AtThisHour(DeliveryQuestion question)
        => question.Recipient?.QuietHours?.EndAfter(question.Now) is { } end
            ? new(NotificationEvent.Hold, Quiet, end)
            : new(NotificationEvent.Deliver, "");
}
