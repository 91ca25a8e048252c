namespace BackOffice.Http;

/// <summary>Why a person does something, in their own words.</summary>
internal static class Reasons
{
    /// <summary>The reason without the space around it, 3 to 500 characters.</summary>
    /// <exception cref="RefusedException">400 invalid-request.</exception>
    public static string Checked(string? reason)
        => reason?.Trim() is { Length: >= 3 and <= 500 } given ? given : throw RefusedException.Invalid("Give a reason of 3 to 500 characters.");
}
