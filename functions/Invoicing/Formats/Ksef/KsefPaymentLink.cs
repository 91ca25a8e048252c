namespace BackOffice.Invoicing.Formats.Ksef;

/// <summary>IPKSeF, the payment identifier, and the link that must carry it.</summary>
internal static class KsefPaymentLink
{
    private const string Parameter = "IPKSeF=";

    /// <summary>Three digits and ten letters or digits.</summary>
    public static bool IsId(string text) => text.Length == 13 && text.AsSpan(0, 3).IndexOfAnyExceptInRange('0', '9') < 0 && text.All(char.IsAsciiLetterOrDigit);

    /// <summary>An address of the web whose query has an identifier.</summary>
    public static bool IsLink(string text)
    {
        if (text.Length > 512 || text.Contains(' ', StringComparison.Ordinal) || !Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")
            || uri.UserInfo.Length > 0 || !uri.Host.Contains('.', StringComparison.Ordinal) || uri.Host.EndsWith('.') || !char.IsAsciiLetter(uri.Host[^1]))
        {
            return false;
        }

        return uri.Query.TrimStart('?').Split('&').Any(pair => pair.StartsWith(Parameter, StringComparison.Ordinal) && IsId(pair[Parameter.Length..]));
    }
}
