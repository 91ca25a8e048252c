using System.Globalization;
using BackOffice.Invoicing.Domain;
using NodaTime;

namespace BackOffice.Invoicing.Formats.FatturaPa;

/// <summary>Takes the values of one invoice out of a FatturaPA file, whose inner elements have no namespace.</summary>
internal sealed class FatturaPaNodeReading
{
    private readonly NodeReading reading = new();

    public static RawNode? Child(RawNode? parent, string name) => parent?.First(Vocabulary.None, name);

    public static IEnumerable<RawNode> All(RawNode? parent, string name) => parent?.All(Vocabulary.None, name) ?? [];

    /// <summary>One of each element of this name. None are the empty list itself, by which empty records are told.</summary>
    public static IReadOnlyList<T> Each<T>(RawNode? parent, string name, Func<RawNode, T> read) => Child(parent, name) is null ? [] : [.. All(parent, name).Select(read)];

    /// <summary>As the schema has texts (normalizedString): line breaks are blanks, two blanks are two.</summary>
    public string? Text(RawNode? parent, string name) => Text(Child(parent, name));

    public string? Base64(RawNode? parent, string name) => reading.Base64(Child(parent, name));

    public decimal? Number(RawNode? parent, string name) => reading.Number(Child(parent, name));

    public LocalDate? Date(RawNode? parent, string name) => reading.Date(Child(parent, name));

    /// <summary>The texts of all elements of this name.</summary>
    public IReadOnlyList<string> Texts(RawNode? parent, string name) => Child(parent, name) is null ? [] : [.. All(parent, name).Select(Text).OfType<string>()];

    public int? Integer(RawNode? parent, string name)
    {
        var node = Child(parent, name);
        if (node is null || !int.TryParse(node.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        reading.Ignore(node);
        return number;
    }

    /// <summary>Whether the element is there with this word; any other word is not taken.</summary>
    public bool Says(RawNode? parent, string name, string word)
    {
        var node = Child(parent, name);
        if (node?.Value != word)
        {
            return false;
        }

        reading.Ignore(node);
        return true;
    }

    /// <summary>An IdFiscaleIVA in one piece: IT01234567890; null, and nothing taken, when its country is not of two letters.</summary>
    public string? TaxCode(RawNode? parent, string name)
    {
        var id = Child(parent, name);
        return Child(id, "IdPaese")?.Value is { Length: 2 } && Child(id, "IdCodice") is { HasValue: true } ? Text(id, "IdPaese") + Text(id, "IdCodice") : null;
    }

    /// <summary>What an empty record says is nothing.</summary>
    public static T? OrNull<T>(T record, T empty)
        where T : class
        => record.Equals(empty) ? null : record;

    private string? Text(RawNode? node) => reading.Lines(node)?.Replace('\n', ' ').Replace('\r', ' ').Replace('\t', ' ');

    public IReadOnlyList<LostTerm> NotTaken(RawNode node) => reading.NotTaken(node);

}
