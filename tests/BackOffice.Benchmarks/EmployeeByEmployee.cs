using System.Diagnostics;
using System.Globalization;
using System.Text;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using BackOffice.LocalRuntime.Durable.Client;
using BackOffice.LocalRuntime.Durable.Engine;
using BackOffice.LocalRuntime.Durable.Hosting;
using BackOffice.LocalRuntime.Durable.Replay;
using BackOffice.LocalRuntime.Durable.Storage;
using BackOffice.LocalRuntime.Tests.Durable;
using BackOffice.Notifications.Domain;
using BackOffice.Payments;
using BackOffice.Payments.Domain;
using BackOffice.Payroll;
using BackOffice.Payroll.Domain;
using BackOffice.People;
using BackOffice.People.Domain;
using BackOffice.Primitives;
using BackOffice.Storage;
using BackOffice.Timesheets;
using BackOffice.Timesheets.Domain;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;

namespace BackOffice.Benchmarks;

/// <summary>
/// The other arm of P-1: the same work with one activity for each employee, on the same durable engine and the same store. As people
/// approve between calculation and payment, there are three: calculate (look whether it is done, read file and sheets, store what went
/// in and out, store the sums), order (read the decision and the slip, claim the payment), publish (read the slip, store the page): ten
/// requests, the fewest that do it. It has no approval, no journal and no order file, which is in its favour.
/// </summary>
internal sealed class EmployeeByEmployee(string account)
{
    private static readonly Period Month = Period.Parse("2026-01");

    private readonly TableServiceClient tables = new(account);
    private readonly BlobServiceClient blobs = new(account);
    private readonly CountryRuleBook rules = PayrollRules.Read();

    /// <returns>Seconds for so many employees.</returns>
    public async Task<double> PlayAsync(int employees, string name, CancellationToken cancellationToken)
    {
        var work = await WorkAsync(name, cancellationToken);
        var functions = new LambdaFunctions()
            .SlowActivity<int, decimal>("CalculateEmployee", number => work.CalculateAsync(number, cancellationToken))
            .SlowActivity<int, int>("OrderEmployee", number => work.OrderAsync(number, cancellationToken))
            .SlowActivity<int, int>("PublishEmployee", number => work.PublishAsync(number, cancellationToken))
            .Orchestrator("PayEverybody", async context =>
            {
                var numbers = Enumerable.Range(1, context.GetInput<int>()).ToList();
                var nets = await Task.WhenAll(numbers.Select(number => context.CallActivityAsync<decimal>("CalculateEmployee", number)));
                await Task.WhenAll(numbers.Select(number => context.CallActivityAsync<int>("OrderEmployee", number)));
                await Task.WhenAll(numbers.Select(number => context.CallActivityAsync<int>("PublishEmployee", number)));
                return nets.Sum();
            });
        var store = new TableEngineStore(tables.GetTableClient($"Durable{name}"));
        await using var engine = new DurableEngine(new EngineSettings(new ReplaySettings(LambdaFunctions.Converter)) { Shards = DurableSettings.Shards }, new EngineServices(store, functions, TimeProvider.System, NullLoggerFactory.Instance));
        await engine.StartAsync(cancellationToken);
        var client = new EngineClient(engine, name);

        var started = Stopwatch.GetTimestamp();
        var end = await client.WaitForInstanceCompletionAsync(await client.ScheduleNewOrchestrationInstanceAsync("PayEverybody", employees, cancellationToken), cancellationToken);
        return end.RuntimeStatus == OrchestrationRuntimeStatus.Completed
            ? Stopwatch.GetElapsedTime(started).TotalSeconds
            : throw new InvalidOperationException($"The run of single employees ended {end.RuntimeStatus}.");
    }

    private async Task<Work> WorkAsync(string name, CancellationToken cancellationToken)
    {
        var container = blobs.GetBlobContainerClient(PayrollKeys.Container);
        await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        var groups = new PayGroups(tables);
        var payDay = Month.Last;
        var group = await groups.FindAsync(PayrollCompany.Tenant, PayrollCompany.Group, payDay, DateTimeOffset.MaxValue, cancellationToken) ?? throw new InvalidOperationException("There is no such group.");
        var frame = new CaseFrame
        {
            Group = group,
            Period = Month,
            Kind = PayRunKind.Regular,
            PayDay = payDay,
            Month = WorkMonth.Of(Month, group.Calendar()),
            Elements = await groups.ElementsOfAsync(PayrollCompany.Tenant, cancellationToken),
            Rules = rules,
        };
        return new Work(name, frame, rules.Find(group.Country, Month, payDay)!)
        {
            People = new PersonTable(tables, blobs),
            Sheets = new TimesheetStore(tables),
            Blobs = new PayrollBlobs(blobs),
            Rows = tables.GetTableClient(PayrollKeys.Table),
            Claims = tables.GetTableClient(PaymentKeys.Claims),
        };
    }

    private sealed class Work(string name, CaseFrame frame, PayRules law)
    {
        public required PersonTable People { get; init; }

        public required TimesheetStore Sheets { get; init; }

        public required PayrollBlobs Blobs { get; init; }

        public required TableClient Rows { get; init; }

        /// <summary>One row a debt.</summary>
        public required TableClient Claims { get; init; }

        public async Task<decimal> CalculateAsync(int number, CancellationToken cancellationToken)
        {
            var person = PayrollCompany.IdOf(number);
            if (await Rows.FindAsync<TableEntity>(Partition, $"slip|{person}", cancellationToken) is { } done)
            {
                return decimal.Parse(done.Text("Net"), CultureInfo.InvariantCulture);
            }

            var stored = await People.FindAsync(PayrollCompany.Tenant, PayrollCompany.Group, person, cancellationToken) ?? throw new InvalidOperationException("There is nobody of this number.");
            var rows = await Sheets.PeopleAsync(new SheetPlace(PayrollCompany.Tenant, PayrollCompany.Group, frame.Period), new PersonRange(person, person, 1), cancellationToken).ToListAsync(cancellationToken);
            var outcome = CaseBuilder.Build(stored.File, frame, TimeOfMonth.Of([.. rows.SelectMany(row => row.Rows)]), Balances.None);
            var input = new InputLine { Person = person, Round = 1, Case = outcome.Case, Problems = outcome.Problems, Before = Balances.None, Card = PersonCards.Of(stored.File, frame) };
            var line = ShardCalculation.Calculate(input, law);
            var slip = line.Slip ?? throw new InvalidOperationException("A slip of the benchmark failed.");
            var (digest, _) = await Blobs.WriteLinesAsync(Blob(person), [new Record(input, line)], cancellationToken);
            var totals = new RunningTotals(law.Pack.Currency);
            totals.Add(slip, input.Case!);
            await Rows.TryAddAsync(new TableEntity(Partition, $"slip|{person}") { ["Digest"] = digest, ["Net"] = slip.Net.ToString(CultureInfo.InvariantCulture), ["Totals"] = RowJson.Write(totals.Seal()) }, cancellationToken);
            return slip.Net;
        }

        public async Task<int> OrderAsync(int number, CancellationToken cancellationToken)
        {
            var person = PayrollCompany.IdOf(number);
            if (await Rows.FindAsync<TableEntity>(Partition, PayrollKeys.Person(person), cancellationToken) is not null)
            {
                return 0;
            }

            var record = await ReadAsync(person, cancellationToken);
            var key = new PayableKey(RunDebt.Salary, frame.Period.ToString(), $"{name}|{person}");
            var payable = RunDebt.PayableOf(key, record.Input.Card!, new Money(record.Slip.Slip!.Net, record.Slip.Slip.Currency), frame.Period);
            return await Claims.TryAddAsync(new TableEntity($"{Partition}|claims", payable.Key.Key) { ["OrderId"] = name, ["Line"] = number }, cancellationToken)
                ? 1
                : throw new InvalidOperationException("Somebody else has claimed this.");
        }

        public async Task<int> PublishAsync(int number, CancellationToken cancellationToken)
        {
            var person = PayrollCompany.IdOf(number);
            var record = await ReadAsync(person, cancellationToken);
            using var page = new MemoryStream(PayslipBundle.Compressed(Encoding.UTF8.GetBytes(PayslipPage.Render(record.Slip.Slip!, PayslipPublishing.FaceOf(person, record.Input.Card!, frame), law.Pack, Language.Polish))));
            await Blobs.TryPutAsync($"{name}/{person}.payslip", page, cancellationToken);
            return 1;
        }

        private string Partition => $"{PayrollCompany.Tenant}|{name}";

        private string Blob(string person) => $"{name}/{person}.slip.jsonl.gz";

        private async Task<Record> ReadAsync(string person, CancellationToken cancellationToken)
            => await Blobs.ReadLinesAsync<Record>(Blob(person), cancellationToken).FirstAsync(cancellationToken);
    }

    private sealed record Record(InputLine Input, SlipLine Slip);
}
