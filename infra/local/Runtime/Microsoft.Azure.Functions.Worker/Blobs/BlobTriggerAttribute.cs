using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Starts a function for each new or changed blob whose path fits, "container/{name}.{ext}" for instance.</summary>
public sealed class BlobTriggerAttribute(string blobPath) : TriggerBindingAttribute
{
    public string BlobPath { get; } = blobPath;

    /// <summary>The setting that holds the account's connection; null is the host's own account.</summary>
    public string? Connection { get; set; }

    public BlobTriggerSource Source { get; set; }
}
