using Microsoft.DurableTask;

namespace BackOffice.Runs;

/// <summary>Waiting for an event with the clock beside it. The waiter is the caller's and is not given up: what comes later is not lost.</summary>
internal static class WaitSteps
{
    extension(TaskOrchestrationContext context)
    {
        /// <summary>Whether the event came within a time; if not, it may still come.</summary>
        public Task<bool> ComesWithin(Task raised, TimeSpan time) => context.ComesBefore(raised, new DateTimeOffset(context.CurrentUtcDateTime + time, TimeSpan.Zero));

        /// <summary>Whether the event came before the clock; if not, it may still come.</summary>
        public async Task<bool> ComesBefore(Task raised, DateTimeOffset alarmAt)
        {
            using var alarm = new CancellationTokenSource();
            var first = await Task.WhenAny(raised, context.CreateTimer(alarmAt.UtcDateTime, alarm.Token));
            alarm.Cancel();
            return first == raised;
        }
    }
}
