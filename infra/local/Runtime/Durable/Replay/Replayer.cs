using BackOffice.LocalRuntime.Durable.History;
using Microsoft.Extensions.Logging;

namespace BackOffice.LocalRuntime.Durable.Replay;

/// <summary>Runs episodes: replays the past, plays what arrived, tells what the orchestrator asks for next.</summary>
internal sealed class Replayer(IDurableFunctions functions, ReplaySettings settings, ILoggerFactory loggers)
{
    /// <param name="instanceId">The orchestration.</param>
    /// <param name="past">Its history up to the last episode.</param>
    /// <param name="arrived">This episode: an OrchestratorStarted, then the events in their order of arrival.</param>
    public EpisodeOutcome Run(string instanceId, IReadOnlyList<HistoryEvent> past, IReadOnlyList<HistoryEvent> arrived)
    {
        var previous = SynchronizationContext.Current;
        var thread = new ReplayThread();
        SynchronizationContext.SetSynchronizationContext(thread);
        try
        {
            return new ReplaySession(functions, settings, loggers, thread).Run(instanceId, past, arrived);
        }
        finally
        {
            thread.Close();
            SynchronizationContext.SetSynchronizationContext(previous);
        }
    }
}
