using BackOffice.LocalRuntime.Hosting;
using Microsoft.Extensions.Configuration;

namespace BackOffice.LocalRuntime.Http;

/// <summary>How many requests of HTTP functions may be under way: maxOutstandingRequests of host.json, unlimited by default (H-10).</summary>
internal sealed class RequestLimit(IConfiguration configuration)
{
    private readonly int most = configuration.GetValue($"{HostJson.Section}:extensions:http:maxOutstandingRequests", -1);
    private int underWay;

    /// <returns>A place to give back; null when there is none.</returns>
    public IDisposable? TryEnter()
    {
        if (Interlocked.Increment(ref underWay) <= most || most < 0)
        {
            return new Place(this);
        }

        Interlocked.Decrement(ref underWay);
        return null;
    }

    private sealed class Place(RequestLimit limit) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref limit.underWay);
    }
}
