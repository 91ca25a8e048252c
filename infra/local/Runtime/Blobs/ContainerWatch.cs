using Azure.Storage.Blobs;
using BackOffice.LocalRuntime.Hosting;

namespace BackOffice.LocalRuntime.Blobs;

/// <summary>Looks at one container for all functions that wait for its blobs, with one listing.</summary>
internal sealed class ContainerWatch(IReadOnlyList<BlobFunction> functions, BlobDispatcher dispatcher, BlobSurroundings surroundings, StorageOutage outage)
{
    private readonly BlobContainerClient container = functions[0].Account.Watching.GetBlobContainerClient(functions[0].Pattern.Container);
    private readonly string prefix = CommonPrefix(functions.Select(function => function.Pattern.Prefix));
    private DateTimeOffset? reviewed;

    /// <summary>Looks until the app stops; the pause lies between the end of one look and the start of the next.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            var pause = await LooksAsync(stopping) ? surroundings.Options.PollInterval : StorageOutage.LongestPause;
            await Task.Delay(pause, surroundings.Time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static string CommonPrefix(IEnumerable<string> prefixes)
        => prefixes.Aggregate((common, prefix) => common[..common.AsSpan().CommonPrefixLength(prefix)]);

    /// <returns>False when the account refuses for good: someone has to mend that, and the watch goes on afterwards.</returns>
    private async Task<bool> LooksAsync(CancellationToken stopping)
    {
        try
        {
            return await outage.RideOutAsync(LookAsync, stopping, stopping);
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            Log.Refused(surroundings.Logger, exception, container.Name);
            return false;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
    }

    private async Task<bool> LookAsync(CancellationToken stopping)
    {
        if (reviewed is null)
        {
            await NoteAsync(stopping);
        }

        if (surroundings.Time.GetUtcNow() - reviewed >= surroundings.Options.ReceiptReviewInterval || reviewed is null)
        {
            await ReviewReceiptsAsync(stopping);
        }

        await SweepAsync(stopping);
        return true;
    }

    /// <summary>Which blobs are there, so that only their receipts are kept of the many that may lie there from former times.</summary>
    private async Task NoteAsync(CancellationToken stopping)
    {
        await foreach (var blob in container.ListAsync(prefix, stopping))
        {
            foreach (var found in functions.Select(function => function.Find(blob)).OfType<FoundBlob>())
            {
                found.Function.Known.Note(found.Key);
            }
        }
    }

    /// <summary>A receipt deleted by hand makes its blob new; one left incomplete by a crash makes it come again (B-3).</summary>
    private async Task ReviewReceiptsAsync(CancellationToken stopping)
    {
        if (!functions.All(function => function.Known.IsIdle))
        {
            return;
        }

        foreach (var function in functions.Where(function => function.Known.Count > 0))
        {
            await foreach (var (key, state) in function.Receipts.ListAsync(stopping))
            {
                function.Known.Review(key, state);
            }

            function.Known.EndReview();
        }

        reviewed = surroundings.Time.GetUtcNow();
    }

    private async Task SweepAsync(CancellationToken stopping)
    {
        await foreach (var blob in container.ListAsync(prefix, stopping))
        {
            foreach (var found in functions.Select(function => function.Find(blob)).OfType<FoundBlob>())
            {
                if (found.Function.Known.Take(blob.Name, found.Key) is { } receipt)
                {
                    await dispatcher.BeginAsync(found, receipt);
                }
            }
        }

        foreach (var function in functions)
        {
            function.Known.EndSweep();
        }
    }
}
