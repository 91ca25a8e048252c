namespace Microsoft.Azure.Functions.Worker;

/// <summary>How Azure learns of a blob.</summary>
public enum BlobTriggerSource
{
    LogsAndContainerScan = 0,
    EventGrid = 1,
}
