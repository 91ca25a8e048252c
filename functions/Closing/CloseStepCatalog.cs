using BackOffice.Closing.Domain;
using BackOffice.Primitives;
using Microsoft.Extensions.Hosting;

namespace BackOffice.Closing;

/// <summary>All steps that features registered, put in order once; the app does not start when they make no sense together.</summary>
public sealed class CloseStepCatalog : IHostedService
{
    /// <summary>The step that stops ordinary postings; the checks of features come after it.</summary>
    public const string SoftClose = "soft-close";

    /// <summary>The step that waits for postings under way; the checks of features come before it.</summary>
    public const string PostingsSettled = "postings-settled";

    private readonly Dictionary<string, ICloseStep> steps;
    private readonly StepGraph graph;

    /// <exception cref="InvalidOperationException">Two steps of one id, a step that waits for an unknown one, or steps that wait for each other.</exception>
    public CloseStepCatalog(IEnumerable<ICloseStep> steps)
    {
        ICloseStep[] all = [.. steps];
        graph = StepGraph.Of([.. all.Select(step => step.Definition)]);
        this.steps = all.ToDictionary(step => step.Definition.Id, StringComparer.Ordinal);
    }

    /// <summary>The steps of the close of a month.</summary>
    public StepGraph GraphOf(Period period) => graph.For(period);

    /// <exception cref="InvalidOperationException">The step has gone since the round was planned.</exception>
    public ICloseStep Of(string id) => steps.GetValueOrDefault(id) ?? throw new InvalidOperationException($"There is no step '{id}' any more.");

    /// <summary>Nothing to start; being built is the check.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc cref="StartAsync"/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
