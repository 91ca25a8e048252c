using Microsoft.DurableTask;

namespace BackOffice.LocalRuntime.Durable.Replay;

/// <summary>
/// Matches raised events and waiters (D-20): the newest waiter of a name gets the event, whether it still listens or not;
/// events nobody waits for are kept in their order of arrival.
/// </summary>
internal sealed class EventWaiters(DataConverter converter)
{
    private readonly Dictionary<string, Stack<Waiter>> waiting = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(string Name, string? Input)> kept = [];

    public bool AnyListening => waiting.Values.Any(stack => stack.Any(waiter => !waiter.IsOver));

    public Task<T?> Wait<T>(string name, CancellationToken cancellation)
    {
        var stack = waiting.TryGetValue(name, out var existing) ? existing : waiting[name] = new Stack<Waiter>();
        if (stack.TryPeek(out var other) && other.EventType != typeof(T))
        {
            throw new ArgumentException(
                $"Events with the same name must have the same type argument. Expected {other.EventType.FullName} but was requested {typeof(T).FullName}.",
                nameof(name));
        }

        var waiter = new Waiter<T>();
        stack.Push(waiter);
        if (kept.FindIndex(entry => string.Equals(entry.Name, name, StringComparison.OrdinalIgnoreCase)) is >= 0 and var index)
        {
            var input = kept[index].Input;
            kept.RemoveAt(index);
            TryDeliver(name, input);
        }

        cancellation.Register(() => waiter.Cancel(cancellation));
        return waiter.Task;
    }

    public bool TryDeliver(string name, string? input)
    {
        if (!waiting.TryGetValue(name, out var stack) || !stack.TryPop(out var waiter))
        {
            return false;
        }

        waiter.Complete(input, converter);
        return true;
    }

    public void Keep(string name, string? input) => kept.Add((name, input));

    public IReadOnlyList<(string Name, string? Input)> TakeKept()
    {
        IReadOnlyList<(string Name, string? Input)> all = [.. kept];
        kept.Clear();
        return all;
    }

    private abstract class Waiter
    {
        public abstract Type EventType { get; }

        public abstract bool IsOver { get; }

        public abstract void Complete(string? input, DataConverter converter);
    }

    private sealed class Waiter<T> : Waiter
    {
        private readonly TaskCompletionSource<T?> source = new();

        public Task<T?> Task => source.Task;

        public override Type EventType => typeof(T);

        public override bool IsOver => source.Task.IsCompleted;

        public override void Complete(string? input, DataConverter converter)
        {
            try
            {
                source.TrySetResult(converter.Deserialize<T>(input));
            }
            catch (System.Text.Json.JsonException exception)
            {
                source.TrySetException(exception);
            }
        }

        public void Cancel(CancellationToken token) => source.TrySetCanceled(token);
    }
}
