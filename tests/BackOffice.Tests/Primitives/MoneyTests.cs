using System.Numerics;
using System.Text.Json;
using BackOffice.Primitives;
using FsCheck;
using FsCheck.Fluent;

namespace BackOffice.Tests.Primitives;

public sealed class MoneyTests
{
    [Fact]
    public void Parts_sum_to_the_whole_and_differ_from_their_share_by_less_than_a_unit() =>
        Prop.ForAll<int, NonEmptyArray<byte>>((units, weights) =>
        {
            decimal[] shares = [.. weights.Get.Select(weight => weight / 8m)];
            if (shares.Sum() == 0)
            {
                return true;
            }

            var whole = Money.FromMinorUnits(units, Currency.Pln);
            IReadOnlyList<Money> parts = whole.Allocate(shares);
            return parts.Aggregate(Money.Zero(Currency.Pln), Money.Add) == whole
                && parts.Zip(shares).All(pair => Math.Abs(pair.First.Amount - (whole.Amount * pair.Second / shares.Sum())) < 0.01m);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_negative_amount_splits_as_its_opposite_does() =>
        Prop.ForAll<int, PositiveInt>((units, count) =>
        {
            decimal[] equal = [.. Enumerable.Repeat(1m, (count.Get % 50) + 1)];
            var whole = Money.FromMinorUnits(units, Currency.Eur);
            return whole.Allocate(equal).Select(Money.Negate).SequenceEqual((-whole).Allocate(equal));
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("100.00 EUR", new[] { 1, 1, 1 }, "33.34 EUR|33.33 EUR|33.33 EUR")]
    [InlineData("-0.05 EUR", new[] { 1, 1 }, "-0.03 EUR|-0.02 EUR")]
    [InlineData("10.00 EUR", new[] { 0, 3, 7 }, "0.00 EUR|3.00 EUR|7.00 EUR")]
    [InlineData("5 JPY", new[] { 1, 2 }, "2 JPY|3 JPY")] // 1.67 and 3.33: the larger fraction gets the yen
    public void Splits(string whole, int[] weights, string expected)
        => Assert.Equal(expected, string.Join('|', Money.Parse(whole).Allocate([.. weights.Select(weight => (decimal)weight)])));

    [Fact]
    public void Weights_of_any_size_do_not_overflow()
    {
        IReadOnlyList<Money> parts = Money.FromMinorUnits(long.MaxValue, Currency.Eur).Allocate(decimal.MaxValue, 0.0000000000000000000000000001m);

        Assert.Equal(long.MaxValue, parts.Sum(part => part.ToMinorUnits()));
    }

    [Fact]
    public void Weights_that_divide_nothing_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Money.Euros(1).Allocate());
        Assert.Throws<ArgumentException>(() => Money.Euros(1).Allocate(0, 0));
        Assert.Throws<ArgumentException>(() => Money.Euros(1).Allocate(2, -1));
        Assert.Throws<InvalidOperationException>(() => Money.Euros(0.001m).Allocate(1));
    }

    [Fact]
    public void Currencies_do_not_mix()
    {
        Money lei = new(1, Currency.Ron);

        Assert.Throws<InvalidOperationException>(() => Money.Euros(1) + lei);
        Assert.Throws<InvalidOperationException>(() => Money.Euros(1) - lei);
        Assert.Throws<InvalidOperationException>(() => Money.Euros(1) < lei);
        Assert.Throws<InvalidOperationException>(() => default(Money) + lei);
        Assert.NotEqual(Money.Euros(1), lei);
    }

    [Fact]
    public void Minor_units_and_text_round_trip() =>
        Prop.ForAll<long>(units => Array.TrueForAll(
            [Currency.Eur, Currency.Of("JPY"), Currency.Of("KWD")],
            currency =>
            {
                var money = Money.FromMinorUnits(units, currency);
                return money.ToMinorUnits() == units && Money.Parse(money.ToString()) == money;
            })).QuickCheckThrowOnFailure();

    [Fact]
    public void What_does_not_fit_in_minor_units_is_refused()
    {
        Assert.Throws<OverflowException>(() => Money.Euros(92_233_720_368_547_758.08m).ToMinorUnits());
        Assert.Throws<InvalidOperationException>(() => Money.Euros(0.005m).ToMinorUnits());
        Assert.Equal(long.MaxValue, Money.Euros(92_233_720_368_547_758.07m).ToMinorUnits());
    }

    [Theory]
    [InlineData("1234.5", "EUR", "1234.50 EUR")]
    [InlineData("-0.125", "EUR", "-0.125 EUR")]
    [InlineData("7", "JPY", "7 JPY")]
    [InlineData("7", "KWD", "7.000 KWD")]
    public void Is_written_the_same_in_every_culture(string amount, string currency, string expected)
        => Assert.Equal(expected, Money.Parse($"{amount} {currency}").ToString());

    [Theory]
    [InlineData("1,50 EUR")]
    [InlineData("1.234,56 EUR")]
    [InlineData("1 234.56 EUR")]
    [InlineData("12.50")]
    [InlineData("12.50 eur")]
    [InlineData("12.50 ABC")]
    [InlineData("1e3 EUR")]
    [InlineData("")]
    public void Other_forms_are_refused(string text) => Assert.False(Money.TryParse(text, out _));

    [Fact]
    public void Json_keeps_every_decimal_and_the_code()
    {
        string json = JsonSerializer.Serialize(Money.Euros(12.30m));

        Assert.Equal("""{"Amount":12.30,"Currency":"EUR"}""", json);
        Assert.Equal(Money.Euros(12.30m), JsonSerializer.Deserialize<Money>(json));
    }

    [Fact]
    public void Rounding_takes_the_nearest_step_within_half_of_it() =>
        Prop.ForAll<decimal>(raw =>
        {
            decimal value = raw % 1_000_000_000m;
            return Array.TrueForAll(
                [Rounding.HalfUp, Rounding.HalfEven, Rounding.HalfUpTowardsPositive],
                policy => Math.Abs(policy.Round(value, 2) - value) <= 0.005m && policy.Round(value, 2) % 0.01m == 0);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("2.5", "HalfUp 3", "HalfEven 2", "HalfUpTowardsPositive 3", "Up 3", "Down 2")]
    [InlineData("-2.5", "HalfUp -3", "HalfEven -2", "HalfUpTowardsPositive -2", "Up -3", "Down -2")]
    [InlineData("3.5", "HalfUp 4", "HalfEven 4", "HalfUpTowardsPositive 4", "Up 4", "Down 3")]
    [InlineData("2.4999999999999999999999999", "HalfUp 2", "HalfEven 2", "HalfUpTowardsPositive 2", "Up 3", "Down 2")]
    [InlineData("-2.5000000000000000000000001", "HalfUp -3", "HalfEven -3", "HalfUpTowardsPositive -3", "Up -3", "Down -2")]
    [InlineData("0", "HalfUp 0", "HalfEven 0", "HalfUpTowardsPositive 0", "Up 0", "Down 0")]
    public void Each_policy_rounds_as_named(string value, params string[] expected)
    {
        Rounding[] policies = [Rounding.HalfUp, Rounding.HalfEven, Rounding.HalfUpTowardsPositive, Rounding.Up, Rounding.Down];
        decimal exact = Money.Parse($"{value} EUR").Amount;

        Assert.Equal(expected, policies.Select(policy => $"{policy} {policy.Round(exact, 0):0}"));
    }

    [Theory]
    [InlineData("1.02", "1.00")]
    [InlineData("1.025", "1.05")]
    [InlineData("-1.03", "-1.05")]
    [InlineData("1.05", "1.05")]
    public void Cash_rounds_to_five_cents(string value, string expected)
        => Assert.Equal(Money.Parse($"{expected} EUR"), Money.Parse($"{value} EUR").Round(Rounding.HalfUp.ToStep(0.05m)));

    [Fact]
    public void Policies_agree_with_rational_arithmetic() =>
        Prop.ForAll<int, PositiveInt>((numerator, scale) =>
        {
            // value = n / 10^s; halves away from zero in whole numbers: (2|n| + 10^s) div (2 * 10^s)
            int digits = scale.Get % 12;
            decimal value = numerator * new decimal(1, 0, 0, isNegative: false, (byte)digits);
            BigInteger unit = BigInteger.Pow(10, digits);
            BigInteger magnitude = ((2 * BigInteger.Abs(numerator)) + unit) / (2 * unit);
            return Rounding.HalfUp.Round(value, 0) == (decimal)(magnitude * Math.Sign(numerator));
        }).QuickCheckThrowOnFailure();
}
