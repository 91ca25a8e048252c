using Azure.Core.Serialization;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Options of the worker.</summary>
public class WorkerOptions
{
    /// <summary>How payloads of triggers and durable calls are written; System.Text.Json that reads names in any case by default (D-49).</summary>
    public ObjectSerializer? Serializer { get; set; }
}
