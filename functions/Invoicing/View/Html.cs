using System.Net;

namespace BackOffice.Invoicing.View;

/// <summary>Pieces of a page. Every text goes through <see cref="Text"/>: what a stranger wrote into an invoice is never markup.</summary>
internal static class Html
{
    public static string Text(string? text) => WebUtility.HtmlEncode(text ?? "").Replace("\r\n", "<br>", StringComparison.Ordinal).Replace("\n", "<br>", StringComparison.Ordinal);

    /// <summary>A list of names and values; what has no value is left out, and an empty list too.</summary>
    public static string Facts(params IEnumerable<(string Name, string? Value)> facts)
    {
        var rows = string.Concat(facts.Where(fact => !string.IsNullOrEmpty(fact.Value)).Select(fact => $"<dt>{Text(fact.Name)}</dt><dd>{Text(fact.Value)}</dd>"));
        return rows.Length == 0 ? "" : $"<dl>{rows}</dl>";
    }

    /// <summary>A part of the page with its title; nothing when there is nothing in it.</summary>
    public static string Section(string title, params IEnumerable<string> content)
        => string.Concat(content) is { Length: > 0 } inside ? $"<section><h2>{Text(title)}</h2>{inside}</section>" : "";

    /// <summary>A table with a title that a screen reader announces; cells are markup already.</summary>
    public static string Table(string caption, IEnumerable<Column> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        List<Column> all = [.. columns];
        var body = string.Concat(rows.Select(row => $"<tr>{string.Concat(row.Select((cell, at) => $"<td{Class(all[at])}>{cell}</td>"))}</tr>"));
        return body.Length == 0 ? "" : $"""<table><caption>{Text(caption)}</caption><thead><tr>{string.Concat(all.Select(column => $"""<th scope="col"{Class(column)}>{Text(column.Title)}</th>"""))}</tr></thead><tbody>{body}</tbody></table>""";
    }

    private static string Class(Column column) => column.IsNumber ? " class=\"number\"" : "";

    internal sealed record Column(string Title, bool IsNumber);
}
