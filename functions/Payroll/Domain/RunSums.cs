using BackOffice.Primitives;

namespace BackOffice.Payroll.Domain;

/// <summary>What a run, or a shard of it, comes to. Sums of shards add up to those of the run.</summary>
public sealed record RunSums
{
    public int People { get; init; }

    public int Calculated { get; init; }

    public int Failed { get; init; }

    public int Excluded { get; init; }

    public int Held { get; init; }

    public required Money Gross { get; init; }

    public required Money Withheld { get; init; }

    public required Money Net { get; init; }

    /// <summary>Gross and the employer's own contributions, without what is paid on behalf of the insurance.</summary>
    public required Money EmployerCost { get; init; }

    /// <summary>How many slips have each alert.</summary>
    public IReadOnlyDictionary<string, int> Alerts { get; init; } = new SortedDictionary<string, int>(StringComparer.Ordinal);

    public static RunSums None(Currency currency) => new() { Gross = Money.Zero(currency), Withheld = Money.Zero(currency), Net = Money.Zero(currency), EmployerCost = Money.Zero(currency) };

    public RunSums With(Payslip slip)
    {
        var alerts = new SortedDictionary<string, int>(Alerts.ToDictionary(), StringComparer.Ordinal);
        foreach (var alert in slip.Alerts)
        {
            alerts[alert.Code] = alerts.GetValueOrDefault(alert.Code) + 1;
        }

        return this with
        {
            Calculated = Calculated + 1,
            Gross = Gross + new Money(slip.Gross, slip.Currency),
            Withheld = Withheld + new Money(slip.Withheld, slip.Currency),
            Net = Net + new Money(slip.Net, slip.Currency),
            EmployerCost = EmployerCost + new Money(slip.EmployerCost, slip.Currency),
            Alerts = alerts,
        };
    }

    public static RunSums operator +(RunSums left, RunSums right) => new()
    {
        People = left.People + right.People,
        Calculated = left.Calculated + right.Calculated,
        Failed = left.Failed + right.Failed,
        Excluded = left.Excluded + right.Excluded,
        Held = left.Held + right.Held,
        Gross = left.Gross + right.Gross,
        Withheld = left.Withheld + right.Withheld,
        Net = left.Net + right.Net,
        EmployerCost = left.EmployerCost + right.EmployerCost,
        Alerts = new SortedDictionary<string, int>(
            left.Alerts.Concat(right.Alerts).GroupBy(alert => alert.Key, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Sum(alert => alert.Value), StringComparer.Ordinal),
            StringComparer.Ordinal),
    };

    public static RunSums Add(RunSums left, RunSums right) => left + right;
}
