using System.Diagnostics.Metrics;

namespace BackOffice.LocalRuntime.Messaging;

/// <summary>What Service Bus itself never shows: sends that succeeded and stored nothing.</summary>
internal static class BrokerMetrics
{
    public const string MeterName = "BackOffice.LocalRuntime.Messaging";

    private static readonly Meter Meter = new(MeterName);

    private static readonly Counter<long> Duplicates = Meter.CreateCounter<long>(
        "servicebus.duplicates.dropped", "{message}", "Sends that duplicate detection dropped.");

    public static void DuplicateDropped(string entity) => Duplicates.Add(1, new KeyValuePair<string, object?>("entity", entity));
}
