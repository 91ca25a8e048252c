using System.Globalization;
using BackOffice.Invoicing.Formats;

namespace BackOffice.Invoicing.Rules;

/// <summary>Dates as XML writes them: 2026-08-31.</summary>
internal static class Dates
{
    /// <summary>The day, when the text is a whole date of ten characters and the calendar has it.</summary>
    public static DateOnly? Read(string? text)
        => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>A rule that says so.</summary>
    public static ElementRule Rule(string id, string term, string context)
        => new(id, term, context, (date, report) => report.Unless(Read(date.Text) is not null, date, $"A date is written as YYYY-MM-DD: {date}."));
}
