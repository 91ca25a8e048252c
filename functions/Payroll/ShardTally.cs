using BackOffice.Payroll.Domain;

namespace BackOffice.Payroll;

/// <summary>Calculates the people of a shard one after the other and adds up what is asked of the shard as a whole, so that no slip has to stay in memory.</summary>
/// <param name="law">Of the round.</param>
/// <param name="excluded">Of the round.</param>
internal sealed class ShardTally(PayRules law, ISet<string> excluded)
{
    private readonly RunningTotals totals = new(law.Pack.Currency);
    private readonly List<SlipLine> failed = [];

    public RunSums Sums { get; private set; } = RunSums.None(law.Pack.Currency);

    /// <summary>Those without a slip, with the reasons.</summary>
    public IReadOnlyList<SlipLine> Failed => failed;

    /// <summary>The slip of the next person; each person once.</summary>
    public SlipLine Calculate(InputLine input)
    {
        var line = ShardCalculation.Calculate(input, law);
        if (line.Problems.Count > 0)
        {
            failed.Add(line);
        }

        Sums = Sums with
        {
            People = Sums.People + (input.IsConcerned ? 1 : 0),
            Failed = failed.Count,
            Excluded = Sums.Excluded + (excluded.Contains(input.Person) ? 1 : 0),
        };
        if (line.Slip is { } slip)
        {
            Sums = Sums.With(slip);
            totals.Add(slip, input.Case!);
        }

        return line;
    }

    public PayTotals Seal() => totals.Seal();
}
