using System.Numerics;

namespace BackOffice.Primitives;

/// <summary>Largest remainder, in whole numbers so that no share is rounded before it is cut.</summary>
internal static class Allocation
{
    public static BigInteger[] Split(BigInteger whole, IReadOnlyList<decimal> weights)
    {
        if (weights.Count == 0 || weights.Any(weight => weight < 0) || weights.All(weight => weight == 0))
        {
            throw new ArgumentException("Weights are at least one, none negative, not all zero.", nameof(weights));
        }

        BigInteger[] shares = InWholeNumbers(weights);
        BigInteger total = shares.Aggregate(BigInteger.Zero, BigInteger.Add);
        var parts = new BigInteger[shares.Length];
        var fractions = new BigInteger[shares.Length];
        for (int i = 0; i < shares.Length; i++)
        {
            parts[i] = BigInteger.DivRem(whole * shares[i], total, out fractions[i]);
        }

        int left = (int)(whole - parts.Aggregate(BigInteger.Zero, BigInteger.Add));
        foreach (int i in Enumerable.Range(0, parts.Length).OrderByDescending(i => fractions[i]).Take(left))
        {
            parts[i]++;
        }

        return parts;
    }

    private static BigInteger[] InWholeNumbers(IReadOnlyList<decimal> weights)
    {
        int decimals = weights.Max(weight => weight.Scale);
        return [.. weights.Select(weight => Mantissa(weight) * BigInteger.Pow(10, decimals - weight.Scale))];
    }

    private static BigInteger Mantissa(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        return ((BigInteger)(uint)bits[2] << 64) | ((BigInteger)(uint)bits[1] << 32) | (uint)bits[0];
    }
}
