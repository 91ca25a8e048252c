using BackOffice.Notifications.Domain;
using BackOffice.Primitives;

namespace BackOffice.Notifications;

/// <summary>What nobody may opt out of: rules/mandatory-events.json.</summary>
internal static class MandatoryEvents
{
    private static readonly Rules Known = ShippedFiles.Read<Rules>("notifications/rules/mandatory-events.json");

    public static bool Include(string @event) => Known.Events.Any(pattern => EventPattern.Matches(pattern, @event));

    /// <summary>Whether opting out of this pattern would silence something mandatory.</summary>
    public static bool Touch(string pattern) => Known.Events.Any(mandatory => EventPattern.Overlap(mandatory, pattern));

    private sealed record Rules(string Source, IReadOnlyList<string> Events);
}
