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

return await new RootCommand("The figures of the design, measured.") { intake, memory, engine, notifications, schedule }.Parse(args).InvokeAsync();
