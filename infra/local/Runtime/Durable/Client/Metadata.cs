using BackOffice.LocalRuntime.Durable.Engine;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace BackOffice.LocalRuntime.Durable.Client;

/// <summary>What a client sees of a record (D-60: payloads only when asked for).</summary>
internal static class Metadata
{
    public static OrchestrationMetadata Of(InstanceRecord record, bool withPayloads, DataConverter converter)
        => new(record.Name, record.Id)
        {
            RuntimeStatus = record.Status,
            CreatedAt = record.CreatedAt,
            LastUpdatedAt = record.UpdatedAt,
            Tags = record.Tags ?? new Dictionary<string, string>(),
            SerializedInput = withPayloads ? record.Input : null,
            SerializedOutput = withPayloads ? record.Output : null,
            SerializedCustomStatus = withPayloads ? record.CustomStatus : null,
            FailureDetails = withPayloads ? record.Failure?.ToDetails() : null,
            DataConverter = converter,
            PayloadsFetched = withPayloads,
        };
}
