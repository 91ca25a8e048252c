using Azure.Data.Tables;
using BackOffice.Http;
using BackOffice.Notifications;
using BackOffice.Tenancy;

namespace BackOffice.Payroll;

/// <summary>Writes into the history of runs, once for each command or piece of news, and again while others write there.</summary>
public sealed class RunHistory(PayrollStore store)
{
    private const int MostAttempts = 8;

    /// <exception cref="RefusedException">404 not-found.</exception>
    internal async Task<RunRow> RequireAsync(RunReference run, CancellationToken cancellationToken)
        => await store.FindRunAsync(run, cancellationToken) ?? throw RefusedException.NotFound($"There is no payroll run '{run.RunId}'.");

    /// <summary>Changes a run, unless the same actor's command did before.</summary>
    /// <param name="run">Which run.</param>
    /// <param name="actor">Whose correlation names the command.</param>
    /// <param name="change">From the run as it stands; asked again when others changed it meanwhile.</param>
    /// <param name="cancellationToken">The request's, or the activity's.</param>
    /// <returns>The run; null when others changed it each time.</returns>
    /// <exception cref="RefusedException">404 not-found.</exception>
    internal Task<RunRow?> TryWriteOnceAsync(RunReference run, Actor actor, Func<RunRow, Task<IReadOnlyList<TableTransactionAction>>> change, CancellationToken cancellationToken)
        => TryWriteOnceAsync(run, actor, change, _ => [], cancellationToken);

    /// <summary>Writes a remark into a run, with what belongs to it, and tells of it, unless the same actor's command did before.</summary>
    /// <exception cref="InvalidOperationException">Others changed the run each time: the step is tried again.</exception>
    internal async Task NoteOnceAsync(RunReference run, Actor actor, Func<RunRow, Task<IReadOnlyList<TableTransactionAction>>> note, Func<RunRow, IReadOnlyList<Notification>> tell, CancellationToken cancellationToken)
        => _ = await TryWriteOnceAsync(run, actor, note, tell, cancellationToken)
            ?? throw new InvalidOperationException($"The run {run.RunId} changed each time it was to be written to.");

    private async Task<RunRow?> TryWriteOnceAsync(RunReference run, Actor actor, Func<RunRow, Task<IReadOnlyList<TableTransactionAction>>> change, Func<RunRow, IReadOnlyList<Notification>> tell, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            // Asked first, read second: a row read before its own change was written stands where it no longer is.
            var asked = await store.WasAskedAsync(run, actor, cancellationToken);
            var row = await RequireAsync(run, cancellationToken);
            if (asked || await store.TryWriteAsync(run.Tenant, await change(row), actor.Now, tell(row)))
            {
                return row;
            }
        }

        return null;
    }
}
