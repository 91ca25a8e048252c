using BackOffice.Primitives;
using BackOffice.Storage;

namespace BackOffice.Timesheets;

/// <summary>The keys of everything the feature keeps.</summary>
internal static class TimesheetKeys
{
    public const string Table = "Timesheets";

    /// <summary>The drop: {tenant}/{group}/{period}/{name}.</summary>
    public const string Drop = "timesheets";

    /// <summary>What was taken in, written once and never overwritten.</summary>
    public const string Kept = "timesheets-kept";

    /// <summary>Where sheets lie that say no group or month.</summary>
    public const string NoGroup = "unassigned";

    /// <summary>
    /// Between a person and a sheet: lower than every sign of an id, so that the rows of a range of people lie together, and those of
    /// nobody else between them.
    /// </summary>
    private const char Separator = '!';

    /// <summary>Before everybody's rows.</summary>
    public const string SheetPrefix = "!sheet!";

    public const string ContentPrefix = "!content!";
    public const string Guard = "!guard";
    public const string CutOff = "!cut-off";
    public const string Over = "!over";

    public static string Sheet(string id) => SheetPrefix + id;

    public static string Content(string sha256) => ContentPrefix + sha256;

    public static string Person(string person, string sheet) => $"{person}{Separator}{sheet}";

    /// <summary>Above all rows of a person.</summary>
    public static string PersonEnd(string person) => $"{person}{Separator}~";

    public static (string Person, string Sheet) Split(string rowKey)
        => (rowKey[..rowKey.IndexOf(Separator, StringComparison.Ordinal)], rowKey[(rowKey.IndexOf(Separator, StringComparison.Ordinal) + 1)..]);

    public static string Begun(string tenant) => $"{tenant}|begun";

    public static string BegunKey(SheetPlace place, string sheet) => $"{place.Group}|{place.Period?.ToString() ?? "none"}|{sheet}";

    public static string KeptBlob(string tenant, string sha256) => $"{tenant}/{sha256[..2]}/{sha256}";

    /// <summary>The same content under the same name is the same sheet, whoever brings it however often.</summary>
    public static string SheetId(SheetPlace place, string name, string sha256) => Digest.Of(place.Partition, name, sha256)[..28];
}

/// <summary>Whose sheets of which month.</summary>
/// <param name="Period">Null where a dropped file did not say.</param>
internal sealed record SheetPlace(string Tenant, string Group, Period? Period)
{
    public string Partition => $"{Tenant}|{Group}|{Period?.ToString() ?? "none"}";

    /// <summary>The place and the name of a dropped file: {tenant}/{group}/{period}/{name}. A file that says no group or month has a place of its own.</summary>
    public static (SheetPlace Place, string Name) OfBlob(string blobName)
        => blobName.Split('/', 4) is [var tenant, var group, var month, { Length: > 0 } name] && Tenancy.Tenant.ProblemWithId(group) is null && Primitives.Period.TryParse(month, out var period)
            ? (new SheetPlace(tenant, group, period), name)
            : (new SheetPlace(blobName.Split('/')[0], TimesheetKeys.NoGroup, Period: null), blobName[(blobName.IndexOf('/', StringComparison.Ordinal) + 1)..]);
}
