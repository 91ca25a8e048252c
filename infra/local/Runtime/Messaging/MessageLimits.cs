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

    /// <summary>The state of a session is as large as a message at most.</summary>
    public static void CheckState(BinaryData? state, string entity)
    {
        if (state is not null && state.ToMemory().Length > SendSize)
        {
            throw Exceeded($"A session state of {state.ToMemory().Length} bytes: at most {SendSize} bytes.", entity);
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
