using System.Globalization;
using BackOffice.Invoicing.Domain;

namespace BackOffice.Invoicing.Formats.FatturaPa;

/// <summary>The numbers of lines, 1 to 9999: those of the invoice where they are such, else their places.</summary>
internal sealed class LineNumbers(Invoice invoice)
{
    private readonly bool areKept = AreNumbers(invoice);
    private int last = invoice.Lines.Select(line => NumberOf(line.Id) ?? 0).DefaultIfEmpty().Max();

    public static TextForm Form { get; } = new(text => NumberOf(text) is null ? $"is {text}, and may be 1 to 9999" : null);

    public string Of(int index) => areKept ? invoice.Lines[index].Id : (index + 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>For a line that the invoice has as something else.</summary>
    public string Next()
    {
        last = Math.Max(last, areKept ? 0 : invoice.Lines.Count) + 1;
        return last.ToString(CultureInfo.InvariantCulture);
    }

    private static bool AreNumbers(Invoice invoice)
    {
        var seen = new HashSet<int>();
        return invoice.Lines.All(line => NumberOf(line.Id) is { } number && seen.Add(number));
    }

    private static int? NumberOf(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 9999 ? number : null;
}
