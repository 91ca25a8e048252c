using System.Globalization;

namespace BackOffice.Documents.Domain.Formats;

/// <summary>An amount while its document is being read: set once, or added up.</summary>
internal sealed class AmountDraft
{
    // Beyond this a sum of many could overflow; no invoice comes near.
    private const decimal Largest = 1_000_000_000_000_000_000m;

    private decimal value;

    public bool IsWritten { get; private set; }

    /// <summary>Whether a part was written that is not a number of at most 28 digits.</summary>
    public bool IsUnreadable { get; private set; }

    public decimal? Value => IsWritten && !IsUnreadable ? value : null;

    /// <summary>Takes the first amount only.</summary>
    public void Set(string text)
    {
        if (!IsWritten)
        {
            Add(text);
        }
    }

    public void Add(string text)
    {
        if (Parse(text) is { } amount)
        {
            Add(amount);
            return;
        }

        IsWritten = true;
        IsUnreadable = true;
    }

    public void Add(decimal amount)
    {
        IsWritten = true;
        value += amount;
    }

    private static decimal? Parse(string text)
    {
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        bool exact = text.Length <= 29 || text.Count(char.IsAsciiDigit) <= 28;
        return exact && decimal.TryParse(text, Style, CultureInfo.InvariantCulture, out decimal amount) && Math.Abs(amount) < Largest
            ? amount
            : null;
    }
}
