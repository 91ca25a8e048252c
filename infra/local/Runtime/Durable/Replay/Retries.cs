using Microsoft.DurableTask;

namespace BackOffice.LocalRuntime.Durable.Replay;

/// <summary>Runs a step until it succeeds or its retry options give up (D-26, D-27).</summary>
internal static class Retries
{
    public static Task<T> RunAsync<T>(ReplayContext context, TaskRetryOptions? retry, Func<Task<T>> step) => retry switch
    {
        null => step(),
        { Policy: { } policy } => WithPolicyAsync(context, policy, step),
        { Handler: { } handler } => WithHandlerAsync(context, handler, step),
        _ => throw new ArgumentException("Retry options have a policy or a handler.", nameof(retry)),
    };

    private static async Task<T> WithPolicyAsync<T>(ReplayContext context, RetryPolicy policy, Func<Task<T>> step)
    {
        var first = context.CurrentUtcDateTime;
        for (var attempt = 0; ; attempt++)
        {
            TaskFailedException failure;
            try
            {
                return await step();
            }
            catch (TaskFailedException failed)
            {
                failure = failed;
            }

            var isLast = attempt + 1 >= policy.MaxNumberOfAttempts;
            if (!StepFailure.CanRetry(failure) || !Accepts(policy, failure.FailureDetails) || IsLate(context, policy, first))
            {
                throw failure;
            }

            // After the last attempt Azure still schedules a timer, one that fires at once: it takes a sequence number.
            await context.CreateSingleTimer(context.CurrentUtcDateTime + (isLast ? TimeSpan.Zero : Delay(policy, attempt)), CancellationToken.None);
            if (isLast)
            {
                throw failure;
            }
        }
    }

    private static async Task<T> WithHandlerAsync<T>(ReplayContext context, AsyncRetryHandler handler, Func<Task<T>> step)
    {
        var first = context.CurrentUtcDateTime;
        for (var attempt = 1; ; attempt++)
        {
            TaskFailedException failure;
            try
            {
                return await step();
            }
            catch (TaskFailedException failed) when (StepFailure.CanRetry(failed))
            {
                failure = failed;
            }

            var retry = new RetryContext(context, attempt, failure.FailureDetails, context.CurrentUtcDateTime - first, CancellationToken.None);
            if (!await handler(retry))
            {
                throw failure;
            }
        }
    }

    private static bool IsLate(ReplayContext context, RetryPolicy policy, DateTime first)
        => policy.RetryTimeout != Timeout.InfiniteTimeSpan
            && policy.RetryTimeout < DateTime.MaxValue - first
            && context.CurrentUtcDateTime >= first + policy.RetryTimeout;

    private static TimeSpan Delay(RetryPolicy policy, int attempt)
    {
        var milliseconds = policy.FirstRetryInterval.TotalMilliseconds * Math.Pow(policy.BackoffCoefficient, attempt);
        return milliseconds < policy.MaxRetryInterval.TotalMilliseconds ? TimeSpan.FromMilliseconds(milliseconds) : policy.MaxRetryInterval;
    }

    // A filter that throws hides nothing: the step's own failure stands and is not retried.
    private static bool Accepts(RetryPolicy policy, TaskFailureDetails failure)
    {
        try
        {
            return policy.Retries(failure);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return false;
        }
    }
}
