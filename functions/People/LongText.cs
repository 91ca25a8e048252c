using System.Globalization;
using System.Text;
using Azure.Data.Tables;

namespace BackOffice.People;

/// <summary>A text in as many properties of a row as it needs: one holds 32 768 characters.</summary>
internal static class LongText
{
    /// <summary>Characters of one property.</summary>
    private const int Piece = 32_000;

    /// <summary>What may stand in one row, which holds 1 MiB at two bytes a character; the rest is for its other properties.</summary>
    public const int Most = 14 * Piece;

    public static void Write(TableEntity row, string name, string text)
    {
        for (int i = 0, from = 0; from < text.Length; i++)
        {
            // A character of two halves stays whole: half of one cannot be sent.
            var length = Math.Min(Piece, text.Length - from);
            length -= from + length < text.Length && char.IsHighSurrogate(text[from + length - 1]) ? 1 : 0;
            row[NameOf(name, i)] = text.Substring(from, length);
            from += length;
        }
    }

    /// <summary>The text; null when the row has none of this name.</summary>
    public static string? Read(TableEntity row, string name)
    {
        if (row.GetString(NameOf(name, 1)) is null)
        {
            return row.GetString(NameOf(name, 0));
        }

        var text = new StringBuilder();
        for (var i = 0; row.GetString(NameOf(name, i)) is { } piece; i++)
        {
            text.Append(piece);
        }

        return text.ToString();
    }

    private static string NameOf(string name, int piece) => name + piece.ToString("D2", CultureInfo.InvariantCulture);
}
