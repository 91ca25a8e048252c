using System.Globalization;
using BackOffice.Storage;

namespace BackOffice.Documents;

/// <summary>The keys of everything the feature keeps of a tenant: one partition, so that a change and its number, entry and notification are one transaction.</summary>
internal static class DocumentKeys
{
    public const string Table = "Documents";

    /// <summary>The drop: {tenant}/{name}.</summary>
    public const string Drop = "incoming";

    /// <summary>What was taken in: {tenant}/{first two digits}/{SHA-256}, written once and never overwritten.</summary>
    public const string Kept = "documents";

    /// <summary>The general protocol register.</summary>
    public const string Register = "PROT";

    private const int IdLength = 28;
    private const long LastMillisecond = 253_402_300_799_999;

    public static string Partition(string tenant) => $"{tenant}|documents";

    public static string Series(int year) => string.Create(CultureInfo.InvariantCulture, $"{Register}|{year:D4}");

    public static string EntryPrefix(int year) => string.Create(CultureInfo.InvariantCulture, $"entry|{Register}|{year:D4}|");

    public static string Entry(int year, long number) => EntryPrefix(year) + number.ToString("D7", CultureInfo.InvariantCulture);

    public static string Content(string sha256) => $"content|{sha256}";

    public static string DecisionPrefix(string documentId) => $"decision|{documentId}|";

    public static string KeptBlob(string tenant, string sha256) => $"{tenant}/{sha256[..2]}/{sha256}";

    public static bool CanBeId(DocumentReference document)
        => (document.Tenant == Tenancy.Tenant.Nobody || Tenancy.Tenant.ProblemWithId(document.Tenant) is null) && document.DocumentId.Length == IdLength && document.DocumentId.All(char.IsAsciiHexDigitLower);

    /// <summary>
    /// The id of one version of one blob: the same whoever asks, sorted latest first, and telling nothing of the name.
    /// </summary>
    public static string DocumentId(string tenant, string name, string version, DateTimeOffset writtenAt)
        => string.Create(CultureInfo.InvariantCulture, $"{LastMillisecond - writtenAt.ToUnixTimeMilliseconds():x12}{Digest.Of(tenant, name, version)[..16]}");
}
