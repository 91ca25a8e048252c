namespace BackOffice.Primitives;

/// <summary>A named way to round. Every rule that rounds names one, with its legal source beside it.</summary>
public sealed class Rounding
{
    // Given the steps below the value and how its rest compares to half a step (-1, 0, 1): one step further from zero?
    private readonly Func<decimal, int, bool> goesAwayFromZero;

    private Rounding(string name, Func<decimal, int, bool> goesAwayFromZero)
    {
        Name = name;
        this.goesAwayFromZero = goesAwayFromZero;
    }

    /// <summary>Halves away from zero: 2.5 -> 3, -2.5 -> -3.</summary>
    public static Rounding HalfUp { get; } = new(nameof(HalfUp), (_, half) => half >= 0);

    /// <summary>Halves to the even neighbour: 2.5 -> 2, 3.5 -> 4.</summary>
    public static Rounding HalfEven { get; } = new(nameof(HalfEven), (quotient, half) => half > 0 || (half == 0 && quotient % 2 != 0));

    /// <summary>Halves towards plus infinity: 2.5 -> 3, -2.5 -> -2; what XPath's round and thus the EN 16931 artefacts do.</summary>
    public static Rounding HalfUpTowardsPositive { get; } = new(nameof(HalfUpTowardsPositive), (_, half) => half > 0) { PositiveHalvesGoUp = true };

    /// <summary>Away from zero, however small the rest.</summary>
    public static Rounding Up { get; } = new(nameof(Up), (_, _) => true);

    /// <summary>Towards zero: cuts.</summary>
    public static Rounding Down { get; } = new(nameof(Down), (_, _) => false);

    public string Name { get; }

    private bool PositiveHalvesGoUp { get; init; }

    private decimal Step { get; init; }

    /// <summary>The same policy in steps of, say, 0.05 for cash, instead of the currency's minor unit.</summary>
    public Rounding ToStep(decimal step)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(step);
        return new($"{Name} to {step.ToString(System.Globalization.CultureInfo.InvariantCulture)}", goesAwayFromZero)
        {
            PositiveHalvesGoUp = PositiveHalvesGoUp,
            Step = step,
        };
    }

    /// <summary>Rounds to so many decimals, or to the step of <see cref="ToStep"/>.</summary>
    public decimal Round(decimal value, int decimals)
    {
        decimal step = Step == 0 ? new(1, 0, 0, isNegative: false, (byte)decimals) : Step;
        // By remainder, which is exact; value / step would round before the rule does.
        decimal rest = value % step;
        if (rest == 0)
        {
            return value;
        }

        decimal towardsZero = value - rest;
        int half = Math.Abs(rest).CompareTo(step / 2);
        bool away = (half == 0 && PositiveHalvesGoUp && value > 0) || goesAwayFromZero(towardsZero / step, half);
        return away ? towardsZero + (value > 0 ? step : -step) : towardsZero;
    }

    public override string ToString() => Name;
}
