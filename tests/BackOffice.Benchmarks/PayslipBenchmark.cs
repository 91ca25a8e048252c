using System.Diagnostics;
using System.Globalization;
using BackOffice.Payroll;
using BackOffice.Payroll.Domain;
using BackOffice.Primitives;
using NodaTime;
using Period = BackOffice.Primitives.Period;

namespace BackOffice.Benchmarks;

/// <summary>P-9: payslips a second on one core, calculated and thrown away: people of 600 different pays, each with the year so far behind them.</summary>
internal static class PayslipBenchmark
{
    private const int Pays = 600;
    private const int Slips = 60_000;
    private const double Goal = 50_000;

    private static readonly Period December = Period.Parse("2026-12");

    public static Task<int> RunAsync(int rounds)
    {
        var rules = PayrollRules.Read();
        IReadOnlyList<Arm> arms =
        [
            new("PL, an ordinary month", Cases("PL", Period.Parse("2026-05"), 4_806, rules)),
            new("RO, an ordinary month", Cases("RO", Period.Parse("2026-05"), 4_050, rules)),
            new("IT, an ordinary month", Cases("IT", Period.Parse("2026-05"), 1_300, rules)),
            new("IT, December with conguaglio", Cases("IT", December, 1_300, rules)),
        ];
        foreach (var arm in arms)
        {
            Measure(arm);
        }

        var results = arms.ToDictionary(arm => arm.Name, _ => new List<(double PerSecond, double Bytes)>(), StringComparer.Ordinal);
        for (var round = 0; round < rounds; round++)
        {
            foreach (var arm in arms)
            {
                results[arm.Name].Add(Measure(arm));
            }
        }

        foreach (var (name, measured) in results)
        {
            var median = measured.OrderBy(one => one.PerSecond).ElementAt(rounds / 2);
            Print($"P-9 {name}, one core, median of {rounds}: {median.PerSecond:0} payslips/s (goal >= {Goal:0}), {median.Bytes / 1_024:0.0} KB allocated each");
        }

        return Task.FromResult(results.Values.All(measured => measured.Select(one => one.PerSecond).Order().ElementAt(rounds / 2) >= Goal) ? 0 : 1);
    }

    private static (double PerSecond, double Bytes) Measure(Arm arm)
    {
        GC.Collect();
        var (allocated, started, lines) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp(), 0);
        for (var slip = 0; slip < Slips; slip++)
        {
            var (pay, law) = arm.Cases[slip % arm.Cases.Count];
            lines += PayEngine.Calculate(pay, law).Slip!.Lines.Count;
        }

        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return lines > Slips
            ? (Slips / seconds, (double)(GC.GetAllocatedBytesForCurrentThread() - allocated) / Slips)
            : throw new InvalidOperationException("Slips without lines.");
    }

    /// <summary>The month of each person, after the months of the year before it.</summary>
    private static IReadOnlyList<(PayCase Case, PayRules Law)> Cases(string country, Period month, decimal lowest, CountryRuleBook rules)
        => [.. Enumerable.Range(0, Pays).Select(number => Case(country, month, lowest + (number * (lowest / 100)), rules))];

    private static (PayCase Case, PayRules Law) Case(string country, Period last, decimal gross, CountryRuleBook rules)
    {
        var before = Balances.None;
        for (var month = new Period(last.Year, 1); ; month = month.Next)
        {
            var question = new WhatIfQuestion { Country = country, On = month.First, Gross = gross, BornOn = new LocalDate(1985, 3, 14), Sex = Sex.Female, Before = before };
            var pay = WhatIf.CaseOf(question, Math.Round(gross, 2, MidpointRounding.ToZero), WorkMonth.Of(month, new WorkingCalendar(country)));
            var law = rules.Find(country, month, month.Last) ?? throw new InvalidOperationException($"There are no rules of {country} in {month}.");
            if (month == last)
            {
                return (pay, law);
            }

            var outcome = PayEngine.Calculate(pay, law);
            before = outcome.Slip?.Closing ?? throw new InvalidOperationException(outcome.Problems[0].Message);
        }
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private sealed record Arm(string Name, IReadOnlyList<(PayCase Case, PayRules Law)> Cases);
}
