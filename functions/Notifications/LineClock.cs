using BackOffice.Notifications.Domain;
using Microsoft.Extensions.Options;

namespace BackOffice.Notifications;

/// <summary>The times that lines go by.</summary>
public sealed class LineClock(TimeProvider time, IOptions<NotificationsOptions> options)
{
    /// <summary>So many lines of a tenant move beside each other.</summary>
    internal const int LinesAtATime = 8;

    /// <summary>A claim that ends sooner is renewed.</summary>
    internal static readonly TimeSpan Renewal = TimeSpan.FromMinutes(3);

    private static readonly TimeSpan Claimed = TimeSpan.FromMinutes(5);

    internal DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Now, without what a filter cannot compare alike everywhere.</summary>
    internal DateTimeOffset Second => DateTimeOffset.FromUnixTimeSeconds(Now.ToUnixTimeSeconds());

    /// <summary>Makes the line the caller's own; after a crash the next may take it when the claim ends.</summary>
    internal void Claim(LineRow line) => line.ClaimedUntil = Now + Claimed;

    /// <summary>The recipient answers.</summary>
    internal void Succeed(LineRow line)
    {
        (line.Failures, line.FailingSince) = (0, null);
        Claim(line);
    }

    /// <summary>Nothing goes out until later: the hour is wrong, or the recipient does not answer.</summary>
    internal void Postpone(LineRow line, DeliveryDecision outcome)
    {
        if (outcome.Event == NotificationEvent.Fail)
        {
            line.Failures++;
            line.FailingSince ??= Now;
        }

        line.DueAt = outcome.Until?.ToDateTimeOffset() ?? Now + BackOff.After(line.Failures);
        line.ClaimedUntil = null;
    }

    /// <summary>A notification has waited for a recipient that does not answer as long as it may: from when it came, or from when the silence began.</summary>
    internal bool IsTimeToGiveUp(NotificationRow row, LineRow? line)
    {
        var since = line?.FailingSince > row.WaitingSince ? line.FailingSince : row.WaitingSince;
        return line?.FailingSince is not null && since + TimeSpan.FromHours(options.Value.GiveUpAfterHours) <= Now;
    }
}
