namespace BackOffice.LocalRuntime.Durable.Replay;

/// <summary>
/// Keeps an orchestrator on the thread that replays it: continuations run inline, and one that arrives from another thread
/// is dropped and remembered (D-3, D-6).
/// </summary>
internal sealed class ReplayThread : SynchronizationContext
{
    private readonly int owner = Environment.CurrentManagedThreadId;
    private volatile bool over;

    public bool WasLeft { get; private set; }

    public bool IsCurrent => !over && Environment.CurrentManagedThreadId == owner;

    /// <exception cref="InvalidOperationException">The caller is not on the replay's thread, or the episode is over.</exception>
    public void Require()
    {
        if (!IsCurrent)
        {
            WasLeft = true;
            throw IllegalAwait.Exception();
        }
    }

    public void Close() => over = true;

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (IsCurrent)
        {
            d(state);
        }
        else
        {
            WasLeft = true;
        }
    }

    public override void Send(SendOrPostCallback d, object? state) => Post(d, state);
}
