using BackOffice.Closing.Domain;
using BackOffice.Schedule;
using BackOffice.Tenancy;

namespace BackOffice.Closing;

/// <summary>No statutory deadline that fell due by the month's end is open.</summary>
internal sealed class DeadlinesMetStep(Deadlines deadlines) : ICloseStep
{
    public CloseStepDefinition Definition { get; } = new("deadlines-met", CloseStepKind.Check, Role.Preparer, After: [CloseStepCatalog.SoftClose])
    {
        Before = [CloseStepCatalog.PostingsSettled],
    };

    public async Task<CloseOutcome> RunAsync(CloseRun run, CancellationToken cancellationToken)
    {
        var open = (await deadlines.ListOpenAsync(run.Tenant, cancellationToken)).Count(deadline => deadline.Due <= run.Period.Last);
        return CloseOutcome.Of(new CloseBlocker("deadlines-open", open, $"/api/v1/{run.Tenant}/deadlines"));
    }
}
