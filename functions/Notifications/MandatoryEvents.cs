using System.Text.Json;
using BackOffice.Http;
using BackOffice.Notifications.Domain;

namespace BackOffice.Notifications;

/// <summary>What nobody may opt out of: rules/mandatory-events.json.</summary>
internal static class MandatoryEvents
{
    private static readonly Rules Known = Read();

    public static bool Include(string @event) => Known.Events.Any(pattern => EventPattern.Matches(pattern, @event));

    /// <summary>Whether opting out of this pattern would silence something mandatory.</summary>
    public static bool Touch(string pattern) => Known.Events.Any(mandatory => EventPattern.Overlap(mandatory, pattern));

    private static Rules Read()
    {
        using var file = typeof(MandatoryEvents).Assembly.GetManifestResourceStream("Notifications/rules/mandatory-events.json")!;
        return JsonSerializer.Deserialize<Rules>(file, Json.Options)!;
    }

    private sealed record Rules(string Source, IReadOnlyList<string> Events);
}
