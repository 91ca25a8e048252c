namespace BackOffice.TestKit;

/// <summary>What becomes of a request that passes the fault proxy.</summary>
public sealed record ProxyVerdict
{
    private ProxyVerdict(ProxyAction action) => Action = action;

    /// <summary>Storage answers.</summary>
    public static ProxyVerdict Pass { get; } = new(ProxyAction.Pass);

    /// <summary>Storage never sees it; the connection breaks.</summary>
    public static ProxyVerdict RefuseBefore { get; } = new(ProxyAction.RefuseBefore);

    /// <summary>Storage has done it; the connection breaks before the answer.</summary>
    public static ProxyVerdict LoseAnswer { get; } = new(ProxyAction.LoseAnswer);

    /// <summary>Storage has done it; half of the answer arrives, then the connection breaks.</summary>
    public static ProxyVerdict TruncateAnswer { get; } = new(ProxyAction.TruncateAnswer);

    /// <summary>Nothing happens until the caller gives up or the cord is cut.</summary>
    public static ProxyVerdict Stall { get; } = new(ProxyAction.Stall);

    internal ProxyAction Action { get; }

    internal bool IsDoneByStorage => Action is ProxyAction.LoseAnswer or ProxyAction.TruncateAnswer;

    internal int Status { get; private init; }

    internal TimeSpan? RetryAfter { get; private init; }

    /// <summary>Storage never sees it; the caller gets this status (429, 500, 503...).</summary>
    public static ProxyVerdict Answer(int status, TimeSpan? retryAfter = null)
        => new(ProxyAction.Answer) { Status = status, RetryAfter = retryAfter };
}

internal enum ProxyAction
{
    Pass,
    RefuseBefore,
    LoseAnswer,
    TruncateAnswer,
    Stall,
    Answer,
}
