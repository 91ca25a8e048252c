using Microsoft.DurableTask;

namespace BackOffice.Runs;

/// <summary>How long the steps of every process are tried again.</summary>
internal static class Patience
{
    /// <summary>About a day of tries: what people or rules have settled must not be lost because storage or the bus was away.</summary>
    public static TaskOptions Stubborn { get; } = ForADay(_ => true);

    /// <summary>The same, but what fails so will never go: it is not tried again.</summary>
    public static TaskOptions StubbornExceptFor<TException>()
        where TException : Exception
        => ForADay(failure => !failure.IsCausedBy<TException>());

    private static TaskOptions ForADay(Func<TaskFailureDetails, bool> isTriedAgain)
        => TaskOptions.FromRetryPolicy(new RetryPolicy(maxNumberOfAttempts: 100, firstRetryInterval: TimeSpan.FromSeconds(2), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromMinutes(15)) { HandleFailure = isTriedAgain });
}
