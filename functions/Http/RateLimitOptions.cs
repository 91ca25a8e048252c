using System.ComponentModel.DataAnnotations;

namespace BackOffice.Http;

/// <summary>Settings RateLimit:Burst and RateLimit:PerMinute: how much one caller may ask of one tenant, of each instance of the app.</summary>
public sealed class RateLimitOptions
{
    /// <summary>Requests at once after a rest.</summary>
    [Range(1, 1_000_000)]
    public int Burst { get; set; } = 500;

    /// <summary>Requests a minute in the long run.</summary>
    [Range(1, 6_000_000)]
    public int PerMinute { get; set; } = 6_000;
}
