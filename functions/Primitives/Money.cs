using System.Globalization;
using System.Numerics;

namespace BackOffice.Primitives;

/// <summary>An exact amount in one currency. Currencies never mix, and nothing is rounded unless <see cref="Round"/> is called.</summary>
public readonly record struct Money(decimal Amount, Currency Currency) : IComparable<Money>
{
    public static Money Zero(Currency currency) => new(0, currency);

    public static Money Euros(decimal amount) => new(amount, Currency.Eur);

    /// <summary>The amount of so many minor units: 1250 -> 12.50 EUR.</summary>
    public static Money FromMinorUnits(long units, Currency currency) => new(units * currency.MinorUnit, currency);

    /// <summary>Reads <c>-12.50 EUR</c>: a point, no thousands separators, one space.</summary>
    /// <exception cref="FormatException">The text is anything else.</exception>
    public static Money Parse(string text) => TryParse(text, out Money money) ? money : throw new FormatException("Not an amount such as 12.50 EUR.");

    public static bool TryParse(string? text, out Money money)
    {
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        string[] parts = text?.Split(' ') ?? [];
        if (parts.Length == 2
            && decimal.TryParse(parts[0], Style, CultureInfo.InvariantCulture, out decimal amount)
            && Currency.TryOf(parts[1], out Currency currency))
        {
            money = new(amount, currency);
            return true;
        }

        money = default;
        return false;
    }

    public static Money operator +(Money left, Money right) => new(left.Amount + right.In(left.Currency), left.Currency);

    public static Money operator -(Money left, Money right) => new(left.Amount - right.In(left.Currency), left.Currency);

    public static Money operator -(Money money) => new(-money.Amount, money.Currency);

    /// <summary>Exact product, as long as it has at most 28 digits; round it when the rule says so.</summary>
    public static Money operator *(Money money, decimal factor) => new(money.Amount * factor, money.Currency);

    public static bool operator <(Money left, Money right) => left.CompareTo(right) < 0;

    public static bool operator >(Money left, Money right) => left.CompareTo(right) > 0;

    public static bool operator <=(Money left, Money right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Money left, Money right) => left.CompareTo(right) >= 0;

    public static Money Add(Money left, Money right) => left + right;

    public static Money Subtract(Money left, Money right) => left - right;

    public static Money Negate(Money money) => -money;

    public static Money Multiply(Money money, decimal factor) => money * factor;

    /// <exception cref="InvalidOperationException">The other amount is in another currency.</exception>
    public int CompareTo(Money other) => Amount.CompareTo(other.In(Currency));

    /// <summary>Rounds to the minor unit of the currency, or to the step of the policy.</summary>
    public Money Round(Rounding policy) => this with { Amount = policy.Round(Amount, Currency.MinorDecimals) };

    /// <summary>The amount in minor units, as it is stored.</summary>
    /// <exception cref="InvalidOperationException">It has a fraction of a minor unit.</exception>
    /// <exception cref="OverflowException">It does not fit in 64 bits.</exception>
    public long ToMinorUnits() => Amount % Currency.MinorUnit == 0
        ? decimal.ToInt64(Amount / Currency.MinorUnit)
        : throw new InvalidOperationException("The amount has a fraction of a minor unit: round it first.");

    /// <summary>
    /// Splits by weights so that the parts sum to the whole: each part is cut to the minor unit, and what is left goes, one unit
    /// each, to the largest cut-off fractions, the earlier first. A negative amount splits as its opposite does.
    /// </summary>
    /// <exception cref="ArgumentException">No weights, a negative one, or all zero.</exception>
    /// <exception cref="InvalidOperationException">The amount has a fraction of a minor unit.</exception>
    public IReadOnlyList<Money> Allocate(params IReadOnlyList<decimal> weights)
    {
        Currency currency = Currency;
        long units = ToMinorUnits();
        BigInteger[] parts = Allocation.Split(BigInteger.Abs(units), weights);
        return [.. parts.Select(part => FromMinorUnits((long)(part * Math.Sign(units)), currency))];
    }

    /// <summary>Invariant text: <c>12.50 EUR</c>, with at least the decimals of the currency.</summary>
    public override string ToString()
    {
        string amount = Amount.ToString(CultureInfo.InvariantCulture);
        string padded = Amount.ToString($"F{Currency.MinorDecimals}", CultureInfo.InvariantCulture);
        return $"{(padded.Length > amount.Length ? padded : amount)} {Currency.Code}";
    }

    private decimal In(Currency expected) => Currency == expected
        ? Amount
        : throw new InvalidOperationException($"{Currency} cannot be used with {expected}.");
}
