using System.Globalization;
using BackOffice.LocalRuntime.Storage;
using BackOffice.Primitives;

namespace BackOffice.Benchmarks;

/// <summary>P-8: the time of a whole run against the number of people. P-7: the peak working set of the app that does it; Azurite is a process of its own.</summary>
internal static class PayrollScaleBenchmark
{
    private const double MostExponent = 1.05;
    private const long MostMegabytes = 256;
    private const double MostGrowth = 1.3;

    public static async Task<int> RunAsync(IReadOnlyList<int> sizes, CancellationToken cancellationToken)
    {
        List<Result> results = [];
        foreach (var people in sizes)
        {
            var result = await PlayAsync(people, cancellationToken);
            results.Add(result);
            Print($"{people} people: {result.Seconds:0.0} s, {1_000 * result.Seconds / people:0.00} ms each; peak working set {result.Megabytes} MB ({string.Join(", ", result.Stages.Select(stage => string.Create(CultureInfo.InvariantCulture, $"{stage.Stage} {stage.Seconds:0.0} s")))})");
        }

        var exponent = Exponent(results);
        var (before, last) = (results.Count > 1 ? results.MinBy(result => Math.Abs(result.People - (results[^1].People / 10)))! : results[0], results[^1]);
        var growth = (double)last.Megabytes / before.Megabytes;
        Print($"P-8 run time against people, {results[0].People} to {last.People}: ~ N^{exponent:0.00} (goal about N^{MostExponent:0.00} or better)");
        Print($"P-7 peak working set, workstation GC: {last.Megabytes} MB at {last.People} people (goal <= {MostMegabytes}), {before.Megabytes} MB at {before.People}: {growth:0.00} times (goal <= {MostGrowth:0.0})");
        return exponent <= MostExponent && last.Megabytes <= MostMegabytes && growth <= MostGrowth ? 0 : 1;
    }

    private static async Task<Result> PlayAsync(int people, CancellationToken cancellationToken)
    {
        var azurite = await AzuriteServer.StartAsync(new AzuriteOptions { ParentProcessId = Environment.ProcessId }, cancellationToken);
        var account = azurite.ConnectionString();
        await PayrollCompany.FoundAsync(account, people, cancellationToken);
        await using var app = await PayrollOffice.StartAppAsync(account, cancellationToken);
        using var office = new PayrollOffice(app, account);
        await office.PlayAsync(PayrollCompany.Pilot, Period.Parse("2026-01"), cancellationToken);
        var stages = await office.PlayAsync(PayrollCompany.Group, Period.Parse("2026-01"), cancellationToken);
        var result = new Result(people, stages, app.PeakWorkingSet >> 20);
        await app.StopAsync();
        await azurite.StopAsync(cancellationToken);
        return result;
    }

    /// <summary>The slope of the line of least squares through the logarithms.</summary>
    private static double Exponent(List<Result> results)
    {
        var points = results.ConvertAll(result => (X: Math.Log(result.People), Y: Math.Log(result.Seconds)));
        var (x, y) = (points.Average(point => point.X), points.Average(point => point.Y));
        return points.Sum(point => (point.X - x) * (point.Y - y)) / points.Sum(point => (point.X - x) * (point.X - x));
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private sealed record Result(int People, IReadOnlyList<(string Stage, double Seconds)> Stages, long Megabytes)
    {
        public double Seconds => Stages.Sum(stage => stage.Seconds);
    }
}
