using System.Text.Json;
using System.Text.Json.Serialization;
using System.Xml;
using BackOffice.LocalRuntime.Hosting;

namespace BackOffice.LocalRuntime.Messaging;

/// <summary>Reads servicebus.json, which has the shape of the official emulator's Config.json.</summary>
internal static class NamespaceFile
{
    /// <summary>A send to a topic is one transaction: so many copies of the largest message fit.</summary>
    private const int MostSubscriptions = 8;

    private static readonly JsonSerializerOptions Options = new()
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <exception cref="StartupException">The file is missing or wrong.</exception>
    public static NamespaceDeclaration Load(string path)
    {
        try
        {
            return Parse(File.ReadAllText(path));
        }
        catch (IOException unreadable)
        {
            throw new StartupException($"The Service Bus entities cannot be read: {unreadable.Message}", unreadable);
        }
    }

    /// <exception cref="StartupException">The text is no such file, or asks for what is not served.</exception>
    public static NamespaceDeclaration Parse(string json)
    {
        FileShape? file;
        try
        {
            file = JsonSerializer.Deserialize<FileShape>(json, Options);
        }
        catch (JsonException malformed)
        {
            throw new StartupException($"servicebus.json: {malformed.Message}", malformed);
        }

        if (file?.UserConfig?.Namespaces is not [var space])
        {
            throw Wrong("UserConfig.Namespaces", "exactly one namespace is needed");
        }

        List<EntityDeclaration> entities = [.. (space.Queues ?? []).Select(Queue), .. (space.Topics ?? []).Select(Topic)];
        RequireUnique(entities.Select(entity => entity.Name), "Queues and Topics");
        return new(space.Name ?? "local", entities);
    }

    private static EntityDeclaration Queue(EntityShape shape)
    {
        var name = ValidName(shape.Name, 260);
        if (shape.Subscriptions is not null)
        {
            throw Wrong(name, "a queue has no Subscriptions");
        }

        var properties = shape.Properties ?? new();
        return new(name, [Source(null, properties, name)]) { DuplicateWindow = Window(properties, name) };
    }

    private static EntityDeclaration Topic(EntityShape shape)
    {
        var name = ValidName(shape.Name, 260);
        var properties = shape.Properties ?? new();
        if (properties is not { LockDuration: null, MaxDeliveryCount: null, RequiresSession: null, DeadLetteringOnMessageExpiration: null })
        {
            throw Wrong(name, "LockDuration, MaxDeliveryCount, RequiresSession and DeadLetteringOnMessageExpiration belong to a subscription");
        }

        RequireServed(properties, name);
        var life = TimeToLive(properties, name);
        var subscriptions = (shape.Subscriptions ?? []).Select(subscription => Subscription(subscription, name, life)).ToList();
        RequireUnique(subscriptions.Select(subscription => subscription.Subscription!), name);
        return subscriptions.Count <= MostSubscriptions
            ? new(name, subscriptions) { IsTopic = true, DuplicateWindow = Window(properties, name) }
            : throw Wrong(name, $"more than {MostSubscriptions} subscriptions are not served locally");
    }

    private static SourceDeclaration Subscription(SubscriptionShape shape, string topic, TimeSpan? topicLife)
    {
        var name = ValidName(shape.Name, 50);
        var path = EntityPath.OfSubscription(topic, name);
        var properties = shape.Properties ?? new();
        if (properties is not { RequiresDuplicateDetection: null, DuplicateDetectionHistoryTimeWindow: null })
        {
            throw Wrong(path, "duplicates are detected by the topic");
        }

        var source = Source(name, properties, path);
        var life = source.TimeToLive is { } own && !(own > topicLife) ? own : topicLife;
        return source with { TimeToLive = life, Rules = RuleFile.Read(shape.Rules ?? [], path) };
    }

    private static SourceDeclaration Source(string? subscription, PropertiesShape properties, string path)
    {
        RequireServed(properties, path);
        var standard = new SourceDeclaration(subscription);
        return standard with
        {
            LockDuration = Duration(properties.LockDuration, $"{path}.LockDuration", TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5)) ?? standard.LockDuration,
            MaxDeliveryCount = properties.MaxDeliveryCount is null or (>= 1 and <= 2000)
                ? properties.MaxDeliveryCount ?? standard.MaxDeliveryCount
                : throw Wrong($"{path}.MaxDeliveryCount", "1 to 2000"),
            RequiresSession = properties.RequiresSession == true,
            TimeToLive = TimeToLive(properties, path),
            DeadLettersExpired = properties.DeadLetteringOnMessageExpiration == true,
        };
    }

    private static TimeSpan? Window(PropertiesShape properties, string path)
    {
        var window = Duration(
            properties.DuplicateDetectionHistoryTimeWindow, $"{path}.DuplicateDetectionHistoryTimeWindow", TimeSpan.FromSeconds(20), TimeSpan.FromDays(7));
        return properties.RequiresDuplicateDetection == true ? window ?? TimeSpan.FromMinutes(10) : null;
    }

    private static void RequireServed(PropertiesShape properties, string path)
    {
        if (properties is not { ForwardTo: null or "", ForwardDeadLetteredMessagesTo: null or "" })
        {
            throw Wrong(path, "forwarding is not served");
        }
    }

    private static TimeSpan? TimeToLive(PropertiesShape properties, string path)
        => Duration(properties.DefaultMessageTimeToLive, $"{path}.DefaultMessageTimeToLive", TimeSpan.FromSeconds(1), TimeSpan.MaxValue);

    private static TimeSpan? Duration(string? text, string path, TimeSpan least, TimeSpan most)
    {
        if (text is null)
        {
            return null;
        }

        try
        {
            var duration = XmlConvert.ToTimeSpan(text);
            return duration >= least && duration <= most ? duration : throw Wrong(path, $"{XmlConvert.ToString(least)} to {XmlConvert.ToString(most)}");
        }
        catch (Exception unreadable) when (unreadable is FormatException or OverflowException)
        {
            throw Wrong(path, $"'{text}' is no ISO 8601 duration such as PT1M");
        }
    }

    private static string ValidName(string? name, int longest)
        => name is { Length: > 0 } && name.Length <= longest && char.IsAsciiLetterOrDigit(name[0]) && name.All(letter => char.IsAsciiLetterOrDigit(letter) || "._-/".Contains(letter, StringComparison.Ordinal))
            ? name
            : throw Wrong("Name", $"'{name}' is no name: letters, digits, '.', '-', '_' and '/', at most {longest}, beginning with a letter or digit");

    private static void RequireUnique(IEnumerable<string> names, string path)
    {
        if (names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw Wrong(path, $"'{twice.Key}' is declared twice");
        }
    }

    public static StartupException Wrong(string where, string what) => new($"servicebus.json: {where}: {what}.");

    private sealed record FileShape(UserConfigShape? UserConfig);

    private sealed record UserConfigShape(List<NamespaceShape>? Namespaces, JsonElement? Logging = null);

    private sealed record NamespaceShape(string? Name, List<EntityShape>? Queues = null, List<EntityShape>? Topics = null);

    private sealed record EntityShape(string? Name, PropertiesShape? Properties = null, List<SubscriptionShape>? Subscriptions = null);

    private sealed record SubscriptionShape(string? Name, PropertiesShape? Properties = null, List<RuleShape>? Rules = null);

    private sealed record PropertiesShape
    {
        public bool? DeadLetteringOnMessageExpiration { get; init; }

        public string? DefaultMessageTimeToLive { get; init; }

        public string? DuplicateDetectionHistoryTimeWindow { get; init; }

        public string? ForwardDeadLetteredMessagesTo { get; init; }

        public string? ForwardTo { get; init; }

        public string? LockDuration { get; init; }

        public int? MaxDeliveryCount { get; init; }

        public bool? RequiresDuplicateDetection { get; init; }

        public bool? RequiresSession { get; init; }
    }
}
