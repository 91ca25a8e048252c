using System.ComponentModel.DataAnnotations;

namespace BackOffice.Notifications;

/// <summary>Settings of the notifications, section Notifications.</summary>
public sealed class NotificationsOptions
{
    /// <summary>In seconds. An attempt ends while the claim on its line holds, which is then 3 minutes at least.</summary>
    internal const int LongestTimeout = 120;

    internal const string TimeoutRule = " is 1 to 120 seconds.";

    /// <summary>How old a pending outbox row must be, in minutes, before the sweep sends it.</summary>
    [Range(0, 24 * 60)]
    public int SweepAfterMinutes { get; set; } = 5;

    /// <summary>How long a notification is tried, in hours, before it is dead-lettered.</summary>
    [Range(1, 24 * 14)]
    public int GiveUpAfterHours { get; set; } = 24;

    /// <summary>The address mails come from, ASCII.</summary>
    [Required]
    [EmailAddress]
    public string From { get; set; } = "no-reply@backoffice.example";

    /// <summary>Mails a second over all recipients; 0 sets no limit.</summary>
    [Range(0, 1_000)]
    public int MailsPerSecond { get; set; }

    /// <summary>Webhooks may go to private addresses and, on this machine, over http: for development only.</summary>
    public bool AllowPrivateWebhooks { get; set; }

    /// <summary>How long a webhook may take to answer, in seconds.</summary>
    [Range(1, LongestTimeout, ErrorMessage = "Notifications:WebhookTimeoutSeconds" + TimeoutRule)]
    public int WebhookTimeoutSeconds { get; set; } = 15;

    /// <summary>How long a replaced webhook secret still signs, in hours.</summary>
    [Range(0, 24 * 30)]
    public int SecretOverlapHours { get; set; } = 24;

    [Required]
    public SmtpOptions Smtp { get; set; } = new();
}

/// <summary>The mail server, section Notifications:Smtp; without a host, mails are kept in the container mail-out.</summary>
public sealed class SmtpOptions
{
    public string? Host { get; set; }

    [Range(1, 65_535)]
    public int Port { get; set; } = 587;

    /// <summary>STARTTLS; the server is refused when it does not offer it.</summary>
    public bool UseTls { get; set; } = true;

    public string? User { get; set; }

    public string? Password { get; set; }

    /// <summary>For one mail, from the connection to the last answer.</summary>
    [Range(1, NotificationsOptions.LongestTimeout, ErrorMessage = "Notifications:Smtp:TimeoutSeconds" + NotificationsOptions.TimeoutRule)]
    public int TimeoutSeconds { get; set; } = 30;
}
