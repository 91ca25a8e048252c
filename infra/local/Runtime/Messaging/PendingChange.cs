namespace BackOffice.LocalRuntime.Messaging;

/// <summary>Something that waits to be committed. Plan, Apply and Undo run under the entity's lock.</summary>
internal abstract class PendingChange
{
    /// <summary>What a row without a body takes in a request.</summary>
    protected const int SmallRow = 2_000;

    private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the change has been committed.</summary>
    public Task Done => done.Task;

    public virtual int MaxRows => 1;

    /// <summary>An estimate: a plan that comes out heavier is spread over two transactions, and nobody sees the difference.</summary>
    public abstract int MaxWeight { get; }

    /// <summary>A row that several changes may write, and no commit twice; null for a row that only one change has at a time.</summary>
    public virtual string? SharedRow => null;

    /// <summary>Decides what to write, on a state that every earlier commit has been applied to.</summary>
    public abstract void Plan(CommitPlan plan);

    public abstract void Apply(CommitPlan plan);

    /// <summary>The commit will never come: gives back what was reserved for it.</summary>
    public virtual void Undo()
    {
    }

    public void Succeed() => done.TrySetResult();

    public void Fail(Exception failure)
    {
        done.TrySetException(failure);
        _ = done.Task.Exception;
    }
}
