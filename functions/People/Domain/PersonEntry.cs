using System.Text.Json.Serialization;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.People.Domain;

/// <summary>
/// One thing that was written into a person's file: what holds, from when to when, and who said so when and why. An entry is
/// never changed; a correction is a later one that supersedes it.
/// </summary>
public sealed record PersonEntry
{
    /// <summary>Its place in the file, from 1.</summary>
    public required int No { get; init; }

    public required EntryKind Kind { get; init; }

    /// <summary>Which one of the kind: a contract, an account, an order; empty where there is one only.</summary>
    public string Key { get; init; } = "";

    [JsonConverter(typeof(IsoDateJsonConverter))]
    public required LocalDate ValidFrom { get; init; }

    /// <summary>Last day, included; null until something later holds.</summary>
    [JsonConverter(typeof(IsoDateJsonConverter))]
    public LocalDate? ValidTo { get; init; }

    /// <summary>Null where an earlier entry is withdrawn and nothing takes its place.</summary>
    public EntryContent? Content { get; init; }

    /// <summary>From when on it was known.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    public required string RecordedBy { get; init; }

    public required string Reason { get; init; }

    /// <summary>The entry that no longer holds since this one is known.</summary>
    public int? Supersedes { get; init; }

    /// <summary>The command or the import that wrote it; the same one never writes twice.</summary>
    public string? Source { get; init; }
}

/// <summary>What an entry is about.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EntryKind>))]
public enum EntryKind
{
    /// <summary>Name, birth, numbers, address, language.</summary>
    [JsonStringEnumMemberName("identity")]
    Identity,

    /// <summary>From hiring to leaving; who is hired again has another one.</summary>
    [JsonStringEnumMemberName("employment")]
    Employment,

    /// <summary>The terms of a contract.</summary>
    [JsonStringEnumMemberName("terms")]
    Terms,

    /// <summary>What the country's rules want to know.</summary>
    [JsonStringEnumMemberName("facts")]
    Facts,

    /// <summary>An allowance, a bonus, a benefit, an agreed deduction.</summary>
    [JsonStringEnumMemberName("element")]
    Element,

    [JsonStringEnumMemberName("dependant")]
    Dependant,

    /// <summary>Where the net is paid.</summary>
    [JsonStringEnumMemberName("account")]
    Account,

    /// <summary>An order to withhold for a creditor.</summary>
    [JsonStringEnumMemberName("garnishment")]
    Garnishment,

    /// <summary>What pay of a year has left before the first slip here; the key is the year.</summary>
    [JsonStringEnumMemberName("opening")]
    Opening,
}
