using System.Collections.Concurrent;
using System.Globalization;
using BackOffice.Documents;
using BackOffice.LocalRuntime.Storage;
using BackOffice.Payments;
using BackOffice.People;
using BackOffice.Payroll;
using BackOffice.Primitives;
using BackOffice.Schedule;
using BackOffice.TestKit;
using BackOffice.Timesheets;

namespace BackOffice.Benchmarks;

/// <summary>
/// P-1: a month's run of a whole company, from its creation to the sealed payment order, against one activity for each employee on the
/// same engine and store. P-2: the storage requests that the run takes. Nobody is a recipient of notifications, so no payslip sends one.
/// </summary>
internal static class PayrollBenchmark
{
    private const double LeastSpeedUp = 20;
    private const double MostRequests = 0.033;

    /// <summary>In the cloud, Event Grid tells of new files and nobody looks.</summary>
    private const string Polls = "polls of triggers and timers";

    private static readonly Period January = Period.Parse("2026-01");

    public static async Task<int> RunAsync(PayrollSize size, int rounds, CancellationToken cancellationToken)
    {
        List<double> ours = [], single = [], half = [];
        for (var round = 0; round < rounds; round++)
        {
            var (run, one, ofHalf) = await CompareAsync(size, cancellationToken);
            (ours, single, half) = ([.. ours, run], [.. single, one], [.. half, ofHalf]);
            Print($"round {round + 1}: {size.People} people in {run:0.0} s; one activity each: {size.Single} in {one:0.0} s, {size.Single / 2} in {ofHalf:0.0} s");
        }

        var ratio = Median(single) / size.Single / (Median(ours) / size.People);
        Print($"P-1 a run of {size.People}, median of {rounds}: {Median(ours):0.0} s, {1_000 * Median(ours) / size.People:0.00} ms a person; one activity each, {size.Single} people: {Median(single):0.0} s, {1_000 * Median(single) / size.Single:0.00} ms a person ({1_000 * Median(half) / (size.Single / 2):0.00} ms with half as many); {ratio:0.0} times (goal >= {LeastSpeedUp:0})");
        var requests = await CountAsync(size, cancellationToken);
        return ratio >= LeastSpeedUp && requests <= MostRequests ? 0 : 1;
    }

    /// <summary>Both arms on one store, one after the other.</summary>
    private static async Task<(double Run, double Single, double HalfOfSingle)> CompareAsync(PayrollSize size, CancellationToken cancellationToken)
    {
        var azurite = await AzuriteServer.StartAsync(new AzuriteOptions { ParentProcessId = Environment.ProcessId }, cancellationToken);
        var account = azurite.ConnectionString();
        await PayrollCompany.FoundAsync(account, size.People, cancellationToken);
        double run;
        await using (var app = await PayrollOffice.StartAppAsync(account, cancellationToken))
        {
            using var office = new PayrollOffice(app, account);
            await office.PlayAsync(PayrollCompany.Pilot, January, cancellationToken);
            var stages = await office.PlayAsync(PayrollCompany.Group, January, cancellationToken);
            Print($"  {string.Join(", ", stages.Select(stage => string.Create(CultureInfo.InvariantCulture, $"{stage.Stage} {stage.Seconds:0.0} s")))}");
            run = stages.Sum(stage => stage.Seconds);
        }

        var arm = new EmployeeByEmployee(account);
        var half = await arm.PlayAsync(size.Single / 2, "SingleHalf", cancellationToken);
        var single = await arm.PlayAsync(size.Single, "Single", cancellationToken);
        await azurite.StopAsync(cancellationToken);
        return (run, single, half);
    }

    /// <returns>Requests a person, of the last month.</returns>
    private static async Task<double> CountAsync(PayrollSize size, CancellationToken cancellationToken)
    {
        var azurite = await AzuriteServer.StartAsync(new AzuriteOptions { ParentProcessId = Environment.ProcessId }, cancellationToken);
        var account = azurite.ConnectionString();
        await PayrollCompany.FoundAsync(account, size.People, cancellationToken);
        var counted = 0.0;
        PayrollOffice? office = null;
        ConcurrentDictionary<(string Stage, string What), int> requests = [];
        await using var proxy = await FaultProxy.StartAsync(account, request =>
        {
            requests.AddOrUpdate((office?.Stage ?? PayrollOffice.Idle, Sender(request)), 1, (_, count) => count + 1);
            return ProxyVerdict.Pass;
        });
        await using (var app = await PayrollOffice.StartAppAsync(proxy.ConnectionString, cancellationToken))
        {
            using var people = office = new PayrollOffice(app, account);
            for (var month = January; month <= January.Plus(size.Months - 1); month = month.Next)
            {
                requests.Clear();
                await office.PlayAsync(PayrollCompany.Group, month, cancellationToken);
                counted = Report(month, size.People, requests);
            }
        }

        await azurite.StopAsync(cancellationToken);
        return counted;
    }

    private static double Report(Period month, int people, ConcurrentDictionary<(string Stage, string What), int> requests)
    {
        var during = requests.Where(entry => entry.Key.Stage != PayrollOffice.Idle && entry.Key.What != Polls).ToList();
        var polls = requests.Where(entry => entry.Key.Stage != PayrollOffice.Idle && entry.Key.What == Polls).Sum(entry => entry.Value);
        var total = (double)during.Sum(entry => entry.Value) / people;
        Print($"P-2 storage requests a person in {month}, {people} people, from its creation to the sealed order: {total:0.0000} (goal <= {MostRequests:0.000}); {(double)polls / people:0.0000} more looked for new files, due jobs and documents that wait, which goes on without a run");
        foreach (var stage in during.GroupBy(entry => entry.Key.Stage))
        {
            Print($"  {stage.Key,-22} {(double)stage.Sum(entry => entry.Value) / people,7:0.0000}  ({stage.Sum(entry => entry.Value)})");
            foreach (var (key, count) in stage.OrderByDescending(entry => entry.Value))
            {
                Print($"    {key.What,-34} {(double)count / people,7:0.0000}  ({count})");
            }
        }

        return total;
    }

    private static string Sender(ProxiedRequest request) => request.Container switch
    {
        "incoming" or "timesheets" when request.Target.Contains("comp=list", StringComparison.Ordinal) => Polls,
        "azure-webjobs-hosts" or ScheduleKeys.Table or DocumentKeys.Table or DocumentKeys.Kept => Polls,
        PayrollKeys.Table => "rows of the run",
        PayrollKeys.Container => "inputs, slips, payslips",
        PeopleKeys.People or PeopleKeys.Groups or PeopleKeys.Blobs => "people and pay group",
        TimesheetKeys.Table => "timesheets",
        PaymentKeys.Claims => "claims of the payment order",
        PaymentKeys.Table or PaymentKeys.Container => "payment order",
        _ when request.Container.Contains("Durable", StringComparison.OrdinalIgnoreCase) => "durable engine",
        _ when request.Container.StartsWith("ServiceBus", StringComparison.OrdinalIgnoreCase) => "bus",
        _ => $"other ({request.Container})",
    };

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}

/// <summary>How much the payroll benchmark does.</summary>
/// <param name="People">Of the run.</param>
/// <param name="Single">Of the arm with an activity for each.</param>
/// <param name="Months">How many months are run while requests are counted; each has more of a past.</param>
internal sealed record PayrollSize(int People, int Single, int Months);
