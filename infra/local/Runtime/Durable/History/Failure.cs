using Microsoft.DurableTask;

namespace BackOffice.LocalRuntime.Durable.History;

/// <summary>An exception as history stores it.</summary>
internal sealed record Failure(string Type, string Message, string? StackTrace, Failure? Inner)
{
    /// <summary>No retry can help: the step does not exist (D-26).</summary>
    public bool NonRetriable { get; init; }

    public static Failure From(Exception exception) => From(TaskFailureDetails.FromException(exception));

    public static Failure From(TaskFailureDetails details)
        => new(details.ErrorType, details.ErrorMessage, details.StackTrace, details.InnerFailure is { } inner ? From(inner) : null);

    public TaskFailureDetails ToDetails() => new(Type, Message, StackTrace, Inner?.ToDetails(), null);
}
