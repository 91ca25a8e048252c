using System.Text.Json.Serialization;

namespace BackOffice.Schedule.Domain;

/// <summary>What a job is called, when it runs and what becomes of occasions that were missed.</summary>
/// <param name="Id">1 to 60 of a-z, 0-9, '-' and '.', beginning with a letter; it never changes, because the claims bear it.</param>
/// <param name="When">By the tenant's calendar and clock.</param>
/// <param name="CatchUp">After an outage, or while an earlier occasion still runs.</param>
public sealed record JobDefinition(string Id, Recurrence When, CatchUp CatchUp)
{
    private const int LongestId = 60;

    /// <summary>For people.</summary>
    public string Title { get; init; } = Id;

    /// <summary>The countries whose tenants it runs for, by ISO code; every country when empty.</summary>
    public IReadOnlyList<string> Countries { get; init; } = [];

    /// <summary>With <see cref="CatchUp.Skip"/>: how late an occasion may still run.</summary>
    public TimeSpan Tolerance { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The job runs for tenants of this country.</summary>
    public bool RunsIn(string country) => Countries.Count == 0 || Countries.Contains(country);

    /// <summary>What is wrong with the definition; empty when nothing is.</summary>
    public IReadOnlyList<string> Problems() =>
    [
        .. Id.Length is >= 1 and <= LongestId && char.IsAsciiLetterLower(Id[0]) && Id.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '-' or '.')
            ? Array.Empty<string>()
            : ["A job id is 1 to 60 of a-z, 0-9, '-' and '.', beginning with a letter."],
        .. When.Problems(),
    ];
}

/// <summary>What becomes of the occasions of a job that could not run when they were due.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CatchUp>))]
public enum CatchUp
{
    /// <summary>All run, oldest first, each after the one before is done or skipped; one that failed holds up the later ones.</summary>
    RunAllInOrder,

    /// <summary>Only the latest runs; the others are kept as skipped.</summary>
    LatestOnly,

    /// <summary>Those that are later than the tolerance are kept as skipped.</summary>
    Skip,
}
