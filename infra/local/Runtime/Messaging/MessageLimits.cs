using Azure.Messaging.ServiceBus;

namespace BackOffice.LocalRuntime.Messaging;

/// <summary>The quotas of the Standard tier (SB-6).</summary>
internal static class MessageLimits
{
    public const int IdLength = 128;

    /// <summary>One message, and one send of several, properties included.</summary>
    public const int SendSize = 256 * 1024;

    public const int PropertiesSize = 64 * 1024;

    public const int PropertySize = 32 * 1024;

    public const int DeadLetterTextLength = 4096;

    public static void Check(IReadOnlyList<BusMessage> contents, string entity)
    {
        if (contents.Sum(content => (long)content.Size) is var size && size > SendSize)
        {
            throw Exceeded($"{contents.Count} message(s) of {size} bytes: one send carries at most {SendSize} bytes.", entity);
        }

        foreach (var content in contents)
        {
            CheckProperties(content, entity);
        }
    }

    public static void CheckProperties(BusMessage content, string entity)
    {
        if (content.PropertiesSize > PropertiesSize || content.LargestPropertySize > PropertySize)
        {
            throw Exceeded(
                $"Properties of {content.PropertiesSize} bytes: all of a message take at most {PropertiesSize} bytes, one at most {PropertySize}.",
                entity);
        }
    }

    /// <summary>Reason and description of a dead letter come on top of its properties.</summary>
    public static void CheckText(string? text, string name)
    {
        if (text is { Length: > DeadLetterTextLength })
        {
            throw new ArgumentOutOfRangeException(name, text.Length, $"At most {DeadLetterTextLength} characters.");
        }
    }

    private static ServiceBusException Exceeded(string message, string entity)
        => new(message, ServiceBusFailureReason.MessageSizeExceeded, entity);
}
