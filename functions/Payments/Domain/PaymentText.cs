using System.Text;

namespace BackOffice.Payments.Domain;

/// <summary>The texts of a line as its file takes them, each with the limit of its format.</summary>
internal static class PaymentText
{
    /// <summary>ISO 20022 Max140Text; the SEPA schemes allow all of it from version .09 on.</summary>
    private const int LongestName09 = 140;

    /// <summary>EPC implementation guidelines for version .03.</summary>
    private const int LongestName03 = 70;

    /// <summary>Four lines of 35: the Polish Elixir record; Romanian banks take 70.</summary>
    private const int LongestNamePln = 140;
    private const int LongestNameRon = 70;

    /// <summary>One occurrence of Ustrd; Elixir's four lines of 35 are the same.</summary>
    private const int LongestRemittance = 140;

    public static SepaText NameOf(string name, PaymentFormat format) => format switch
    {
        PaymentFormat.Pain00100109 => SepaText.Of(name, LongestName09),
        PaymentFormat.Pain00100103 => SepaText.Of(name, LongestName03),
        PaymentFormat.RonCsv => Plain(name, LongestNameRon),
        PaymentFormat.PlnCsv => Plain(name, LongestNamePln),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Not a format."),
    };

    public static SepaText RemittanceOf(string? text, PaymentFormat format)
        => format is PaymentFormat.RonCsv or PaymentFormat.PlnCsv ? Plain(text, LongestRemittance) : SepaText.Of(text, LongestRemittance);

    /// <summary>Letters of every alphabet as they are, without control characters: domestic files are UTF-8.</summary>
    public static SepaText Plain(string? text, int most)
    {
        var letters = new StringBuilder();
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            letters.Append(Rune.IsControl(rune) || Rune.IsWhiteSpace(rune) ? " " : rune.ToString());
        }

        var whole = string.Join(' ', letters.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return whole.Length <= most ? new(whole, IsCut: false) : new(whole[..(char.IsHighSurrogate(whole[most - 1]) ? most - 1 : most)].TrimEnd(), IsCut: true);
    }
}
