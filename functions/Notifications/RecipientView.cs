using System.Net.Mail;
using BackOffice.Http;
using BackOffice.Notifications.Domain;
using NodaTime;

namespace BackOffice.Notifications;

/// <summary>A recipient as it is written.</summary>
/// <param name="Channels">email, webhook; each needs its address.</param>
/// <param name="Email">ASCII, at most 254 characters.</param>
/// <param name="WebhookUrl">https.</param>
/// <param name="Language">it, ro, pl or en; that of the tenant's country when left out.</param>
/// <param name="Zone">IANA name; the tenant's when left out.</param>
/// <param name="Digest">none or daily, at 08:00 of the recipient's clock.</param>
/// <param name="OptOuts">Events not to hear of, document.duplicate or document.* for instance.</param>
internal sealed record RecipientBody(
    IReadOnlyList<Channel>? Channels,
    string? Email,
    string? WebhookUrl,
    Language? Language,
    string? Zone,
    QuietHoursBody? QuietHours,
    DigestOption? Digest,
    IReadOnlyList<string>? OptOuts)
{
    private const int LongestEmail = 254;
    private const int LongestUrl = 2_000;
    private const int MostOptOuts = 50;

    /// <summary>Puts the values into a row.</summary>
    /// <exception cref="RefusedException">400 invalid-request.</exception>
    public void Fill(RecipientRow row, WebhookGuard guard)
    {
        var problem = ProblemWithAddresses(guard)
            ?? (Zone is not null && DateTimeZoneProviders.Tzdb.GetZoneOrNull(Zone) is null ? $"'{Zone}' is no IANA time zone." : null)
            ?? ProblemWithOptOuts();
        if (problem is not null)
        {
            throw RefusedException.Invalid(problem);
        }

        row.ChannelList = [.. (Channels ?? []).Distinct()];
        (row.Email, row.WebhookUrl, row.Language, row.Zone) = (Email, WebhookUrl, Language, Zone);
        row.QuietHours = QuietHours?.Checked();
        row.Digest = Digest ?? DigestOption.None;
        row.OptOutList = OptOuts ?? [];
    }

    private string? ProblemWithAddresses(WebhookGuard guard)
        => Email is not null && !IsMailAddress(Email) ? "'email' is no mail address in ASCII; write the domain in its ASCII form."
            : WebhookUrl is { Length: > LongestUrl } ? $"'webhookUrl' has {LongestUrl} characters at most."
            : WebhookUrl is not null && guard.ProblemWith(WebhookUrl) is { } unfit ? $"'webhookUrl': {unfit}."
            : Channels?.Contains(Channel.Email) == true && Email is null ? "The channel email needs an 'email'."
            : Channels?.Contains(Channel.Webhook) == true && WebhookUrl is null ? "The channel webhook needs a 'webhookUrl'."
            : null;

    private string? ProblemWithOptOuts()
        => OptOuts is { Count: > MostOptOuts } ? $"At most {MostOptOuts} opt-outs."
            : OptOuts?.FirstOrDefault(string.IsNullOrWhiteSpace) is not null ? "An opt-out names an event."
            : OptOuts?.FirstOrDefault(MandatoryEvents.Touch) is { } mandatory ? $"'{mandatory}' cannot be opted out of."
            : null;

    private static bool IsMailAddress(string text)
        => text.Length <= LongestEmail && text.All(letter => letter is > ' ' and <= '~') && MailAddress.TryCreate(text, out var address) && address.Address == text;
}

/// <summary>Quiet hours as times on the wall.</summary>
/// <param name="From">20:00, inclusive.</param>
/// <param name="To">07:00, exclusive; before From it is the next day's.</param>
internal sealed record QuietHoursBody(string? From, string? To)
{
    /// <exception cref="RefusedException">400 invalid-request.</exception>
    public QuietHours Checked()
        => RecipientRow.ReadTime(From ?? "") is { } from && RecipientRow.ReadTime(To ?? "") is { } to && from != to
            ? new QuietHours(from, to)
            : throw RefusedException.Invalid("'quietHours' are two different times such as 20:00 and 07:00.");
}

/// <summary>A recipient as the API shows it; a secret is never shown.</summary>
internal sealed record RecipientView(
    string Id,
    IReadOnlyList<Channel> Channels,
    string? Email,
    string? WebhookUrl,
    bool HasWebhookSecret,
    Language? Language,
    string? Zone,
    QuietHoursBody? QuietHours,
    DigestOption Digest,
    IReadOnlyList<string> OptOuts,
    DateTimeOffset? ErasedAt)
{
    public static RecipientView Of(RecipientRow row) => new(
        row.RowKey,
        row.ChannelList,
        row.Email,
        row.WebhookUrl,
        row.WebhookSecret is not null,
        row.Language,
        row.Zone,
        row.QuietFrom is null ? null : new QuietHoursBody(row.QuietFrom, row.QuietTo),
        row.Digest,
        row.OptOutList,
        row.ErasedAt);
}

/// <summary>What a change of secret answers; nothing of the person, since answers to commands are kept.</summary>
/// <param name="PreviousSignsUntil">How long the secret before signs too.</param>
internal sealed record SecretView(string Id, DateTimeOffset? PreviousSignsUntil);

/// <summary>A new webhook secret, chosen by the receiver.</summary>
/// <param name="Secret">whsec_ and the base64 of 24 to 64 random bytes.</param>
internal sealed record SecretBody(string? Secret);
