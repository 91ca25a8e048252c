using System.Text;
using BackOffice.Http.OpenApi;
using BackOffice.Tenancy;

namespace BackOffice.Http;

/// <summary>Who may call what, as a table for those who review it: docs/roles.md.</summary>
internal static class RolesTable
{
    private const string Open = "anybody";
    private const string Yes = "yes";

    private const string Intro = """
        # Who may call what

        Made from the `[Allow]` and `[AllowAnybody]` attributes of the functions; a test keeps it equal to them, and another one tries every
        cell against the running app: an empty cell is answered 403 `role-missing`, a request without sign-in 401 `sign-in-required`, a
        tenant of somebody else 403 `tenant-not-yours`.

        A role opens the door and no more. Who prepared something cannot approve it, and who approved it cannot release its payment, whatever
        roles they hold: that is checked on the records (segregation of duties), because one person may hold several roles. `administrator`
        keeps tenants and settings and is no superuser; `auditor` changes nothing; `service` is another system.


        """;

    public static string Text(IReadOnlyList<Endpoint> endpoints)
    {
        var table = new StringBuilder(Intro);
        AppendRow(table, ["function", "request", "without sign-in", .. Enum.GetNames<Role>()]);
        AppendRow(table, Enumerable.Repeat("---", 3 + Enum.GetValues<Role>().Length));
        foreach (var endpoint in endpoints)
        {
            AppendRow(table, [endpoint.Name, $"{endpoint.Verb.ToUpperInvariant()} {endpoint.Path}", endpoint.OpenBecause is null ? "" : Open, .. Enum.GetValues<Role>().Select(role => endpoint.Roles.Contains(role) ? Yes : "")]);
        }

        return table.ToString();
    }

    /// <summary>The roles of each function as the table says; null for a function that is open to anybody.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<Role>?> Read(string text)
        => text.Split('\n').Where(line => line.Contains(" | GET /", StringComparison.Ordinal) || line.Contains(" | POST /", StringComparison.Ordinal) || line.Contains(" | PUT /", StringComparison.Ordinal) || line.Contains(" | DELETE /", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries)[1..^1])
            .ToDictionary(
                cells => cells[0],
                cells => cells[2] == Open ? null : (IReadOnlyList<Role>)[.. Enum.GetValues<Role>().Where((_, column) => cells[3 + column] == Yes)],
                StringComparer.Ordinal);

    private static void AppendRow(StringBuilder table, IEnumerable<string> cells) => table.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}
