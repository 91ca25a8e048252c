using System.Text.Json;
using BackOffice.LocalRuntime.Durable.History;

namespace BackOffice.LocalRuntime.Durable.Http;

/// <summary>History as the management API shows it: an answer is folded with what it answers (M-4). Times are those of episodes.</summary>
internal static class HistoryItems
{
    public static void Write(Utf8JsonWriter json, IReadOnlyList<HistoryEvent> history, bool withOutput)
    {
        var scheduled = new Dictionary<int, (OrchestratorAction Action, DateTime At)>();
        var now = default(DateTime);
        foreach (var entry in history)
        {
            switch (entry)
            {
                case OrchestratorStarted started:
                    now = started.At;
                    break;
                case TaskScheduled or SubOrchestrationCreated:
                    scheduled[((OrchestratorAction)entry).Id] = ((OrchestratorAction)entry, now);
                    break;
                case TimerCreated timer:
                    scheduled[timer.Id] = (timer, now);
                    Begin(json, "TimerCreated", now);
                    json.WriteString("FireAt", timer.FireAt);
                    json.WriteEndObject();
                    break;
                case ActionResult result:
                    Begin(json, TypeOf(result), now);
                    Describe(json, result, scheduled.GetValueOrDefault(result.Id), withOutput);
                    json.WriteEndObject();
                    break;
                default:
                    WriteOther(json, entry, now, withOutput);
                    break;
            }
        }
    }

    private static void Describe(Utf8JsonWriter json, ActionResult result, (OrchestratorAction? Action, DateTime At) asked, bool withOutput)
    {
        switch (result)
        {
            case TaskCompleted { Result: var output } when withOutput: StatusJson.WritePayload(json, "Result", output); break;
            case SubOrchestrationCompleted { Result: var output } when withOutput: StatusJson.WritePayload(json, "Result", output); break;
            case TaskFailed { Failure: var failure }: json.WriteString("Reason", failure.Message); break;
            case SubOrchestrationFailed { Failure: var failure }: json.WriteString("Reason", failure.Message); break;
            default: break;
        }

        switch (asked.Action)
        {
            case TaskScheduled task: json.WriteString("FunctionName", task.Name); break;
            case SubOrchestrationCreated sub: json.WriteString("FunctionName", sub.Name); break;
            case TimerCreated timer: json.WriteString("FireAt", timer.FireAt); break;
            default: break;
        }

        if (asked.Action is not null)
        {
            json.WriteString("ScheduledTime", asked.At);
        }
    }

    private static void WriteOther(Utf8JsonWriter json, HistoryEvent entry, DateTime now, bool withOutput)
    {
        if (entry is EventForwarded)
        {
            return;
        }

        Begin(json, entry.GetType().Name, now);
        switch (entry)
        {
            case ExecutionStarted started:
                json.WriteString("FunctionName", started.Name);
                break;
            case EventRaised raised:
                json.WriteString("Name", raised.Name);
                break;
            case EventSent sent:
                json.WriteString("Name", sent.Name);
                json.WriteString("InstanceId", sent.InstanceId);
                break;
            case ExecutionCompleted completed:
                json.WriteString("OrchestrationStatus", completed.Status.ToString());
                if (withOutput)
                {
                    StatusJson.WritePayload(json, "Result", completed.Output);
                }

                break;
            default:
                break;
        }

        json.WriteEndObject();
    }

    private static void Begin(Utf8JsonWriter json, string type, DateTime now)
    {
        json.WriteStartObject();
        json.WriteString("EventType", type);
        json.WriteString("Timestamp", now);
    }

    private static string TypeOf(ActionResult result) => result switch
    {
        TaskCompleted => "TaskCompleted",
        TaskFailed => "TaskFailed",
        SubOrchestrationCompleted => "SubOrchestrationInstanceCompleted",
        SubOrchestrationFailed => "SubOrchestrationInstanceFailed",
        TimerFired => "TimerFired",
        _ => throw new NotSupportedException(result.GetType().Name),
    };
}
