namespace BackOffice.LocalRuntime.Messaging;

/// <summary>Paths of entities as clients write them; case does not matter.</summary>
internal static class EntityPath
{
    private const string SubscriptionsPart = "/Subscriptions/";
    private const string DeadLetterPart = "/$DeadLetterQueue";

    public static string OfSubscription(string topic, string subscription) => topic + SubscriptionsPart + subscription;

    public static string OfDeadLetterQueue(string path) => path + DeadLetterPart;

    public static (string Path, bool DeadLetter) SplitDeadLetter(string path)
        => path.EndsWith(DeadLetterPart, StringComparison.OrdinalIgnoreCase) ? (path[..^DeadLetterPart.Length], true) : (path, false);

    public static (string Entity, string? Subscription) SplitSubscription(string path)
        => path.IndexOf(SubscriptionsPart, StringComparison.OrdinalIgnoreCase) is >= 0 and var at
            ? (path[..at], path[(at + SubscriptionsPart.Length)..])
            : (path, null);
}
