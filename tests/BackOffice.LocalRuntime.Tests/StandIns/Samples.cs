namespace BackOffice.LocalRuntime.Tests.StandIns.Samples;

/// <summary>Stands in for the stand-ins where the comparison itself is tested.</summary>
public abstract class Sample : IDisposable
{
    public const string Prefix = "run";

    protected Sample(string name, int? limit = null) => Name = $"{name}{limit}";

    public event EventHandler? Changed;

    public string? Name { get; protected set; }

    public virtual IReadOnlyList<string> Tags { get; init; } = [];

    public static implicit operator string?(Sample sample) => sample?.Name;

    public abstract Task<IReadOnlyDictionary<string, object?>?> FindAsync<T>(T key, DayOfWeek day = DayOfWeek.Friday, TimeSpan wait = default, CancellationToken cancellationToken = default)
        where T : class, IDisposable;

    public bool TryGet(string[]? keys, out DateTimeOffset? time, params object[] rest)
    {
        time = null;
        Changed?.Invoke(this, EventArgs.Empty);
        return keys?.Length == rest?.Length;
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    public override string ToString() => "not a difference";

    internal static void NotSeen()
    {
    }

    protected virtual void Dispose(bool disposing)
    {
    }
}

/// <summary>An enum of which the package may have more members.</summary>
public enum SampleKind
{
    First = 0,
    Second = 1,
}
