using System.Globalization;
using System.Runtime.CompilerServices;
using BackOffice.Invoicing.Formats;

namespace BackOffice.Invoicing.Rules;

/// <summary>
/// The sentence of a finding. It is put together only when the rule is broken, so that a rule that holds costs nothing; figures are
/// written the same in every culture; what a document says is quoted, and cut when it is long.
/// </summary>
[InterpolatedStringHandler]
internal ref struct FindingText
{
    private const int LongestQuote = 60;

    private DefaultInterpolatedStringHandler text;

    public FindingText(int literalLength, int formattedCount)
        => text = new(literalLength, formattedCount, CultureInfo.InvariantCulture);

    public FindingText(int literalLength, int formattedCount, bool holds, out bool isWanted)
    {
        isWanted = !holds;
        text = holds ? default : new(literalLength, formattedCount, CultureInfo.InvariantCulture);
    }

    public void AppendLiteral(string literal) => text.AppendLiteral(literal);

    public void AppendFormatted<T>(T value) => text.AppendFormatted(value);

    public void AppendFormatted(RawNode? element) => AppendFormatted(element is null ? "nothing" : element.Text.Length > LongestQuote ? element.Text : element.Value);

    public void AppendFormatted(string? value)
        => text.AppendFormatted(value is { Length: > LongestQuote } ? string.Concat(value.AsSpan(0, LongestQuote), "...") : value);

    public string ToStringAndClear() => text.ToStringAndClear();
}
