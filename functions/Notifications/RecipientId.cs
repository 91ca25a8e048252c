using BackOffice.Storage;
using BackOffice.Tenancy;

namespace BackOffice.Notifications;

/// <summary>The ids of the directory of recipients: a queue of people such as document-exceptions, the holders of a role, one person.</summary>
internal static class RecipientId
{
    private const int Longest = 64;
    private const int LongestAccount = 50;

    /// <summary>The holders of a role: role-approver.</summary>
    public static string OfRole(Role role) => $"role-{role.ToString().ToLowerInvariant()}";

    /// <summary>A person: person-anna; for an account that is an address or holds other characters, a digest instead.</summary>
    public static string OfPerson(string tenant, string account)
        => account.Length <= LongestAccount && account.All(IsPlain)
            ? $"person-{account.ToLowerInvariant()}"
            : $"person-{Digest.Of(tenant, account.ToLowerInvariant())[..16]}";

    /// <summary>What is wrong with an id, or null.</summary>
    public static string? ProblemWith(string id)
        => id.Length is >= 2 and <= Longest && char.IsAsciiLetterOrDigit(id[0]) && id.All(letter => IsPlain(letter) && !char.IsAsciiLetterUpper(letter))
            ? null
            : $"A recipient id is 2 to {Longest} of a-z, 0-9, '-', '_' and '.', beginning with a letter or digit.";

    private static bool IsPlain(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.';
}
