using System.CommandLine;
using BackOffice.Benchmarks;

var documents = new Option<int>("--documents") { Description = "How many documents to take in.", DefaultValueFactory = _ => 1_000 };
var rounds = new Option<int>("--rounds") { Description = "How often; the median is printed.", DefaultValueFactory = _ => 5 };

var intake = new Command("intake", "P-12: e-invoices that lie in the drop, from first seen to last notification accepted.") { documents, rounds };
intake.SetAction((parsed, cancellationToken) => IntakeBenchmark.RunAsync(parsed.GetValue(documents), parsed.GetValue(rounds), cancellationToken));

var memory = new Command("memory", "Peak working set of the app at 1 000 and 10 000 documents.");
memory.SetAction((_, cancellationToken) => MemoryBenchmark.RunAsync(cancellationToken));

var engine = new Command("engine", "P-3 and P-4: hello-5 orchestrations a second, and a fan-out of 10 000 activities.") { rounds };
engine.SetAction((parsed, cancellationToken) => EngineBenchmark.RunAsync(parsed.GetValue(rounds), cancellationToken));

var messages = new Option<int>("--messages") { Description = "How many notifications lie in the outbox at once.", DefaultValueFactory = _ => 10_000 };
var recipients = new Option<int>("--recipients") { Description = "To how many recipients they go.", DefaultValueFactory = _ => 500 };
var notifications = new Command("notifications", "Notifications from the outbox to the last delivery, by mail and by webhook.") { messages, recipients };
notifications.SetAction((parsed, cancellationToken) => NotificationsBenchmark.RunAsync(parsed.GetValue(messages), parsed.GetValue(recipients), cancellationToken));

var schedule = new Command("schedule", "Dry-run of a year of jobs for 100 tenants.") { rounds };
schedule.SetAction((parsed, _) => ScheduleBenchmark.RunAsync(parsed.GetValue(rounds)));

var people = new Option<int>("--people") { Description = "How many people the company pays.", DefaultValueFactory = _ => 10_000 };
var single = new Option<int>("--single") { Description = "How many people the arm with one activity each pays.", DefaultValueFactory = _ => 2_000 };
var months = new Option<int>("--months") { Description = "How many months in a row requests are counted.", DefaultValueFactory = _ => 2 };
var payroll = new Command("payroll", "P-1 and P-2: a month's run against one activity for each employee, and its storage requests.") { people, single, months, rounds };
payroll.SetAction((parsed, cancellationToken) => PayrollBenchmark.RunAsync(new(parsed.GetValue(people), parsed.GetValue(single), parsed.GetValue(months)), parsed.GetValue(rounds), cancellationToken));

var payslips = new Command("payslips", "P-9: payslips a second, calculation only, one core.") { rounds };
payslips.SetAction((parsed, _) => PayslipBenchmark.RunAsync(parsed.GetValue(rounds)));

var sizes = new Option<int[]>("--sizes") { Description = "How many people the companies have, the smallest first.", DefaultValueFactory = _ => [1_000, 3_000, 10_000, 30_000, 100_000], AllowMultipleArgumentsPerToken = true };
var scale = new Command("payroll-scale", "P-7 and P-8: run time and peak memory against the number of people, each in a process of its own.") { sizes };
scale.SetAction((parsed, cancellationToken) => PayrollScaleBenchmark.RunAsync(parsed.GetValue(sizes)!, cancellationToken));

var kill = new Command("payroll-kill", "P-6: SIGKILL in the middle of a run: time to the first new shard, and work redone.") { rounds };
kill.SetAction((parsed, cancellationToken) => PayrollKillBenchmark.RunAsync(parsed.GetValue(rounds), cancellationToken));

var einvoices = new Command("einvoices", "P-11: reading and judging an invoice, by format and number of lines, against other ways of checking it.") { rounds };
einvoices.SetAction((parsed, _) => InvoiceBenchmark.RunAsync(parsed.GetValue(rounds)));

return await new RootCommand("The figures of the design, measured.") { intake, memory, engine, notifications, schedule, payroll, scale, kill, payslips, einvoices }.Parse(args).InvokeAsync();
