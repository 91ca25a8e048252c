using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace BackOffice.Http;

/// <summary>
/// The id that ties a request to its log lines: the caller's own x-correlation-id where it is fit for a log, else the
/// trace of its traceparent, else one of ours. Every answer carries it.
/// </summary>
internal static class Correlation
{
    public const string Header = "x-correlation-id";

    /// <summary>Longest and only characters: 1 to 64 of letters, digits, '.', '_' and '-'.</summary>
    public const string Pattern = "^[A-Za-z0-9._-]{1,64}$";

    private const int Longest = 64;

    public static string Of(HttpContext http, string invocationId)
        => http.Request.Headers[Header].FirstOrDefault() is { Length: > 0 and <= Longest } given && given.All(IsFit) ? given
            : Activity.Current?.TraceId.ToString() ?? invocationId;

    private static bool IsFit(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-';
}
