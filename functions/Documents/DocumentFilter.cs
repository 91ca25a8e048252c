using System.Text.Json;
using BackOffice.Documents.Domain;
using BackOffice.Http;
using Microsoft.AspNetCore.Http;

namespace BackOffice.Documents;

/// <summary>The filters of the document list as a condition of the table query; only known values reach it.</summary>
internal static class DocumentFilter
{
    /// <exception cref="RefusedException">400 invalid-request: an unknown value.</exception>
    public static string? From(IQueryCollection query)
    {
        List<string> conditions = [];
        Add<DocumentState>(conditions, query, "state");
        Add<DocumentKind>(conditions, query, "kind");
        Add<Destination>(conditions, query, "destination");
        if (query["needsPerson"].FirstOrDefault() is { } needsPerson)
        {
            conditions.Add(needsPerson == "true" ? AnyOf("state", DocumentLifecycle.WaitingForPerson) : throw RefusedException.Invalid("'needsPerson' is 'true' or left out."));
        }

        return conditions.Count == 0 ? null : string.Join(" and ", conditions);
    }

    private static void Add<T>(List<string> conditions, IQueryCollection query, string name)
        where T : struct, Enum
    {
        string[] asked = [.. query[name].SelectMany(value => (value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
        if (asked.Length > 0)
        {
            conditions.Add(AnyOf(name, [.. asked.Select(text => Known<T>(name, text))]));
        }
    }

    private static T Known<T>(string name, string text)
        where T : struct, Enum
        => Enum.GetValues<T>().Cast<T?>().FirstOrDefault(value => string.Equals(WireName(value!.Value), text, StringComparison.OrdinalIgnoreCase))
            ?? throw RefusedException.Invalid($"'{name}' is one of {string.Join(", ", Enum.GetValues<T>().Select(WireName))}.");

    private static string AnyOf<T>(string name, IReadOnlyList<T> values)
        where T : struct, Enum
        => $"({string.Join(" or ", values.Select(value => $"{char.ToUpperInvariant(name[0])}{name[1..]} eq '{WireName(value)}'"))})";

    private static string WireName<T>(T value)
        where T : struct, Enum
        => JsonSerializer.SerializeToElement(value).GetString()!;
}
