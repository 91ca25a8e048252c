using NodaTime;

namespace BackOffice.Invoicing.Formats.Cii;

/// <summary>The vocabularies of the Cross Industry Invoice by the prefixes that everybody gives them.</summary>
internal static class CiiElements
{
    /// <summary>How dates are written: year, month and day without anything between them, UNTDID 2379.</summary>
    public const string DayFormat = "102";
    private const string DayPattern = "uuuuMMdd";

    /// <summary>The first element of this name.</summary>
    public static RawNode? Ram(this RawNode? node, string name) => node?.First(Vocabulary.CiiAggregate, name);

    /// <summary>All elements of this name.</summary>
    public static IEnumerable<RawNode> AllRam(this RawNode? node, string name) => node?.All(Vocabulary.CiiAggregate, name) ?? [];

    /// <summary>A day, inside the element that names it.</summary>
    public static LocalDate? Day(this NodeReading take, RawNode? node)
    {
        var text = node?.First(Vocabulary.CiiUnqualified, "DateTimeString") ?? node?.First(Vocabulary.CiiQualified, "DateTimeString") ?? node?.First(Vocabulary.CiiUnqualified, "DateString");
        if ((text?.Attribute("format") ?? DayFormat) != DayFormat)
        {
            return null;
        }

        take.Attribute(text, "format");
        return take.Date(text, DayPattern);
    }

    /// <summary>An identifier with its scheme.</summary>
    public static Domain.Identifier? Id(this NodeReading take, RawNode? node)
        => take.Text(node) is { } id ? new Domain.Identifier(id, take.Attribute(node, "schemeID") is { Length: > 0 } scheme ? scheme : null) : null;

    public static void WriteDay(this ElementWriter xml, string element, LocalDate? day, string text = "udt:DateTimeString")
    {
        using (xml.In(element))
        {
            xml.Write(text, day?.ToString(DayPattern, System.Globalization.CultureInfo.InvariantCulture), ("format", DayFormat));
        }
    }
}
