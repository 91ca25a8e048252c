using System.Text.Json;
using BackOffice.LocalRuntime.Durable.Replay;
using BackOffice.LocalRuntime.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace BackOffice.LocalRuntime.Durable.Hosting;

/// <summary>The app's functions with an orchestration or an activity trigger.</summary>
internal sealed class FunctionCatalogDurableFunctions(FunctionCatalog catalog, IFunctionInvoker invoker, DataConverter converter) : IDurableFunctions
{
    private readonly Dictionary<string, FunctionDescriptor> orchestrators = ByName<OrchestrationTriggerAttribute>(catalog, "Orchestration");
    private readonly Dictionary<string, FunctionDescriptor> activities = ByName<ActivityTriggerAttribute>(catalog, "Activity");

    public IReadOnlyCollection<string> Orchestrators => orchestrators.Keys;

    public IReadOnlyCollection<string> Activities => activities.Keys;

    public Task<object?> InvokeOrchestratorAsync(string name, TaskOrchestrationContext context)
        => orchestrators.TryGetValue(name, out var function)
            ? invoker.InvokeAsync(function, new OrchestrationInput((ReplayContext)context), CancellationToken.None)
            : throw new UnknownFunctionException("orchestrator", name, Orchestrators);

    public async Task<string?> InvokeActivityAsync(string name, string instanceId, string? inputJson, CancellationToken cancellationToken)
    {
        if (!activities.TryGetValue(name, out var function))
        {
            throw new UnknownFunctionException("activity", name, Activities);
        }

        var input = new ActivityInput(inputJson, converter)
        {
            BindingData = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase) { ["instanceId"] = instanceId },
        };
        return converter.Serialize(await invoker.InvokeAsync(function, input, cancellationToken));
    }

    private static Dictionary<string, FunctionDescriptor> ByName<TTrigger>(FunctionCatalog catalog, string argument)
        => catalog.TriggeredBy<TTrigger>().ToDictionary(
            function => function.Trigger.Get<string>(argument) ?? function.Name, StringComparer.OrdinalIgnoreCase);
}
