using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace BackOffice.People;

/// <summary>
/// CSV as offices send it: UTF-8, a header, commas or semicolons or tabs, quotes where needed. Names of columns are read without
/// regard to case, spaces, '_' and '-'.
/// </summary>
internal static class CsvTable
{
    /// <summary>Text that a spreadsheet would take for a formula.</summary>
    private static readonly char[] Formulas = ['=', '@', '+', '\t', '\r'];

    /// <summary>The rows with their lines, one after the other.</summary>
    /// <exception cref="CsvProblemException">It is not UTF-8, has no header, a column twice, a row of another length, or quotes that do not close.</exception>
    public static IEnumerable<CsvRow> Read(ReadOnlyMemory<byte> content)
    {
        using var reader = new StreamReader(new MemoryStream(content.ToArray()), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        using var csv = new CsvParser(reader, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            DetectDelimiter = true,
            DetectDelimiterValues = [",", ";", "\t"],
            BadDataFound = bad => throw new CsvProblemException(bad.Context.Parser?.RawRow ?? 0, "A quote stands where none can."),
        });
        if (!Next(csv))
        {
            throw new CsvProblemException(1, "The file is empty: its first row names the columns.");
        }

        var header = (csv.Record ?? []).Select(name => name.Trim()).ToArray();
        var names = header.Select(Plain).ToArray();
        if (names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new CsvProblemException(1, $"The column '{twice.Key}' is there twice.");
        }

        while (Next(csv))
        {
            var cells = csv.Record ?? [];
            if (cells.Length != names.Length)
            {
                throw new CsvProblemException(csv.RawRow, string.Create(CultureInfo.InvariantCulture, $"The row has {cells.Length} cells and the header {names.Length}."));
            }

            yield return new CsvRow(csv.RawRow, names.Zip(cells.Select(Unquoted)).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal));
        }
    }

    /// <summary>A name of a column, as it is compared.</summary>
    public static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    /// <summary>A text as a cell, with nothing that a spreadsheet would calculate.</summary>
    public static string Quoted(string text) => text.Length > 0 && Formulas.Contains(text[0]) ? "'" + text : text;

    private static string Unquoted(string cell)
    {
        var text = cell.Trim();
        return text is ['\'', var next, ..] && Formulas.Contains(next) ? text[1..] : text;
    }

    private static bool Next(CsvParser csv)
    {
        try
        {
            return csv.Read();
        }
        catch (DecoderFallbackException)
        {
            throw new CsvProblemException(csv.RawRow + 1, "The file is not UTF-8. Save it as 'CSV UTF-8'.");
        }
    }
}

/// <summary>One row, by plain names of columns.</summary>
internal sealed record CsvRow(int Line, IReadOnlyDictionary<string, string> Cells);

/// <summary>A file that is no table.</summary>
internal sealed class CsvProblemException(int line, string problem) : Exception(problem)
{
    public int Line { get; } = line;
}
