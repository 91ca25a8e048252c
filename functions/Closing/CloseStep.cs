using System.Collections.Immutable;
using BackOffice.Closing.Domain;

namespace BackOffice.Closing;

/// <summary>A step of the month-end close. A feature registers its own with <c>services.AddCloseStep&lt;T&gt;()</c>.</summary>
public interface ICloseStep
{
    /// <summary>What it is called, what it waits for, who looks after it. The same at every call.</summary>
    CloseStepDefinition Definition { get; }

    /// <summary>
    /// A check looks for what is open; an action does its work; a sign-off says what must be settled before it is signed.
    /// Called again after a failure, when somebody says the cause is mended, and once a day while blocked: harmless twice.
    /// </summary>
    /// <returns>What stands in the way; nothing when the step is done (or may be signed).</returns>
    /// <exception cref="Exception">A fault: the step is tried again, then shown as failed until somebody retries it.</exception>
    Task<CloseOutcome> RunAsync(CloseRun run, CancellationToken cancellationToken);
}

/// <summary>For which close a step runs.</summary>
/// <param name="Tenant">Whose books.</param>
/// <param name="Period">The month that closes.</param>
/// <param name="Round">1 for the first close of the month, one more after each reopening or cancellation.</param>
public sealed record CloseRun(string Tenant, Period Period, int Round);

/// <summary>What a step found.</summary>
public sealed record CloseOutcome(IReadOnlyList<CloseBlocker> Blockers)
{
    /// <summary>Nothing stands in the way.</summary>
    public static CloseOutcome Clear { get; } = new([]);

    public bool IsClear => Blockers.Count == 0;

    /// <summary>Those of the blockers that count more than nothing.</summary>
    public static CloseOutcome Of(params ReadOnlySpan<CloseBlocker> blockers) => new([.. blockers.ToImmutableArray().Where(blocker => blocker.Count > 0)]);
}

/// <summary>Something that stands in the way of a close.</summary>
/// <param name="What">A word for programs and texts: documents-waiting for instance; never a name of a person.</param>
/// <param name="Count">How many of them.</param>
/// <param name="Link">Where they can be seen, as a path of this API.</param>
public sealed record CloseBlocker(string What, int Count, string Link);
