namespace BackOffice.LocalRuntime.Messaging;

/// <summary>Why a message goes to the dead-letter queue, and what else is to be written on it.</summary>
internal sealed record DeadLetter(string? Reason, string? Description, IEnumerable<KeyValuePair<string, object>>? Properties = null)
{
    public const string ReasonProperty = "DeadLetterReason";
    public const string DescriptionProperty = "DeadLetterErrorDescription";

    public static readonly DeadLetter Expired = new("TTLExpiredException", "The message expired and was dead lettered.");

    public static readonly DeadLetter WithoutSession = new("Session ID is null", "Session enabled entity doesn't allow a message whose session identifier is null.");

    public static DeadLetter DeliveredTooOften(int maxDeliveryCount)
        => new("MaxDeliveryCountExceeded", $"Message could not be consumed after {maxDeliveryCount} delivery attempts.");

    /// <summary>Reason and description as the application properties they travel as.</summary>
    public IEnumerable<KeyValuePair<string, object>> Texts()
    {
        if (Reason is not null)
        {
            yield return new(ReasonProperty, Reason);
        }

        if (Description is not null)
        {
            yield return new(DescriptionProperty, Description);
        }
    }
}
