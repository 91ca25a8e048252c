using System.Globalization;
using BackOffice.Primitives;
using Microsoft.AspNetCore.Http;

namespace BackOffice.Http;

/// <summary>Parameters of a query that take one word of a fixed set, or a number.</summary>
internal static class QueryWords
{
    /// <returns>Null when the parameter is absent or empty.</returns>
    /// <exception cref="RefusedException">400 invalid-request: it is no word of the set.</exception>
    public static T? Find<T>(HttpRequest request, string name)
        where T : struct, Enum
        => TextOf(request, name) is not { } word ? null : EnumWords.Find<T>(word) ?? throw NotOneOf<T>(name);

    /// <exception cref="RefusedException">400 invalid-request: it is absent, or no word of the set.</exception>
    public static T Require<T>(HttpRequest request, string name)
        where T : struct, Enum
        => Find<T>(request, name) ?? throw NotOneOf<T>(name);

    /// <summary>A number from 1.</summary>
    /// <returns>Null when the parameter is absent or empty.</returns>
    /// <exception cref="RefusedException">400 invalid-request: it is no such number.</exception>
    public static int? FindNumber(HttpRequest request, string name)
        => TextOf(request, name) is not { } text ? null
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number
            : throw RefusedException.Invalid($"'{name}' is a number from 1.");

    /// <summary>What is given twice is two words with a comma between, and so none of a set.</summary>
    private static string? TextOf(HttpRequest request, string name) => request.Query[name].ToString() is { Length: > 0 } text ? text : null;

    private static RefusedException NotOneOf<T>(string name)
        where T : struct, Enum
        => RefusedException.Invalid($"'{name}' is one of {string.Join(", ", EnumWords.All<T>())}.");
}
