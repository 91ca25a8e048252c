using Azure;
using Azure.Storage.Blobs.Models;
using BackOffice.LocalRuntime.Hosting;

namespace BackOffice.LocalRuntime.Blobs;

/// <summary>
/// Runs functions for the blobs found, so many at a time over all functions (B-7). Two requests a blob: the receipt before,
/// its completion after. What was begun and not completed, by a crash, comes again.
/// </summary>
internal sealed class BlobDispatcher(BlobSurroundings surroundings, StorageOutage outage, Drain drain) : IDisposable
{
    private readonly SemaphoreSlim slots = new(surroundings.Options.MaxDegreeOfParallelism);

    private enum Verdict
    {
        Done,
        Superseded,
        Poison,
    }

    /// <summary>Comes back when the blob has its slot, which holds up whoever lists more blobs than can be worked on.</summary>
    public async Task BeginAsync(FoundBlob blob, ReceiptState receipt)
    {
        try
        {
            await slots.WaitAsync(drain.Stopping);
        }
        catch (OperationCanceledException)
        {
            blob.Function.Known.PutBack(blob.Item.Name, blob.Key, receipt);
            throw;
        }

        _ = WorkAsync(blob, receipt);
    }

    /// <summary>Completes when nothing runs any more; to be called when nothing begins any more.</summary>
    public async Task FinishAsync(CancellationToken patience)
    {
        for (var slot = 0; slot < surroundings.Options.MaxDegreeOfParallelism; slot++)
        {
            await slots.WaitAsync(patience);
        }
    }

    public void Dispose() => slots.Dispose();

    private async Task WorkAsync(FoundBlob blob, ReceiptState receipt)
    {
        var (known, pause) = (receipt, TimeSpan.Zero);
        try
        {
            known = await CompleteAsync(blob, receipt);
        }
        catch (Exception exception) when (drain.Stopping.IsCancellationRequested)
        {
            Log.Interrupted(surroundings.Logger, exception, blob.Function.Descriptor.Name);
        }
        catch (Exception exception) when (!drain.Stopping.IsCancellationRequested)
        {
            Log.NotDispatched(surroundings.Logger, exception, blob.Function.Descriptor.Name);
            pause = StorageOutage.LongestPause;
        }

        slots.Release();
        await Task.Delay(pause, surroundings.Time);
        blob.Function.Known.PutBack(blob.Item.Name, blob.Key, known);
    }

    private async Task<ReceiptState> CompleteAsync(FoundBlob blob, ReceiptState receipt)
    {
        var receipts = blob.Function.Receipts;
        if (receipt == ReceiptState.None && await RideOutAsync(token => receipts.CreateAsync(blob.Key, token)) == ReceiptState.Complete)
        {
            return ReceiptState.Complete;
        }

        if (await JudgeAsync(blob) == Verdict.Poison)
        {
            Log.Poison(surroundings.Logger, blob.Function.Descriptor.Name, PoisonBlobQueue.Name);
            await RideOutAsync(token => blob.Function.Poison.SendAsync(blob.ToPoisonMessage(), token));
        }

        await RideOutAsync(token => receipts.CompleteAsync(blob.Key, token));
        return ReceiptState.Complete;
    }

    /// <summary>The tries follow one another at once (B-6). Whether the blob is still the one that was found is asked only after a failure.</summary>
    private async Task<Verdict> JudgeAsync(FoundBlob blob)
    {
        if (!BlobNames.IsAddressable(blob.Item.Name))
        {
            Log.NotAddressable(surroundings.Logger, blob.Function.Descriptor.Name);
            return Verdict.Poison;
        }

        for (var tries = 1; ; tries++)
        {
            if (await SucceedsAsync(blob, tries))
            {
                return Verdict.Done;
            }

            drain.Stopping.ThrowIfCancellationRequested();
            if (await RideOutAsync(token => IsSupersededAsync(blob, token)))
            {
                Log.Superseded(surroundings.Logger, blob.Function.Descriptor.Name);
                return Verdict.Superseded;
            }

            if (tries >= surroundings.Options.PoisonBlobThreshold)
            {
                return Verdict.Poison;
            }
        }
    }

    private async Task<bool> SucceedsAsync(FoundBlob blob, int tries)
    {
        await using var input = blob.CreateInput();
        try
        {
            await surroundings.Invoker.InvokeAsync(blob.Function.Descriptor, input, drain.Aborting);
            return true;
        }
        catch (Exception exception) when (!drain.Aborting.IsCancellationRequested)
        {
            Log.TryFailed(surroundings.Logger, exception, blob.Function.Descriptor.Name, tries);
            return false;
        }
    }

    /// <summary>The blob was deleted, or has another version that triggers by itself (B-4).</summary>
    private static async Task<bool> IsSupersededAsync(FoundBlob blob, CancellationToken cancellationToken)
    {
        var current = blob.Function.Account.Watching.GetBlobContainerClient(blob.Function.Pattern.Container).GetBlobClient(blob.Item.Name);
        try
        {
            await current.GetPropertiesAsync(new BlobRequestConditions { IfMatch = blob.Item.Properties.ETag }, cancellationToken);
            return false;
        }
        catch (RequestFailedException gone) when (gone.Status is 404 or 412)
        {
            return true;
        }
    }

    private Task<TResult> RideOutAsync<TResult>(Func<CancellationToken, Task<TResult>> request)
        => outage.RideOutAsync(request, drain.Aborting, drain.Stopping);

    private Task<bool> RideOutAsync(Func<CancellationToken, Task> request)
        => RideOutAsync(async token =>
        {
            await request(token);
            return true;
        });
}
