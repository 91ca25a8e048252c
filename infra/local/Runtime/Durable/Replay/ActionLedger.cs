using System.Globalization;
using BackOffice.LocalRuntime.Durable.History;

namespace BackOffice.LocalRuntime.Durable.Replay;

/// <summary>Numbers what the orchestrator asks for and checks it against history (D-1, D-4).</summary>
internal sealed class ActionLedger(bool strict)
{
    private const string Question = "Was a change made to the orchestrator code after this instance had already started running?";

    private readonly Dictionary<int, OrchestratorAction> unmatched = [];
    private int nextId;

    /// <summary>What this episode asked for and history does not have yet.</summary>
    public IEnumerable<OrchestratorAction> New => unmatched.Values.OrderBy(action => action.Id);

    public int NextId() => nextId++;

    public void Add(OrchestratorAction action) => unmatched.Add(action.Id, action);

    /// <exception cref="NonDeterministicOrchestrationException">This replay asked for something else, or has not asked yet.</exception>
    public void Match(OrchestratorAction recorded)
    {
        if (!unmatched.Remove(recorded.Id, out var current))
        {
            throw Differs(recorded, "but the current replay execution hasn't (yet?) scheduled this task.");
        }

        if (current.GetType() != recorded.GetType())
        {
            throw Differs(recorded, $"but the current orchestration replay instead produced a {AzureName(current)} action with this sequence number.");
        }

        if (!SameText(NameOf(current), NameOf(recorded)))
        {
            throw Differs(recorded, $"but the current orchestration replay instead scheduled {Kind(current)} named '{NameOf(current)}' with this sequence number.");
        }

        if (strict && InputOf(current) != InputOf(recorded))
        {
            throw Differs(recorded, "but the current orchestration replay gave it another input (a check of the local runtime, LocalRuntime:StrictReplay).");
        }
    }

    private static NonDeterministicOrchestrationException Differs(OrchestratorAction recorded, string how)
        => new($"A previous execution of this orchestration scheduled {Describe(recorded)}, {how} {Question}");

    private static string Describe(OrchestratorAction action) => action switch
    {
        TaskScheduled task => $"{Kind(task)} with sequence ID {Number(task)} and name '{task.Name}' (version '{task.Version}')",
        SubOrchestrationCreated sub =>
            $"{Kind(sub)} with sequence ID {Number(sub)} and name '{sub.Name}' (version '{sub.Version}', instance ID '{sub.InstanceId}')",
        TimerCreated timer => $"{Kind(timer)} with sequence number {Number(timer)}",
        EventSent sent => $"{Kind(sent)} with sequence ID {Number(sent)}, type 'EventSent' name '{sent.Name}', instance ID '{sent.InstanceId}'",
        _ => throw new NotSupportedException(action.GetType().Name),
    };

    private static string Kind(OrchestratorAction action) => action switch
    {
        TaskScheduled => "an activity task",
        SubOrchestrationCreated => "a sub-orchestration task",
        TimerCreated => "a timer task",
        EventSent => "a send event task",
        _ => throw new NotSupportedException(action.GetType().Name),
    };

    private static string AzureName(OrchestratorAction action) => action switch
    {
        TaskScheduled => "ScheduleTaskOrchestratorAction",
        SubOrchestrationCreated => "CreateSubOrchestrationAction",
        TimerCreated => "CreateTimerOrchestratorAction",
        EventSent => "SendEventOrchestratorAction",
        _ => throw new NotSupportedException(action.GetType().Name),
    };

    private static string? NameOf(OrchestratorAction action) => action switch
    {
        TaskScheduled task => task.Name,
        SubOrchestrationCreated sub => sub.Name,
        EventSent sent => sent.Name,
        _ => null,
    };

    private static string? InputOf(OrchestratorAction action) => action switch
    {
        TaskScheduled task => task.Input,
        SubOrchestrationCreated sub => sub.Input,
        EventSent sent => sent.Input,
        _ => null,
    };

    private static bool SameText(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static string Number(OrchestratorAction action) => action.Id.ToString(CultureInfo.InvariantCulture);
}
