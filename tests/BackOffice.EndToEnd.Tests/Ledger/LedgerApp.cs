using System.Globalization;
using System.Text;
using Azure.Data.Tables;
using BackOffice.Closing;
using BackOffice.Closing.Domain;
using BackOffice.Documents;
using BackOffice.Ledger.Domain;
using BackOffice.LocalRuntime.Hosting;
using BackOffice.Primitives;
using BackOffice.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Ledger;

/// <summary>The whole app with a company whose September 2026 is closed; it is November.</summary>
internal sealed class LedgerApp : IAsyncDisposable
{
    public const string Tenant = "acme";

    private LedgerApp(AppRunner runner, string account) => (Runner, World) = (runner, new LedgerWorld(account));

    public AppRunner Runner { get; }

    public LedgerWorld World { get; }

    public Journal Journal => Runner.Services.GetRequiredService<Journal>();

    public static async Task<LedgerApp> StartAsync()
    {
        var account = AzuriteFixture.FreshAccount();
        await new DocumentsWorld(account).FoundCompanyAsync();
        var now = new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);
        await new ClosingWorld(account).CloseAsync(new Period(2026, 9), now.AddMonths(-1));
        var runner = await AppRunner.StartAsync(
            typeof(Journal).Assembly,
            [
                $"--AzureWebJobsStorage={account}",
                $"--AzureWebJobsServiceBus=Endpoint=sb://bus-{Guid.NewGuid():N}.localhost;SharedAccessKeyName=dev;SharedAccessKey=dev;UseDevelopmentEmulator=true;",
                .. ClosingApp.Users,
            ],
            new LocalRuntimeHooks { Time = new FakeTime(now), ConfigureServices = services => services.AddLedger() });
        return new LedgerApp(runner, account);
    }

    /// <summary>An entry of so many lines: each debited to an account of its own and credited to 421.</summary>
    public static JournalEntry Entry(string id, string day = "2026-11-20", int lines = 2, decimal amount = 100.10m)
    {
        var on = NodaTime.Text.LocalDatePattern.Iso.Parse(day).Value;
        var header = new JournalHeader
        {
            Id = id,
            Tenant = Tenant,
            Ledger = LedgerName.Payroll,
            Day = on,
            Period = Period.Of(on),
            Description = "Pay, all groups",
            Source = $"run-{id}",
            Rules = "it-2026.1-0a1b2c3d",
        };
        var debits = Enumerable.Range(1, lines - 1).Select(number => new JournalLine(string.Create(CultureInfo.InvariantCulture, $"64{number:D4}"), number % 2 == 0 ? null : "plant", EntrySide.Debit, Money.Euros(amount), "pay.base")).ToList();
        return JournalEntry.Of(header, [.. debits, new JournalLine("421", CostCentre: null, EntrySide.Credit, Money.Euros(amount * (lines - 1)), "pay.base")]).Naming(new Dictionary<string, string> { ["421"] = "Debiti verso il personale" });
    }

    public Task<JournalReceipt> PostAsync(JournalEntry entry) => Journal.PostAsync(entry, by: null, CancellationToken.None);

    public Task<JournalReceipt> ReverseAsync(string id, string day, string reason = "Paid twice")
        => Journal.ReverseAsync((Tenant, id), (NodaTime.Text.LocalDatePattern.Iso.Parse(day).Value, reason), by: null, CancellationToken.None);

    public async Task<Answer> GetAsync(string path, string user = "auditor")
    {
        using var response = await SendAsync(path, user);
        return await Answer.ReadAsync(response);
    }

    public async Task<HttpResponseMessage> SendAsync(string path, string user = "auditor")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"/api/v1/{Tenant}/{path}", UriKind.Relative));
        request.Headers.Add("x-functions-key", "dev-function-key");
        request.Headers.Add("x-dev-user", user);
        return await Runner.Client.SendAsync(request);
    }

    public ValueTask DisposeAsync() => Runner.DisposeAsync();
}

/// <summary>The rows of the journal, looked at past the app.</summary>
internal sealed class LedgerWorld(string account)
{
    private readonly TableClient table = new TableServiceClient(account).GetTableClient(JournalKeys.Table);

    public async Task<IReadOnlyList<T>> RowsAsync<T>(string prefix)
        where T : class, ITableEntity
    {
        List<T> rows = [];
        await foreach (var row in table.QueryAsync<T>(TableClient.CreateQueryFilter($"PartitionKey eq {JournalKeys.Partition(LedgerApp.Tenant)} and RowKey ge {prefix} and RowKey lt {prefix + "~"}")))
        {
            rows.Add(row);
        }

        return rows;
    }

    public Task DeleteAsync(string rowKey) => table.DeleteEntityAsync(JournalKeys.Partition(LedgerApp.Tenant), rowKey);

    /// <summary>Everything that is left, without times.</summary>
    public async Task<string> SnapshotAsync()
    {
        var text = new StringBuilder();
        foreach (var row in await RowsAsync<JournalRow>(JournalKeys.Entries))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{row.RowKey}: {row.EntryId} {row.Digest} {row.LineCount} {row.Reverses} {row.Lines}");
        }

        foreach (var row in await RowsAsync<TableEntity>("lines|"))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{row.RowKey}: {row.GetString("Lines")}");
        }

        foreach (var prefix in (string[])["key|", "counter|"])
        {
            text.AppendLine(string.Join(' ', (await RowsAsync<TableEntity>(prefix)).Select(row => $"{row.RowKey} {row.GetInt64("Number") ?? row.GetInt64("Last")}")));
        }

        return text.ToString();
    }
}
