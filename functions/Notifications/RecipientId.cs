using BackOffice.Storage;
using BackOffice.Tenancy;

namespace BackOffice.Notifications;

/// <summary>The ids of the directory of recipients: a queue of people such as document-exceptions, the holders of a role, one person.</summary>
internal static class RecipientId
{
    private const int Longest = 64;

    /// <summary>The holders of a role: role-approver.</summary>
    public static string OfRole(Role role) => $"role-{role.ToString().ToLowerInvariant()}";

    /// <summary>A person, as a digest of tenant and account: an account is a name as a rule, and ids stand in keys, messages and logs.</summary>
    public static string OfPerson(string tenant, string account) => $"person-{Digest.Of(tenant, account.ToLowerInvariant())[..16]}";

    /// <summary>What is wrong with an id, or null.</summary>
    public static string? ProblemWith(string id)
        => id.Length is >= 2 and <= Longest && char.IsAsciiLetterOrDigit(id[0]) && id.All(letter => IsPlain(letter) && !char.IsAsciiLetterUpper(letter))
            ? null
            : $"A recipient id is 2 to {Longest} of a-z, 0-9, '-', '_' and '.', beginning with a letter or digit.";

    private static bool IsPlain(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.';
}
