using BackOffice.People;
using BackOffice.Timesheets.Domain;

namespace BackOffice.Timesheets;

/// <summary>Reads a sheet from CSV; docs/timesheets.md names its columns.</summary>
internal static class SheetCsv
{
    public const int MostRows = 200_000;

    private static readonly HashSet<string> Columns = new(["person", "day", "until", "kind", "from", "to", "hours", "contract", "reference"], StringComparer.Ordinal);

    /// <summary>The rows that could be read, and what could not.</summary>
    public static (IReadOnlyList<TimeRow> Rows, IReadOnlyList<TimeError> Errors) Read(ReadOnlyMemory<byte> content)
    {
        List<TimeRow> rows = [];
        List<ImportError> errors = [];
        try
        {
            foreach (var row in CsvTable.Read(content))
            {
                if (rows.Count == 0 && errors.Count == 0)
                {
                    errors.AddRange(row.Cells.Keys.Where(name => !Columns.Contains(name)).Select(name => new ImportError(1, name, "unknown-column", "There is no such column.")));
                }

                if (rows.Count == MostRows)
                {
                    throw new CsvProblemException(row.Line, $"A sheet has {MostRows} rows at most. Send several.");
                }

                rows.Add(RowOf(new Cells(row, errors)));
            }
        }
        catch (CsvProblemException problem)
        {
            errors.Add(new ImportError(problem.Line, "", "no-table", problem.Message));
        }

        if (rows.Count == 0 && errors.Count == 0)
        {
            errors.Add(new ImportError(0, "", "no-rows", "There is nothing in it."));
        }

        return (rows, [.. errors.Select(error => new TimeError(error.Line, error.Column, error.Code, error.Message))]);
    }

    private static TimeRow RowOf(Cells cells) => new()
    {
        Line = cells.Line,
        Person = cells.Needed("person"),
        Day = cells.NeededDay("day"),
        Until = cells.Day("until"),
        Kind = cells.Needed("kind"),
        From = cells.Time("from"),
        To = cells.Time("to"),
        Hours = cells.Number("hours"),
        Contract = cells.Text("contract"),
        Reference = cells.Text("reference"),
    };
}
