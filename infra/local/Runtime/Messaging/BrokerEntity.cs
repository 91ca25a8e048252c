using System.Diagnostics.CodeAnalysis;
using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Logging;

namespace BackOffice.LocalRuntime.Messaging;

/// <summary>
/// A queue or a topic: one partition, one writer. Whatever is asked for while a commit is under way waits and goes into the
/// next one together, and is answered when that one is stored.
/// </summary>
internal sealed class BrokerEntity : IDisposable
{
    private readonly EntityDeclaration declaration;
    private readonly EntityLog log;
    private readonly DuplicateHistory? history;
    private readonly Queue<PendingChange> waiting = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly ILogger logger;
    private Task writing = Task.CompletedTask;
    private bool isWriting = true; // until it is open, changes wait
    private Exception? failure;

    public BrokerEntity(EntityDeclaration declaration, IBrokerStore store, TimeProvider time, ILogger logger)
    {
        (this.declaration, this.logger, Time) = (declaration, logger, time);
        Keys = new RowKeys(declaration.Name);
        log = new EntityLog(store, Keys, time, logger);
        history = declaration.DuplicateWindow is { } window ? new DuplicateHistory(Keys, window) : null;
        Schedule = new Schedule(this);
        Sources = [.. declaration.Sources.Select(source => MessageSource.Of(this, source))];
    }

    public string Name => declaration.Name;

    public bool IsTopic => declaration.IsTopic;

    public RowKeys Keys { get; }

    public TimeProvider Time { get; }

    /// <summary>Guards this entity's sources and everything in them.</summary>
    public Lock Gate { get; } = new();

    public IReadOnlyList<MessageSource> Sources { get; }

    public Schedule Schedule { get; }

    /// <summary>Sends that succeeded and stored nothing, since this process started.</summary>
    public long DroppedDuplicates { get; private set; }

    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        var rows = await log.OpenAsync(cancellationToken);
        IReadOnlyList<string> unfinished;
        lock (Gate)
        {
            unfinished = new EntityRecovery(this, history).Load(rows, log.Published, logger);
            foreach (var source in Sources)
            {
                source.DeadLetterWorn();
            }

            Schedule.EnqueueDue();
        }

        if (unfinished.Count > 0)
        {
            await log.CommitAsync([.. unfinished.Select(MessageRow.Delete)], [], log.Published, cancellationToken);
        }

        lock (Gate)
        {
            StartWriting();
        }
    }

    public MessageSource? FindSource(string? subscription)
        => Sources.FirstOrDefault(source => string.Equals(source.Subscription, subscription, StringComparison.OrdinalIgnoreCase));

    /// <summary>The queue itself, or the subscriptions whose rules take the message.</summary>
    public IEnumerable<MessageSource> Takers(BusMessage content) => Sources.Where(source => source.Declaration.Takes(content));

    public int CountTakers(BusMessage content) => Sources.Count(source => source.Declaration.Takes(content));

    /// <summary>Ends when the messages are stored, or known to be stored already.</summary>
    /// <exception cref="InvalidOperationException">A queue with sessions, and a message without one.</exception>
    /// <returns>The sequence numbers the messages got: those of scheduled ones take them back.</returns>
    public Task<IReadOnlyList<long>> SendAsync(IReadOnlyList<BusMessage> contents)
    {
        RequireSessions(contents);
        lock (Gate)
        {
            return Post(new SendChange(this, contents)).NumbersAsync();
        }
    }

    /// <summary>Takes scheduled messages back before their time: all of them or none.</summary>
    /// <exception cref="ServiceBusException">One of them is not there, or its time has come.</exception>
    public Task CancelAsync(IEnumerable<long> sequenceNumbers)
    {
        lock (Gate)
        {
            ThrowIfClosed();
            return Post(new CancelChange(Schedule.Take(sequenceNumbers))).Done;
        }
    }

    public bool IsDuplicate(BusMessage content, CommitPlan plan)
    {
        if (history is null || content.MessageId is null)
        {
            return false;
        }

        var id = DuplicateHistory.Digest(content.MessageId);
        return history.Knows(id, plan.Now) || !plan.TryRemember(id);
    }

    public void ReportDuplicates(IReadOnlyCollection<string> messageIds)
    {
        DroppedDuplicates += messageIds.Count;
        foreach (var messageId in messageIds)
        {
            BrokerMetrics.DuplicateDropped(Name);
            MessagingLog.DuplicateDropped(logger, Name, messageId);
        }
    }

    /// <summary>Queues a change for the next commit; under the lock.</summary>
    public TChange Post<TChange>(TChange change)
        where TChange : PendingChange
    {
        if (failure is not null)
        {
            change.Undo();
            change.Fail(Unavailable(failure));
            return change;
        }

        waiting.Enqueue(change);
        if (!isWriting)
        {
            StartWriting();
        }

        return change;
    }

    /// <exception cref="ServiceBusException">The entity has failed or stopped.</exception>
    public void ThrowIfClosed()
    {
        if (failure is not null)
        {
            throw Unavailable(failure);
        }
    }

    /// <summary>Lets the commit under way finish until the token is cancelled; what waits behind it was never acknowledged and fails.</summary>
    [SuppressMessage("Usage", "VSTHRD003:Avoid awaiting foreign Tasks", Justification = "No synchronisation context; the writer never waits for its stopper.")]
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        lock (Gate)
        {
            Close(new OperationCanceledException("The broker has stopped."));
        }

        await using (cancellationToken.Register(stopping.Cancel))
        {
            await writing;
        }
    }

    public void Dispose() => stopping.Dispose();

    private void StartWriting()
    {
        isWriting = true;
        writing = Task.Run(WriteAsync);
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Whatever ends the writer must end those who wait for it.")]
    private async Task WriteAsync()
    {
        while (NextPlan() is { } plan)
        {
            try
            {
                if (!plan.IsEmpty)
                {
                    await log.CommitAsync(plan.Rows, plan.RowsAtPublication, plan.NextSequenceNumber, stopping.Token);
                }

                lock (Gate)
                {
                    plan.Apply(history);
                }

                foreach (var change in plan.Changes)
                {
                    change.Succeed();
                }
            }
            catch (Exception thrown)
            {
                Abort(plan, thrown);
            }
        }
    }

    private CommitPlan? NextPlan()
    {
        lock (Gate)
        {
            if (waiting.Count == 0 || failure is not null)
            {
                isWriting = false;
                return null;
            }

            var plan = new CommitPlan(log.Published, Time.GetUtcNow());
            while (waiting.TryPeek(out var change) && plan.HasRoomFor(change))
            {
                plan.Add(waiting.Dequeue());
            }

            plan.Close(history);
            return plan;
        }
    }

    private void Abort(CommitPlan plan, Exception thrown)
    {
        if (!stopping.IsCancellationRequested)
        {
            MessagingLog.EntityFailed(logger, Name, thrown);
        }

        lock (Gate)
        {
            Close(thrown);
            foreach (var change in plan.Changes)
            {
                change.Fail(Unavailable(thrown));
            }
        }
    }

    /// <summary>From here on the table is the only truth: what it holds is served again after the next start.</summary>
    private void Close(Exception cause)
    {
        failure ??= cause;
        while (waiting.TryDequeue(out var change))
        {
            change.Undo();
            change.Fail(Unavailable(failure));
        }

        Schedule.Close();
        foreach (var source in Sources)
        {
            source.Close(Unavailable(failure));
        }
    }

    private void RequireSessions(IReadOnlyList<BusMessage> contents)
    {
        if (!IsTopic && Sources[0].Declaration.RequiresSession && contents.Any(content => string.IsNullOrEmpty(content.SessionId)))
        {
            throw new InvalidOperationException(
                $"The SessionId was not set on a message, and it cannot be sent to '{Name}': an entity with sessions takes only messages that have one.");
        }
    }

    private ServiceBusException Unavailable(Exception cause) => new(
        $"The entity '{Name}' is not served any more: {cause.Message}",
        ServiceBusFailureReason.ServiceCommunicationProblem,
        Name,
        cause);
}
