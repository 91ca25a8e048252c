using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using BackOffice.Primitives;
using BackOffice.Schedule;
using BackOffice.Schedule.Domain;
using BackOffice.Tenancy;
using NodaTime;

namespace BackOffice.Benchmarks;

/// <summary>Dry-run of a year of jobs for 100 tenants: what GET .../schedule/dry-run computes and writes, one tenant after another, nothing kept between them.</summary>
internal static class ScheduleBenchmark
{
    private const int Tenants = 100;
    private const double GoalSeconds = 2;

    private static readonly (string Country, string Zone)[] Places = [("IT", "Europe/Rome"), ("RO", "Europe/Bucharest"), ("PL", "Europe/Warsaw"), ("EG", "Africa/Cairo")];

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <summary>What a company has when every feature brings its jobs.</summary>
    private static readonly JobDefinition[] Jobs =
    [
        new("deadlines.escalate", Recurrence.Daily(new LocalTime(6, 30)), CatchUp.LatestOnly),
        new("deadlines.open", Recurrence.Monthly(DayRule.OnDay(1), new LocalTime(6, 0)), CatchUp.RunAllInOrder),
        new("register.seal", Recurrence.Daily(new LocalTime(2, 30)), CatchUp.RunAllInOrder),
        new("fixity.sample", Recurrence.Weekly(IsoDayOfWeek.Sunday, new LocalTime(3, 0)), CatchUp.LatestOnly),
        new("dunning", Recurrence.WorkingDays(new LocalTime(8, 0)), CatchUp.LatestOnly),
        new("payments.propose", Recurrence.WorkingDays(new LocalTime(9, 0)), CatchUp.Skip),
        new("invoices.recurring", Recurrence.Monthly(DayRule.OnWorkingDay(1), new LocalTime(7, 0)), CatchUp.RunAllInOrder),
        new("payroll.cut-off", Recurrence.PayDays(new LocalTime(18, 0), -5), CatchUp.RunAllInOrder),
        new("payroll.pay", Recurrence.PayDays(new LocalTime(9, 0)), CatchUp.RunAllInOrder),
        new("close.month", Recurrence.Monthly(new DayRule { Months = 1, WorkingDay = 3 }, new LocalTime(8, 0)), CatchUp.RunAllInOrder),
        new("vat.register", Recurrence.Monthly(new DayRule { Months = 1, Day = 15, Roll = HolidayRoll.Preceding }, new LocalTime(8, 0)), CatchUp.RunAllInOrder),
        new("retention.propose", Recurrence.Yearly(new DayRule { Day = 31 }, new LocalTime(0, 0)), CatchUp.LatestOnly),
    ];

    public static Task<int> RunAsync(int rounds)
    {
        var rules = RuleFiles.ReadDeadlines();
        var year = (new LocalDate(2026, 1, 1), new LocalDate(2026, 12, 31));
        DryRunAll(rules, year);
        List<double> computed = [], written = [];
        for (var round = 0; round < rounds; round++)
        {
            var started = Stopwatch.GetTimestamp();
            var views = DryRunAll(rules, year);
            computed.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
            var bytes = views.Sum(view => (long)JsonSerializer.SerializeToUtf8Bytes(view, Web).Length);
            written.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
            Print($"round {round + 1}: {views.Sum(view => view.Jobs.Count)} runs and {views.Sum(view => view.Deadlines.Count)} terms computed in {computed[^1]:0.000} s, {bytes / 1_048_576.0:0.0} MB of JSON written in {written[^1]:0.000} s in all");
        }

        Print($"dry-run of a year of {Jobs.Length} jobs for {Tenants} tenants, median of {rounds}: {Median(computed):0.000} s, with JSON {Median(written):0.000} s (goal < {GoalSeconds:0} s)");
        return Task.FromResult(Median(written) < GoalSeconds ? 0 : 1);
    }

    private static List<DryRunView> DryRunAll(DeadlineRules rules, (LocalDate From, LocalDate To) year)
    {
        List<DryRunView> views = [];
        for (var number = 0; number < Tenants; number++)
        {
            var (country, zone) = Places[number % Places.Length];
            var tenant = new Tenant(string.Create(CultureInfo.InvariantCulture, $"tenant-{number}"), "Benchmark", country, zone);
            var settings = new CalendarSettings { LocalDays = [new LocalDay("12-07", "Patron")], PayDay = DayRule.OnDay(1 + (number % 31), HolidayRoll.Preceding) };
            views.Add(DryRunView.Of(tenant, year, DryRun.Of(Jobs, settings.For(country, zone), year), DryRun.Deadlines(rules, (country, settings.Variants), year)));
        }

        return views;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
