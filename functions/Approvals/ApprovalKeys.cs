using System.Globalization;
using BackOffice.Storage;
using NodaTime;

namespace BackOffice.Approvals;

/// <summary>The keys of everything the feature keeps of a tenant: one partition, so that a decision, its evidence and its notices are one transaction.</summary>
internal static class ApprovalKeys
{
    public const string Table = "Approvals";

    /// <summary>Ids of requests that came over HTTP; no process takes them.</summary>
    public const string AskedPrefix = "asked-";

    public const string DelegationPrefix = "delegation|";

    public const string MatrixPrefix = "matrix|";

    public const int PersonKeyLength = 16;

    /// <summary>Changed with every new matrix, so that two that overlap are never written at once.</summary>
    public const string MatrixHead = "matrices";

    public static string Partition(string tenant) => $"{tenant}|approvals";

    public static string EvidencePrefix(string approvalId) => $"evidence|{approvalId}|";

    public static string Evidence(string approvalId, int number) => EvidencePrefix(approvalId) + number.ToString("D4", CultureInfo.InvariantCulture);

    public static string AttemptPrefix(string approvalId) => $"attempt|{approvalId}|";

    public static string Link(string approvalId, string personKey) => $"link|{approvalId}|{personKey}";

    public static string MatrixVersionPrefix(LocalDate validFrom) => $"{MatrixPrefix}{validFrom:uuuu-MM-dd}|";

    public static string MatrixVersion(LocalDate validFrom, int version) => MatrixVersionPrefix(validFrom) + version.ToString("D4", CultureInfo.InvariantCulture);

    /// <summary>What stands for a person in a link made on one occasion: the same whoever asks, and telling no name.</summary>
    public static string PersonKey(ApprovalReference approval, string person, string occasion)
        => Digest.Of(approval.Tenant, approval.ApprovalId, person.ToLowerInvariant(), occasion)[..PersonKeyLength];

    /// <summary>What cannot be an id is not looked for: storage refuses some characters in keys.</summary>
    public static bool CanBeId(string id)
        => id.Length is >= 3 and <= 80 && id.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '-' or '.');
}
