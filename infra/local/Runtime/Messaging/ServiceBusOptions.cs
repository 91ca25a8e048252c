using System.Globalization;
using BackOffice.LocalRuntime.Hosting;
using Microsoft.Extensions.Configuration;

namespace BackOffice.LocalRuntime.Messaging;

/// <summary>extensions.serviceBus of host.json, with the defaults of Azure (SB-1). prefetchCount is read by nobody here.</summary>
internal sealed record ServiceBusOptions
{
    private const string Section = "AzureFunctionsJobHost:extensions:serviceBus";
    private const int CallsPerCore = 16;

    /// <summary>Completed on success and abandoned on an exception; a trigger may say otherwise.</summary>
    public bool AutoCompleteMessages { get; init; } = true;

    public int MaxConcurrentCalls { get; init; } = CallsPerCore * Environment.ProcessorCount;

    public TimeSpan MaxAutoLockRenewalDuration { get; init; } = TimeSpan.FromMinutes(5);

    public int MaxConcurrentSessions { get; init; } = 8;

    public int MaxConcurrentCallsPerSession { get; init; } = 1;

    /// <summary>How long a session is kept that has no more messages.</summary>
    public TimeSpan SessionIdleTimeout { get; init; } = TimeSpan.FromMinutes(1);

    public int MaxMessageBatchSize { get; init; } = 1000;

    public int MinMessageBatchSize { get; init; } = 1;

    /// <summary>How long a batch waits for its least size, 2 minutes 30 at most.</summary>
    public TimeSpan MaxBatchWaitTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <exception cref="StartupException">A value cannot be read.</exception>
    public static ServiceBusOptions Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        var standard = new ServiceBusOptions();
        var options = new ServiceBusOptions
        {
            AutoCompleteMessages = Value(section, "autoCompleteMessages", bool.Parse) ?? standard.AutoCompleteMessages,
            MaxConcurrentCalls = Value(section, "maxConcurrentCalls", Positive) ?? standard.MaxConcurrentCalls,
            MaxAutoLockRenewalDuration = Value(section, "maxAutoLockRenewalDuration", Time) ?? standard.MaxAutoLockRenewalDuration,
            MaxConcurrentSessions = Value(section, "maxConcurrentSessions", Positive) ?? standard.MaxConcurrentSessions,
            MaxConcurrentCallsPerSession = Value(section, "maxConcurrentCallsPerSession", Positive) ?? standard.MaxConcurrentCallsPerSession,
            SessionIdleTimeout = Value(section, "sessionIdleTimeout", PositiveTime) ?? standard.SessionIdleTimeout,
            MaxMessageBatchSize = Value(section, "maxMessageBatchSize", Positive) ?? standard.MaxMessageBatchSize,
            MinMessageBatchSize = Value(section, "minMessageBatchSize", Positive) ?? standard.MinMessageBatchSize,
            MaxBatchWaitTime = Value(section, "maxBatchWaitTime", PositiveTime) ?? standard.MaxBatchWaitTime,
        };
        return options.MinMessageBatchSize <= options.MaxMessageBatchSize && options.MaxBatchWaitTime <= TimeSpan.FromSeconds(150)
            ? options
            : throw new StartupException("host.json: extensions.serviceBus: minMessageBatchSize is at most maxMessageBatchSize, and maxBatchWaitTime at most 00:02:30.");
    }

    private static T? Value<T>(IConfigurationSection section, string name, Func<string, T> parse)
        where T : struct
    {
        if (section[name] is not { Length: > 0 } text)
        {
            return null;
        }

        try
        {
            return parse(text);
        }
        catch (Exception unreadable) when (unreadable is FormatException or OverflowException)
        {
            throw new StartupException($"host.json: extensions.serviceBus.{name} cannot be '{text}'.", unreadable);
        }
    }

    private static int Positive(string text)
        => int.Parse(text, CultureInfo.InvariantCulture) is > 0 and var number ? number : throw new FormatException("Not above zero.");

    private static TimeSpan Time(string text) => TimeSpan.Parse(text, CultureInfo.InvariantCulture);

    private static TimeSpan PositiveTime(string text) => Time(text) is var time && time > TimeSpan.Zero ? time : throw new FormatException("Not above zero.");
}
