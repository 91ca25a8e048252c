using System.Globalization;
using BackOffice.Invoicing.Formats;
using BackOffice.Primitives;

namespace BackOffice.Invoicing.Rules;

/// <summary>
/// A number of a document, or none where it is missing, is no decimal or has become too large to be kept exactly. What is compared with
/// none does not hold, and what is reckoned with none is none.
/// </summary>
internal readonly struct Figure(decimal? value)
{
    public static Figure None => default;

    public static Figure Zero => new(0m);

    public decimal? Value { get; } = value;

    /// <summary>To two decimals, halves towards plus infinity.</summary>
    public Figure Rounded => Round(2);

    public Figure Whole => Round(0);

    public Figure Absolute => Value is { } number ? new(Math.Abs(number)) : None;

    public static Figure Of(RawNode? element) => new(element?.Number);

    /// <summary>Missing amounts are left out; one that is no number makes the sum none.</summary>
    public static Figure Sum(IEnumerable<RawNode> group, Func<RawNode, RawNode?> amount)
    {
        var sum = Zero;
        foreach (var element in group)
        {
            sum += OrZero(amount(element));
        }

        return sum;
    }

    /// <summary>0 where the element is missing; none where it is no number.</summary>
    public static Figure OrZero(RawNode? element) => element is null ? Zero : Of(element);

    public static Figure operator +(Figure left, Figure right) => left.With(right, decimal.Add);

    public static Figure operator -(Figure left, Figure right) => left.With(right, decimal.Subtract);

    /// <summary>None when it is divided by nothing.</summary>
    public static Figure operator /(Figure left, Figure right) => right.Value is 0 ? None : left.With(right, decimal.Divide);

    public static Figure operator *(Figure left, Figure right) => left.With(right, decimal.Multiply);

    public static bool operator <(Figure left, Figure right) => left.Value < right.Value;

    public static bool operator >(Figure left, Figure right) => left.Value > right.Value;

    public static bool operator <=(Figure left, Figure right) => left.Value <= right.Value;

    public static bool operator >=(Figure left, Figure right) => left.Value >= right.Value;

    public bool Is(Figure other) => Value is { } number && number == other.Value;

    /// <summary>The two differ by no more than this.</summary>
    public bool IsWithin(Figure expected, Figure slack) => this + slack >= expected && this - slack <= expected;

    /// <summary>The percentage of it.</summary>
    public Figure Percent(Figure rate) => this * rate * new Figure(0.01m);

    public override string ToString() => Value is { } number ? number.ToString(CultureInfo.InvariantCulture) : "no number";

    private Figure Round(int decimals)
    {
        try
        {
            return Value is { } number ? new(Rounding.HalfUpTowardsPositive.Round(number, decimals)) : None;
        }
        catch (OverflowException)
        {
            return None;
        }
    }

    private Figure With(Figure other, Func<decimal, decimal, decimal> reckon)
    {
        try
        {
            return Value is { } left && other.Value is { } right ? new(reckon(left, right)) : None;
        }
        catch (OverflowException)
        {
            return None;
        }
    }
}
