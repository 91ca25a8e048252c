using System.Collections.Concurrent;

namespace BackOffice.LocalRuntime.Messaging;

/// <summary>The namespaces that run in this process, by host. Clients find theirs here as they would find it in DNS.</summary>
internal static class BrokerRegistry
{
    private static readonly ConcurrentDictionary<string, Broker> Running = new(StringComparer.OrdinalIgnoreCase);

    public static Broker? Find(string host) => Running.GetValueOrDefault(host);

    /// <returns>False when another namespace runs under that name already.</returns>
    public static bool TryAdd(string host, Broker broker) => Running.TryAdd(host, broker) || Running.GetValueOrDefault(host) == broker;

    /// <summary>Removes the broker from all hosts it answers for.</summary>
    public static void Remove(Broker broker)
    {
        foreach (var entry in Running.Where(entry => entry.Value == broker))
        {
            Running.TryRemove(entry);
        }
    }
}
