using BackOffice.LocalRuntime.Hosting;

namespace BackOffice.LocalRuntime.Timers;

/// <summary>Decides which host of an app runs a timer: one at a time (T-8).</summary>
internal interface ITimerLocks
{
    /// <returns>Null while another host has it.</returns>
    /// <exception cref="Exception">Storage does not answer: whether another host has it is not known.</exception>
    Task<ITimerLock?> TryTakeAsync(FunctionDescriptor function, CancellationToken cancellationToken);
}

/// <summary>The right to run one timer.</summary>
internal interface ITimerLock
{
    /// <summary>Keeps it until the token is cancelled. Returns before that only when it is lost: then another host may have it.</summary>
    Task KeepAsync(CancellationToken cancellationToken);

    /// <summary>Gives it to whoever asks next. Does nothing when it was lost.</summary>
    Task ReleaseAsync(CancellationToken cancellationToken);
}
