using System.Globalization;
using System.Xml;
using BackOffice.Primitives;
using NodaTime;
using NodaTime.Text;

namespace BackOffice.Invoicing.Formats.Ksef;

/// <summary>Writes elements of FA(3) in the order they are given. An element that would hold nothing is not written; what must be there and is not is noted.</summary>
internal sealed class KsefSink(XmlWriter writer, string @namespace)
{
    /// <summary>Of a figure.</summary>
    public const string NoRoom = "The figure is larger, or has more digits, than FA(3) has room for.";

    private readonly List<string> open = [];
    private int begun;

    public List<MissingTerm> Missing { get; } = [];

    public void Open(string name) => open.Add(name);

    public void Close()
    {
        if (begun == open.Count)
        {
            writer.WriteEndElement();
            begun--;
        }

        open.RemoveAt(open.Count - 1);
    }

    /// <summary>Writes a text as it stands; whoever calls has seen that it fits.</summary>
    public void Write(string name, string text)
    {
        Begin();
        writer.WriteElementString(name, @namespace, text);
    }

    public void Attribute(string name, string text)
    {
        Begin();
        writer.WriteAttributeString(name, text);
    }

    public void Text(string text) => writer.WriteString(text);

    /// <summary>Writes a figure with at most so many decimals: further ones are rounded, half up.</summary>
    /// <returns>Whether it fits the digits that FA(3) has for it.</returns>
    public bool TryWrite(string name, decimal figure, KsefDigits digits)
    {
        var rounded = figure.Scale > digits.AfterPoint ? WithoutZeros(Rounding.HalfUp.Round(figure, digits.AfterPoint)) : figure;
        var text = rounded.ToString(CultureInfo.InvariantCulture);
        if (WholeDigits(text) > digits.BeforePoint || (digits == KsefDigits.Percentage && figure is (< 0 or > 100)))
        {
            return false;
        }

        Write(name, text);
        return true;
    }

    public void Write(string name, LocalDate date) => Write(name, LocalDatePattern.Iso.Format(date));

    public void Note(string term, string why)
    {
        if (!Missing.Exists(missing => missing.Term == term))
        {
            Missing.Add(new MissingTerm(term, why));
        }
    }

    /// <summary>A text as XML can hold it, with single blanks, and cut where it is too long.</summary>
    public static string Fit(string text, int most)
    {
        var clean = string.Join(' ', KsefCharacters.Writable(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return Cut(clean, most).TrimEnd();
    }

    /// <summary>The same with its line breaks.</summary>
    public static string FitLines(string text, int most) => Cut(KsefCharacters.Writable(text).Trim(), most).TrimEnd();

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];

    /// <summary>A quotient has no more decimals than it needs.</summary>
    private static decimal WithoutZeros(decimal figure) => figure / 1.0000000000000000000000000000m;

    private static int WholeDigits(string figure)
    {
        var text = figure.AsSpan().TrimStart('-');
        var point = text.IndexOf('.');
        return point < 0 ? text.Length : point;
    }

    private void Begin()
    {
        for (; begun < open.Count; begun++)
        {
            writer.WriteStartElement(open[begun], @namespace);
        }
    }
}

/// <summary>How many digits a figure of FA(3) may have.</summary>
internal readonly record struct KsefDigits(int BeforePoint, int AfterPoint)
{
    /// <summary>TKwotowy.</summary>
    public static KsefDigits Amount { get; } = new(16, 2);

    /// <summary>TKwotowy2.</summary>
    public static KsefDigits Price { get; } = new(14, 8);

    /// <summary>TIlosci.</summary>
    public static KsefDigits Quantity { get; } = new(16, 6);

    /// <summary>TProcentowy: 0 to 100.</summary>
    public static KsefDigits Percentage { get; } = new(3, 6);
}
