using System.Text.Json.Serialization;

namespace BackOffice.LocalRuntime.Storage;

/// <summary>How to start an Azurite of one's own.</summary>
internal sealed record AzuriteOptions
{
    /// <summary>Where its data stays; null keeps it in memory.</summary>
    public string? DataFolder { get; init; }

    /// <summary>0 is any free port; so for the other two.</summary>
    public int BlobPort { get; init; }

    public int QueuePort { get; init; }

    public int TablePort { get; init; }

    /// <summary>Names and base64 keys beside the emulator's own account; all together at most about 120 KB.</summary>
    public IReadOnlyDictionary<string, string> Accounts { get; init; } = new Dictionary<string, string>();

    /// <summary>The process without which this Azurite has no purpose: it ends when that one is gone, however it went.</summary>
    public int? ParentProcessId { get; init; }

    /// <summary>Takes a line when something slow begins.</summary>
    public Action<string> Progress { get; init; } = Console.WriteLine;

    /// <summary>The clock that bounds the waiting for a process; a test's own clock would never end it.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}

/// <summary>Where the three services of one Azurite listen, on the loopback interface.</summary>
internal sealed record AzuritePorts(
    [property: JsonPropertyName("blob")] int Blob,
    [property: JsonPropertyName("queue")] int Queue,
    [property: JsonPropertyName("table")] int Table);
