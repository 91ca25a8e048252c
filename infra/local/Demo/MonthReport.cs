using System.Globalization;
using Spectre.Console;

namespace BackOffice.Demo;

/// <summary>What became of everything, one row a file, with what did not come out as it must.</summary>
internal static class MonthReport
{
    private const string Nothing = "-";

    /// <returns>Whether every file came out as it must.</returns>
    public static bool Print(IAnsiConsole console, IReadOnlyList<SampleFile> files, IReadOnlyList<DocumentState> documents)
    {
        var table = new Table().AddColumns("File", "Register", "What", "Fields", "State", "Notified", "Result");
        List<string> problems = [];
        foreach (var file in files)
        {
            var document = documents.FirstOrDefault(document => document.Name == file.Name);
            var problem = document is null ? "dropped, and not on record" : ProblemOf(file.Expected, document);
            var result = problem is null ? new Markup("[green]ok[/]") : new Markup("[red]wrong[/]");
            table.AddRow([new Text(file.Name), .. Cells(document, documents).Select(cell => new Text(cell ?? Nothing)), result]);
            if (problem is not null)
            {
                problems.Add($"{file.Name}: {problem}");
            }
        }

        if (documents.Count != files.Count)
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"{files.Count} files were dropped and {documents.Count} are on record"));
        }

        console.Write(table);
        problems.ForEach(problem => console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[red]wrong: {problem}[/]"));
        return problems.Count == 0;
    }

    private static string?[] Cells(DocumentState? document, IReadOnlyList<DocumentState> all) =>
    [
        document?.Register is { } number ? string.Create(CultureInfo.InvariantCulture, $"{number.Year}-{number.Number:D7}") : null,
        document?.Kind is null or "Unknown" ? null : document.Kind,
        document?.Header is { } header ? Fields(header) : null,
        document is null ? "missing" : StateOf(document, all),
        document?.Notification?.SentAt?.ToLocalTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture),
    ];

    /// <summary>Number, date and total on the first line, the seller on the second.</summary>
    private static string Fields(DocumentFields header)
        => string.Join('\n', new[] { string.Join(", ", new[] { header.Number, header.IssueDate, header.Gross }.OfType<string>()), header.Seller?.Name }.Where(line => !string.IsNullOrEmpty(line)));

    private static string StateOf(DocumentState document, IReadOnlyList<DocumentState> all) => document.State switch
    {
        "Routed" => $"Routed to\n{document.Destination}",
        "Quarantined" => $"Quarantined\n{document.QuarantineReason}",
        "Duplicate" => $"Duplicate of\n{all.FirstOrDefault(first => first.Id == document.FirstDocumentId)?.Name ?? Nothing}",
        var state => state,
    };

    private static string? ProblemOf(Outcome expected, DocumentState document)
    {
        (string What, string? Wanted, string? Found)[] compared =
        [
            ("state", expected.State, document.State),
            ("kind", expected.Kind, document.Kind),
            ("number", expected.Number, document.Header?.Number),
            ("total", expected.Gross, document.Header?.Gross),
            ("destination", expected.Destination, document.Register is null ? null : document.Destination), // only a proposal before that
            ("reason of quarantine", expected.QuarantineReason, document.QuarantineReason),
        ];
        foreach (var (what, wanted, found) in compared)
        {
            if (wanted != found)
            {
                return $"{what} is {found ?? "none"}, must be {wanted ?? "none"}";
            }
        }

        var mustHaveNumber = expected.State is "Routed" or "Annulled";
        return mustHaveNumber != (document.Register is not null) ? mustHaveNumber ? "has no register number" : "must not have a register number"
            : document.IsNotified ? null
            : "nobody was notified";
    }
}
