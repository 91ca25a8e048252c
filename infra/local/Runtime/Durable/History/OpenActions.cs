namespace BackOffice.LocalRuntime.Durable.History;

/// <summary>Reads out of a history what is still to come.</summary>
internal static class OpenActions
{
    /// <summary>Actions without a result.</summary>
    public static IEnumerable<OrchestratorAction> Of(IReadOnlyList<HistoryEvent> history)
    {
        var answered = history.OfType<ActionResult>().Select(result => result.Id).ToHashSet();
        return history.OfType<OrchestratorAction>().Where(action => !answered.Contains(action.Id));
    }

    /// <summary>Actions of a suspended instance that wait for it to resume (D-43): those of the episodes since the suspension.</summary>
    public static IReadOnlyList<OrchestratorAction> HeldIn(IReadOnlyList<HistoryEvent> history)
    {
        var held = new List<OrchestratorAction>();
        var suspended = false;
        foreach (var entry in history)
        {
            switch (entry)
            {
                case OrchestratorStarted when !suspended:
                    held.Clear();
                    break;
                case ExecutionSuspended:
                    suspended = true;
                    break;
                case ExecutionResumed:
                    suspended = false;
                    break;
                case OrchestratorAction action:
                    held.Add(action);
                    break;
                default:
                    break;
            }
        }

        return suspended ? held : [];
    }
}
