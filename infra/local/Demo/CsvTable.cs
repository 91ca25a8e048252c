using System.Globalization;
using System.Text;

namespace BackOffice.Demo;

/// <summary>Reads the CSV of the app as a spreadsheet would: RFC 4180, with or without the mark of UTF-8.</summary>
internal static class CsvTable
{
    /// <summary>The sum of a column by the name in the header.</summary>
    public static decimal Sum(byte[] content, string column)
    {
        var rows = Read(content);
        var place = rows[0].ToList().IndexOf(column);
        return place < 0
            ? throw new DemoException($"The file has no column '{column}': {string.Join(", ", rows[0])}.")
            : rows.Skip(1).Sum(row => decimal.Parse(row[place], CultureInfo.InvariantCulture));
    }

    public static IReadOnlyList<IReadOnlyList<string>> Read(byte[] content)
        => [.. Encoding.UTF8.GetString(content).TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(Cells)];

    private static List<string> Cells(string line)
    {
        List<string> cells = [];
        var cell = new StringBuilder();
        var isQuoted = false;
        foreach (var letter in line)
        {
            if (letter == '"')
            {
                // A doubled quote closes and opens again: the quote itself is of no use here.
                isQuoted = !isQuoted;
            }
            else if (letter == ',' && !isQuoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else
            {
                cell.Append(letter);
            }
        }

        cells.Add(cell.ToString());
        return cells;
    }
}
