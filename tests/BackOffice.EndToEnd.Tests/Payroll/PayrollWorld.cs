using System.Globalization;
using System.Text.RegularExpressions;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using BackOffice.Closing;
using BackOffice.Closing.Domain;
using BackOffice.Documents;
using BackOffice.Ledger;
using BackOffice.Notifications;
using BackOffice.Payments;
using BackOffice.People;
using BackOffice.People.Domain;
using BackOffice.Payroll.Domain;
using BackOffice.Primitives;
using BackOffice.Storage;
using BackOffice.Tenancy;
using BackOffice.TestKit;
using BackOffice.Timesheets;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace BackOffice.Payroll;

/// <summary>A company with a Polish pay group, written into the store before the app starts.</summary>
internal sealed partial class PayrollWorld(string account)
{
    public const string Tenant = "acme";
    public const string Group = "office";

    /// <summary>When everybody was written down; before any run.</summary>
    public static readonly DateTimeOffset Founded = new(2025, 12, 1, 9, 0, 0, TimeSpan.Zero);

    private static readonly string[] Ibans = ["PL61109010140000071219812874", "PL27114020040000300201355387", "PL10105000997603123456789123"];

    private readonly TableServiceClient tables = new(account);
    private readonly BlobServiceClient blobs = new(account);

    /// <summary>Founds the company, its pay group and so many people, p00001 to the last, each with a full-time contract from 2025; the first of them get mail.</summary>
    public async Task FoundAsync(int people, int recipients = 0)
    {
        await new DocumentsWorld(account).FoundCompanyAsync();
        foreach (var table in (string[])[PeopleKeys.People, PeopleKeys.Groups])
        {
            await tables.GetTableClient(table).CreateIfNotExistsAsync();
        }

        await new PayGroups(tables).TrySaveAsync(Tenant, GroupFile(), version: null, CancellationToken.None);
        var directory = tables.GetTableClient(RecipientDirectory.TableName);
        await directory.CreateIfNotExistsAsync();
        foreach (var row in Enumerable.Range(1, recipients).Select(number => NotificationsWorld.Person(RecipientOf(number))))
        {
            await directory.AddEntityAsync(row);
        }

        foreach (var batch in Enumerable.Range(1, people).Select(number => Person(number, number <= recipients)).Chunk(500))
        {
            Assert.True(await new PersonTable(tables, blobs).TrySaveAsync(Tenant, Group, [.. batch.Select(file => new StoredPerson(file, Version: null))], CancellationToken.None));
        }
    }

    /// <summary>The mails with a link to a payslip: the link and who got it.</summary>
    public async Task<IReadOnlyList<(string Link, string To)>> PayslipMailsAsync()
    {
        var mails = await new NotificationsWorld(account).MailsAsync();
        return [.. from mail in mails.Values
                   let link = PayslipLink().Match(NotificationsWorld.BodyOf(mail))
                   where link.Success
                   let to = mail.Split("\r\n").First(line => line.StartsWith("To:", StringComparison.OrdinalIgnoreCase))[3..].Trim()
                   orderby to
                   select (link.Value, to)];
    }

    /// <summary>Payslip messages that are written down and not sent.</summary>
    public async Task<int> PendingPayslipsAsync()
        => await tables.GetTableClient(PayrollKeys.Table).QueryAsync<TableEntity>($"PartitionKey eq '{PayrollKeys.Partition(Tenant)}' and Event eq 'payroll.payslip'").CountAsync(row => row.RowKey.StartsWith(OutboxRow.PendingPrefix, StringComparison.Ordinal));

    [GeneratedRegex("/api/v1/[a-z]+/payslips/[A-Za-z0-9/_-]+", RegexOptions.NonBacktracking)]
    private static partial Regex PayslipLink();

    /// <summary>Founds a pay group beside the first one, with nobody in it.</summary>
    public async Task FoundGroupAsync(string id)
        => Assert.True(await new PayGroups(tables).TrySaveAsync(Tenant, GroupFile(id), version: null, CancellationToken.None));

    /// <summary>Says what holds of a pay group, which may be new, from a day on.</summary>
    public async Task SayOfGroupAsync(PayGroup group, LocalDate from, DateTimeOffset at)
    {
        var groups = new PayGroups(tables);
        var known = await groups.FindFileAsync(Tenant, group.Id, CancellationToken.None);
        var said = (known?.File ?? PayGroupFile.Empty).With(new PayGroupVersion { ValidFrom = from, RecordedAt = at, RecordedBy = "paola", Reason = "As it is", Group = group });
        Assert.True(await groups.TrySaveAsync(Tenant, said, known?.Version, CancellationToken.None));
    }

    /// <summary>Writes something into a person's file.</summary>
    public async Task RecordAsync(int number, DateTimeOffset at, params IReadOnlyList<EntryDraft> drafts)
    {
        var store = new PersonTable(tables, blobs);
        var there = await store.FindAsync(Tenant, Group, IdOf(number), CancellationToken.None) ?? throw new InvalidOperationException("There is nobody of this number.");
        Assert.True(await store.TrySaveAsync(Tenant, Group, there with { File = there.File.Record(drafts, new Scribe("paola", at, "As it is", Guid.NewGuid().ToString("N"))) }, CancellationToken.None));
    }

    /// <summary>Defines a pay element of the company's own.</summary>
    public async Task DefineAsync(PayElementDefinition element)
        => Assert.True(await new PayGroups(tables).TrySaveElementAsync(Tenant, [element], version: null, CancellationToken.None));

    /// <summary>Writes down that a round of one shard is to be calculated again, and starts nothing: what a crash leaves.</summary>
    public async Task AskForReplayAsync(string run, string rules)
        => await tables.GetTableClient(PayrollKeys.Table).AddEntityAsync(new ReplayRow
        {
            PartitionKey = PayrollKeys.Partition(Tenant),
            RowKey = PayrollKeys.Replay(new RunReplay(new RunRound(Tenant, run, 1), 1)),
            By = ReplayRules.Then,
            Rules = rules,
            Shards = 1,
            AskedBy = "andrei",
            AskedAt = Founded,
            Reason = "The auditor asks",
            Correlation = "lost",
        });

    /// <summary>Writes the payslips of a run of one shard as a program of another version would have: what a crash of it leaves.</summary>
    public async Task PublishAsync(string run, Func<int, string> page, int people)
    {
        using var bundle = new PayslipBundleWriter();
        foreach (var number in Enumerable.Range(1, people))
        {
            bundle.Add(IdOf(number), page(number));
        }

        await blobs.GetBlobContainerClient(PayrollKeys.Container).UploadBlobAsync(PayrollKeys.PayslipBlob(new RunRound(Tenant, run, 1), 1), bundle.Seal());
    }

    /// <summary>Closes a month of all ledgers, past the app.</summary>
    public Task CloseAsync(Primitives.Period period, DateTimeOffset at)
        => tables.GetTableClient(ClosingKeys.Table).SubmitTransactionAsync(ClosingOf(period, at));

    /// <summary>As if the month had never been closed.</summary>
    public Task OpenAgainAsync(Primitives.Period period, DateTimeOffset closedAt)
        => tables.GetTableClient(ClosingKeys.Table).SubmitTransactionAsync(ClosingOf(period, closedAt).Select(action => new TableTransactionAction(TableTransactionActionType.Delete, action.Entity, ETag.All)));

    private static IEnumerable<TableTransactionAction> ClosingOf(Primitives.Period period, DateTimeOffset at)
    {
        var actor = new Actor("month-end-close", at, "before", new Tenancy.Tenant(Tenant, "Acme S.r.l.", "IT", "Europe/Rome"));
        return Ledgers.All.SelectMany(ledger => PeriodRow.From(Tenant, PeriodStanding.Untouched(ledger, period, period.Next.First)).Move(PeriodEvent.Close, actor, "The month is over"));
    }

    /// <summary>Takes the newest posted run off its group's chain and puts another there, past the app.</summary>
    public async Task ReplaceLastOfChainAsync(string other)
    {
        var table = tables.GetTableClient(PayrollKeys.Table);
        ChainRow chain = await table.GetEntityAsync<ChainRow>(PayrollKeys.Partition(Tenant), PayrollKeys.Chain(Group));
        var last = chain.Read()[^1];
        chain.TakeBack(last);
        await table.SubmitTransactionAsync([chain.Append(last with { RunId = other })]);
    }

    /// <summary>Takes an approved run its place in the chain, past the app, as a crash leaves it before the books are asked.</summary>
    /// <param name="run">Of the group, the only one that was posted.</param>
    /// <param name="monthsBefore">Regular runs of the months before that are posted first.</param>
    public async Task BeginPostingAsync(string run, int monthsBefore)
    {
        var table = tables.GetTableClient(PayrollKeys.Table);
        RunRow row = await table.GetEntityAsync<RunRow>(PayrollKeys.Partition(Tenant), PayrollKeys.Run(run));
        var chain = (await table.GetEntityIfExistsAsync<ChainRow>(PayrollKeys.Partition(Tenant), PayrollKeys.Chain(Group))) is { HasValue: true, Value: { } there } ? there : ChainRow.Of(Tenant, Group);
        row.State = RunState.Posting;
        foreach (var months in Enumerable.Range(1, monthsBefore).Reverse())
        {
            chain.Append(row.Link with { RunId = $"before-{months}", Period = row.Period.Plus(-months) });
        }

        await table.SubmitTransactionAsync([new(TableTransactionActionType.UpdateReplace, row, row.ETag), chain.Append(row.Link)]);
    }

    /// <summary>As a crash leaves it once the books took a run: it is still being posted, and the month that falls out with it takes late sheets yet.</summary>
    public async Task ForgetPostingAsync(string run, Primitives.Period over)
    {
        var table = tables.GetTableClient(PayrollKeys.Table);
        RunRow row = await table.GetEntityAsync<RunRow>(PayrollKeys.Partition(Tenant), PayrollKeys.Run(run));
        row.State = RunState.Posting;
        await table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace);
        await tables.GetTableClient(TimesheetKeys.Table).DeleteEntityAsync(new SheetPlace(Tenant, Group, over).Partition, TimesheetKeys.Over, ETag.All);
    }

    /// <summary>All that runs left behind, without clocks and versions.</summary>
    public async Task<string> SnapshotAsync(AppRunner app, IReadOnlyList<string> runs)
    {
        List<string> lines = [];
        var payroll = tables.GetTableClient(PayrollKeys.Table);
        await foreach (var row in payroll.QueryAsync<TableEntity>())
        {
            lines.Add(row.RowKey switch
            {
                var key when key.StartsWith(PayrollKeys.RunPrefix, StringComparison.Ordinal) => $"{key} {row["State"]} {row["Round"]} {row["Sums"]} {row["ResultDigest"]} {row["EntryId"]} {row["Orders"]} {row["OrderDayText"]}",
                var key when key.StartsWith("change|", StringComparison.Ordinal) => $"{key} {RowJson.Read<RunChange>(row.Text("Change")).Event}",
                var key when key.StartsWith("shard|", StringComparison.Ordinal) => $"{key} {row["InputDigest"]} {row["SlipDigest"]} {row["Totals"]}",
                var key when key.StartsWith(PayrollKeys.PersonPrefix, StringComparison.Ordinal) => $"{key} {row["State"]} {row["Reason"]}",
                var key when key.StartsWith("chain|", StringComparison.Ordinal) => $"{key} {string.Join(' ', RowJson.Read<ChainLink[]>(row.Text("Links")).Select(link => link.RunId))} {row["LateReturns"]}",
                var key when key.StartsWith("late-return|", StringComparison.Ordinal) => $"{key} {row["Number"]} {row["Net"]}",
                var key => key.Replace("pending", "sent", StringComparison.Ordinal),
            });
        }

        await foreach (var row in tables.GetTableClient(PaymentKeys.Table).QueryAsync<TableEntity>())
        {
            lines.Add(row.RowKey switch
            {
                var key when key.StartsWith("movement|", StringComparison.Ordinal) => $"{key} {row["State"]} {row["Day"]} {row["Paid"]} {row["Returned"]}",
                var key when key.StartsWith("part|", StringComparison.Ordinal) => $"{key} {row["States"]}",
                var key when key.StartsWith(PaymentKeys.OrderPrefix, StringComparison.Ordinal) => $"{key} {row["State"]} {row["Count"]} {row["Sum"]} {row["Paid"]} {row["Returned"]} {row["HasNews"]}",
                var key => key,
            });
        }

        var claims = 0;
        await foreach (var row in tables.GetTableClient(PaymentKeys.Claims).QueryAsync<ClaimPageRow>())
        {
            claims += row.ReadClaims().Count;
            lines.Add($"page of claims {row.RowKey} {row.Claims}");
        }

        lines.Add($"claims {claims}");

        await foreach (var row in tables.GetTableClient(JournalKeys.Table).QueryAsync<TableEntity>())
        {
            lines.Add($"journal {row.RowKey}");
        }

        var orders = app.Services.GetRequiredService<PaymentOrders>();
        foreach (var run in runs)
        {
            await foreach (var blob in blobs.GetBlobContainerClient(PayrollKeys.Container).GetBlobsAsync(prefix: $"{Tenant}/{run}/"))
            {
                lines.Add($"{blob.Name} {(blob.Name.EndsWith("plan.json", StringComparison.Ordinal) ? "" : Convert.ToHexString(blob.Properties.ContentHash))}");
            }

            var order = await orders.FindAsync(new PaymentOrderReference(Tenant, $"payroll-{run}-r1-1"), CancellationToken.None);
            lines.Add($"order {run} {order?.State} {order?.Count} {order?.Sum}");
        }

        return string.Join('\n', lines.Order(StringComparer.Ordinal));
    }

    public static string IdOf(int number) => string.Create(CultureInfo.InvariantCulture, $"p{number:D5}");

    /// <summary>5 000 PLN and 10 more for each number.</summary>
    public static decimal PayOf(int number) => 5_000 + (10 * (number % 500));

    public static EntryDraft Terms(decimal pay, LocalDate from) => new() { Key = "c1", ValidFrom = from, Content = new EntryContent { Terms = new Terms { MonthlyPay = pay } } };

    public static EntryDraft Account(string iban) => new() { Key = "main", ValidFrom = new LocalDate(2025, 1, 1), Content = new EntryContent { Account = new BankAccount { Iban = iban } } };

    public static string RecipientOf(int number) => $"mail-{IdOf(number)}";

    private static PersonFile Person(int number, bool getsMail)
    {
        var since = new LocalDate(2025, 1, 1);
        EntryDraft Draft(EntryContent content, string key = "") => new() { Key = key, ValidFrom = since, Content = content };
        return PersonFile.Empty(IdOf(number)).Record(
            [
                Draft(new EntryContent { Identity = new Identity { GivenName = "Anna", FamilyName = $"Nowak {number}", BornOn = new LocalDate(1985, 3, 14), Sex = Sex.Female, Recipient = getsMail ? RecipientOf(number) : null } }),
                Draft(new EntryContent { Employment = new Employment { HiredOn = since } }, "e1"),
                Draft(new EntryContent { Terms = new Terms { MonthlyPay = PayOf(number) } }, "c1"),
                Draft(new EntryContent { Account = new BankAccount { Iban = Ibans[number % Ibans.Length] } }, "main"),
            ],
            new Scribe("paola", Founded, "Hired", "founding"));
    }

    private static PayGroupFile GroupFile(string id = Group) => PayGroupFile.Empty.With(new PayGroupVersion
    {
        ValidFrom = new LocalDate(2025, 1, 1),
        RecordedAt = Founded,
        RecordedBy = "paola",
        Reason = "Founded",
        Group = new PayGroup
        {
            Id = id,
            Country = "PL",
            Currency = Currency.Pln,
            Employer = new Employer("Acme Polska sp. z o.o.", new StreetAddress("Prosta", "1", "00-001", "Warszawa", "PL"), "5260250995"),
            Accounts = [new DebtorAccount("PL61109010140000071219812874")],
        },
    });
}
