using System.Diagnostics.CodeAnalysis;

namespace BackOffice.Storage;

/// <summary>
/// Lets many callers share one write: what arrives while a write is under way goes into the next one. Order is kept.
/// A failed write fails every caller in it, and nobody else.
/// </summary>
/// <param name="most">How many changes one write may take, at least 1.</param>
/// <param name="write">Writes the changes and answers one result for each, in their order.</param>
internal sealed class GroupCommit<TChange, TResult>(int most, Func<IReadOnlyList<TChange>, Task<IReadOnlyList<TResult>>> write)
{
    private readonly Lock gate = new();
    private readonly Queue<(TChange Change, TaskCompletionSource<TResult> Answer)> waiting = new();
    private bool writing;

    /// <summary>Completes when the change is written.</summary>
    public Task<TResult> SubmitAsync(TChange change)
    {
        var answer = new TaskCompletionSource<TResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            waiting.Enqueue((change, answer));
            if (!writing)
            {
                writing = true;
                _ = Task.Run(WriteAllAsync);
            }
        }

        return answer.Task;
    }

    private async Task WriteAllAsync()
    {
        while (TakeBatch() is { Count: > 0 } batch)
        {
            await WriteAsync(batch);
        }
    }

    private List<(TChange Change, TaskCompletionSource<TResult> Answer)> TakeBatch()
    {
        lock (gate)
        {
            List<(TChange, TaskCompletionSource<TResult>)> batch = [];
            while (batch.Count < most && waiting.TryDequeue(out var next))
            {
                batch.Add(next);
            }

            writing = batch.Count > 0;
            return batch;
        }
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Handed to every caller, none of whom would hear of it otherwise.")]
    private async Task WriteAsync(List<(TChange Change, TaskCompletionSource<TResult> Answer)> batch)
    {
        try
        {
            var results = await write([.. batch.Select(entry => entry.Change)]);
            for (var i = 0; i < batch.Count; i++)
            {
                batch[i].Answer.SetResult(results[i]);
            }
        }
        catch (Exception failure)
        {
            // Whatever it is, those who wait must hear of it, and the next batch must be tried.
            batch.ForEach(entry => entry.Answer.TrySetException(failure));
        }
    }
}
