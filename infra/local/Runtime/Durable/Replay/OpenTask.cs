using BackOffice.LocalRuntime.Durable.History;
using Microsoft.DurableTask;

namespace BackOffice.LocalRuntime.Durable.Replay;

/// <summary>A step the orchestrator may be waiting for.</summary>
internal abstract class OpenTask
{
    public abstract void Complete(string? result);

    public abstract void Fail(Failure failure);
}

/// <summary>A step with a result. Continuations run inside Complete: history order decides who wins (D-3).</summary>
internal sealed class OpenTask<T>(string name, int id, DataConverter converter) : OpenTask
{
    private readonly TaskCompletionSource<T> source = new();

    public Task<T> Task => source.Task;

    public override void Complete(string? result)
    {
        T? value;
        try
        {
            value = converter.Deserialize<T>(result);
        }
        catch (Exception exception) when (exception is System.Text.Json.JsonException or NotSupportedException)
        {
            source.TrySetException(exception);
            return;
        }

        source.TrySetResult(value!);
    }

    public override void Fail(Failure failure) => source.TrySetException(new StepFailure(name, id, failure).ToException());

    public bool Cancel() => source.TrySetCanceled();
}

/// <summary>A failed step; its exception remembers whether a retry can help.</summary>
internal sealed record StepFailure(string Name, int Id, Failure Failure)
{
    private const string NonRetriableKey = "BackOffice.NonRetriable";

    public static bool CanRetry(Exception exception) => !exception.Data.Contains(NonRetriableKey);

    public TaskFailedException ToException()
    {
        var exception = new TaskFailedException(Name, Id, Failure.ToDetails());
        if (Failure.NonRetriable)
        {
            exception.Data[NonRetriableKey] = true;
        }

        return exception;
    }
}
