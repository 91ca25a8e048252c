using System.Globalization;
using System.Text.Json;
using BackOffice.Http;
using BackOffice.Payroll.Domain;
using BackOffice.Primitives;
using NodaTime;
using NodaTime.Text;

namespace BackOffice.People;

/// <summary>Reads the cells of one row and notes what cannot be read, so that all is told at once.</summary>
internal sealed class Cells(CsvRow row, List<ImportError> errors)
{
    private static readonly LocalTimePattern TimeOfDay = LocalTimePattern.CreateWithInvariantCulture("HH':'mm");

    public int Line => row.Line;

    public bool Has(params ReadOnlySpan<string> columns)
    {
        foreach (var column in columns)
        {
            if (Text(column) is not null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Null when it is empty or there is no such column.</summary>
    public string? Text(string column) => row.Cells.TryGetValue(CsvTable.Plain(column), out var text) && text.Length > 0 ? text : null;

    public string Needed(string column) => Text(column) ?? Wrong(column, "missing-field", $"'{column}' is needed here.", "");

    public LocalDate? Day(string column)
        => Text(column) is not { } text ? null
            : LocalDatePattern.Iso.Parse(text) is { Success: true, Value: var day } ? day
            : Wrong<LocalDate?>(column, "wrong-day", "A day is written 2026-01-31.", null);

    public LocalDate NeededDay(string column) => Has(column) ? Day(column) ?? default : Wrong<LocalDate>(column, "missing-field", $"'{column}' is needed here.", default);

    public decimal? Number(string column)
        => Text(column) is not { } text ? null
            : decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number
            : Wrong<decimal?>(column, "wrong-number", "A number is written 1234.56, with a point and nothing between thousands.", null);

    public int? Whole(string column)
        => Number(column) is not { } number ? null : number == decimal.Truncate(number) && Math.Abs(number) < int.MaxValue ? (int)number : Wrong<int?>(column, "wrong-number", "This is a whole number.", null);

    public bool Flag(string column)
        => Text(column)?.ToLowerInvariant() switch { null or "false" or "no" or "0" => false, "true" or "yes" or "1" => true, _ => Wrong(column, "wrong-word", "This is true or false.", fallback: false) };

    public Period? Month(string column)
        => Text(column) is not { } text ? null : Period.TryParse(text, out var month) ? month : Wrong<Period?>(column, "wrong-month", "A month is written 2026-01.", null);

    public LocalTime? Time(string column)
        => Text(column) is not { } text ? null
            : TimeOfDay.Parse(text) is { Success: true, Value: var time } ? time
            : Wrong<LocalTime?>(column, "wrong-time", "A time is written 06:30.", null);

    /// <summary>A word of an enum, as JSON writes it.</summary>
    public T? Word<T>(string column)
        where T : struct, Enum
    {
        if (Text(column) is not { } text)
        {
            return null;
        }

        var words = Enum.GetValues<T>().Select(value => (Value: value, Word: JsonSerializer.SerializeToElement(value, Json.Options).GetString())).ToList();
        return words.Find(entry => string.Equals(entry.Word, text, StringComparison.OrdinalIgnoreCase)) is { Word: not null } found
            ? found.Value
            : Wrong<T?>(column, "wrong-word", $"This is one of {string.Join(", ", words.Select(entry => entry.Word))}.", null);
    }

    /// <summary>name=value;name=value.</summary>
    public IReadOnlyDictionary<string, string> Pairs(string column)
    {
        Dictionary<string, string> pairs = new(StringComparer.Ordinal);
        foreach (var pair in (Text(column) ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (pair.Split('=', 2) is not [{ Length: > 0 } name, var value] || !pairs.TryAdd(name.Trim(), value.Trim()))
            {
                Wrong(column, "wrong-pairs", "This is written name=value;name=value, each name once.", "");
            }
        }

        return pairs;
    }

    /// <summary>name=1234.56;name=1234.56.</summary>
    public IReadOnlyDictionary<string, decimal> Balances(string column)
        => Pairs(column).ToDictionary(
            pair => pair.Key,
            pair => decimal.TryParse(pair.Value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) ? amount : Wrong(column, "wrong-number", $"'{pair.Key}' is a number such as 1234.56.", 0m),
            StringComparer.Ordinal);

    /// <summary>centre=weight;centre=weight, or one centre alone.</summary>
    public IReadOnlyList<CostCentreShare> Shares(string column)
        => Text(column) is not { } text ? []
            : !text.Contains('=', StringComparison.Ordinal) ? [new CostCentreShare(text, 1)]
            : [.. Pairs(column).Select(pair => new CostCentreShare(pair.Key, decimal.TryParse(pair.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var weight) ? weight : Wrong(column, "wrong-number", "A weight is a number.", 1m)))];

    public T Wrong<T>(string column, string code, string message, T fallback)
    {
        errors.Add(new ImportError(Line, column, code, message));
        return fallback;
    }
}
