using System.Globalization;
using BackOffice.LocalRuntime.Hosting;
using Microsoft.Extensions.Configuration;

namespace BackOffice.LocalRuntime.Blobs;

/// <summary>The extensions.blobs part of host.json, and how often this runtime looks.</summary>
internal sealed record BlobTriggerOptions
{
    private const string HostSection = "AzureFunctionsJobHost:extensions:blobs";

    /// <summary>From the end of one look to the start of the next.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often receipts are read again, to find those deleted by hand.</summary>
    public TimeSpan ReceiptReviewInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Tries before a blob is poison.</summary>
    public int PoisonBlobThreshold { get; init; } = 5;

    /// <summary>Blobs worked on at a time, over all functions.</summary>
    public int MaxDegreeOfParallelism { get; init; } = 8 * Environment.ProcessorCount;

    /// <exception cref="StartupException">A value is no number, no time span or not positive.</exception>
    public static BlobTriggerOptions Of(IConfiguration configuration)
    {
        var defaults = new BlobTriggerOptions();
        return new BlobTriggerOptions
        {
            PollInterval = Interval(configuration, "LocalRuntime:BlobPollInterval", defaults.PollInterval),
            ReceiptReviewInterval = Interval(configuration, "LocalRuntime:BlobReceiptReviewInterval", defaults.ReceiptReviewInterval),
            PoisonBlobThreshold = Count(configuration, $"{HostSection}:poisonBlobThreshold", defaults.PoisonBlobThreshold),
            MaxDegreeOfParallelism = Count(configuration, $"{HostSection}:maxDegreeOfParallelism", defaults.MaxDegreeOfParallelism),
        };
    }

    private static TimeSpan Interval(IConfiguration configuration, string key, TimeSpan otherwise)
        => configuration[key] is not { Length: > 0 } text ? otherwise
            : TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var value) && value > TimeSpan.Zero ? value
            : throw new StartupException($"The setting '{key}' is '{text}': write a time above zero as hh:mm:ss.");

    private static int Count(IConfiguration configuration, string key, int otherwise)
        => configuration[key] is not { Length: > 0 } text ? otherwise
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0 ? value
            : throw new StartupException($"The setting '{key}' is '{text}': write a whole number above zero.");
}
