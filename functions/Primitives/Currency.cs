using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace BackOffice.Primitives;

/// <summary>An ISO 4217 currency: its code and how many decimals its minor unit has.</summary>
[JsonConverter(typeof(CurrencyJsonConverter))]
public readonly record struct Currency
{
    // Those without two decimals, then those with two that European payers meet. Source: ISO 4217 list one.
    private static readonly FrozenDictionary<string, int> Decimals = Table(
        (0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"),
        (2, "AED ALL AMD ARS AUD AZN BAM BDT BGN BRL BYN CAD CHF CNY COP CZK DKK DZD EGP EUR GBP GEL HKD HUF IDR ILS INR KES KZT LKR MAD"),
        (2, "MDL MKD MXN MYR NGN NOK NZD PEN PHP PKR PLN QAR RON RSD RUB SAR SEK SGD THB TRY TWD UAH USD UYU UZS VES XCD ZAR"),
        (3, "BHD IQD JOD KWD LYD OMR TND"),
        (4, "CLF UYW"));

    private readonly string? code;

    private Currency(string code, int decimals)
    {
        this.code = code;
        MinorDecimals = decimals;
    }

    public static Currency Eur { get; } = Of("EUR");

    public static Currency Ron { get; } = Of("RON");

    public static Currency Pln { get; } = Of("PLN");

    /// <summary>The alphabetic code; XXX, "no currency", for a value that was never set.</summary>
    public string Code => code ?? "XXX";

    /// <summary>Decimals of the minor unit: 2 for EUR, 0 for JPY, 3 for KWD.</summary>
    public int MinorDecimals { get; }

    /// <summary>One minor unit as a decimal: 0.01 for EUR.</summary>
    public decimal MinorUnit => new(1, 0, 0, isNegative: false, (byte)MinorDecimals);

    /// <summary>The currency of a code in capitals.</summary>
    /// <exception cref="FormatException">The code is not in the table.</exception>
    public static Currency Of(string code) => TryOf(code, out Currency currency) ? currency : throw new FormatException("Not a known currency code.");

    public static bool TryOf([NotNullWhen(true)] string? code, out Currency currency)
    {
        if (code is not null && Decimals.TryGetValue(code, out int decimals))
        {
            currency = new(code, decimals);
            return true;
        }

        currency = default;
        return false;
    }

    public override string ToString() => Code;

    private static FrozenDictionary<string, int> Table(params (int Decimals, string Codes)[] rows)
        => rows.SelectMany(row => row.Codes.Split(' ').Select(code => KeyValuePair.Create(code, row.Decimals))).ToFrozenDictionary();
}
