using System.Buffers;
using System.Text;

namespace BackOffice.Primitives;

/// <summary>One record of a CSV file (RFC 4180: commas, quotes doubled, CRLF), safe to open in a spreadsheet.</summary>
public static class CsvRecord
{
    private const string EndOfRecord = "\r\n";

    private static readonly SearchValues<char> OfNumbers = SearchValues.Create("0123456789.");

    /// <summary>The fields with their end of line. A text that a spreadsheet would run as a formula gets an apostrophe before it; a number never does.</summary>
    public static string Of(params IReadOnlyList<string?> fields)
    {
        var record = new StringBuilder();
        for (int i = 0; i < fields.Count; i++)
        {
            record.Append(i == 0 ? "" : ",").Append(Field(fields[i] ?? ""));
        }

        return record.Append(EndOfRecord).ToString();
    }

    private static string Field(string text)
    {
        string safe = IsFormula(text) ? "'" + text : text;
        return safe.AsSpan().IndexOfAny("\",\r\n") >= 0 || (safe.Length > 0 && (safe[0] == ' ' || safe[^1] == ' '))
            ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : safe;
    }

    /// <summary>A minus or a plus before digits is a number, not a formula.</summary>
    private static bool IsFormula(string text)
        => text.Length > 0 && (text[0] is '=' or '@' or '\t' or '\r' || (text[0] is '+' or '-' && !text.AsSpan(1).ContainsOnlyNumber()));

    private static bool ContainsOnlyNumber(this ReadOnlySpan<char> text) => text.Length > 0 && !text.ContainsAnyExcept(OfNumbers);
}
