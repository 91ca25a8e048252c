using System.Globalization;
using System.Text;
using System.Text.Json;
using Azure.Data.Tables;
using BackOffice.Closing.Domain;
using BackOffice.Documents;
using BackOffice.Notifications;
using BackOffice.Schedule;
using BackOffice.Tenancy;
using BackOffice.TestKit;

namespace BackOffice.Closing;

/// <summary>The feature's rows, looked at past the app.</summary>
internal sealed class ClosingWorld(string account)
{
    private const string Acme = "acme";

    private readonly TableServiceClient tables = new(account);

    private TableClient Table => tables.GetTableClient(ClosingKeys.Table);

    /// <summary>A report of the sweeper that found nothing wrong.</summary>
    public Task SweepAsync(DateTimeOffset at)
        => tables.GetTableClient(DocumentKeys.Table).AddEntityAsync(new TableEntity(DocumentKeys.Partition(Acme), string.Create(CultureInfo.InvariantCulture, $"{DocumentSweep.ReportPrefix}{253_402_300_799 - at.ToUnixTimeSeconds():D12}"))
        {
            ["SchemaVersion"] = 1,
            ["SweptAt"] = at,
            ["Result"] = JsonSerializer.Serialize(new SweepResult(Acme, 0, 0, 0, 0, 0, 0)),
            ["Discrepancies"] = "[]",
        });

    public async Task<IReadOnlyList<T>> RowsAsync<T>(string prefix)
        where T : class, ITableEntity
    {
        List<T> rows = [];
        await foreach (var row in Table.QueryAsync<T>(TableClient.CreateQueryFilter($"PartitionKey eq {ClosingKeys.Partition(Acme)} and RowKey ge {prefix} and RowKey lt {prefix + "~"}")))
        {
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>A month that was closed before the app ever ran, in every ledger, with the first round of its close.</summary>
    public async Task CloseAsync(Primitives.Period period, DateTimeOffset at)
    {
        await Table.CreateIfNotExistsAsync();
        var actor = new Actor("month-end-close", at, "before", new Tenant(Acme, "Acme S.r.l.", "IT", "Europe/Rome"));
        await Table.SubmitTransactionAsync(
        [
            .. Ledgers.All.SelectMany(ledger => PeriodRow.From(Acme, PeriodStanding.Untouched(ledger, period, period.Next.First)).Move(PeriodEvent.Close, actor, "The month is over")),
        ]);
        var close = CloseRow.Of(Acme, period);
        (close.State, close.Round, close.Version, close.StartedBy, close.StartedAt) = (CloseState.Completed, 1, 2, "paola", at);
        await Table.AddEntityAsync(close);
    }

    /// <summary>A round that was written down and never started, as a crash leaves it.</summary>
    public Task LeaveRoundAsync(Primitives.Period period, DateTimeOffset at)
    {
        var close = CloseRow.Of(Acme, period);
        (close.State, close.Round, close.Version, close.StartedBy, close.StartedAt) = (CloseState.Running, 1, 1, "paola", at);
        return Table.AddEntityAsync(close);
    }

    /// <summary>Another company, and a row of its closes that nobody can read.</summary>
    public async Task BreakAnotherAsync(string tenant)
    {
        await new DocumentsWorld(account, tenant).FoundCompanyAsync();
        await Table.AddEntityAsync(new TableEntity(ClosingKeys.Partition(tenant), $"{ClosingKeys.ClosePrefix}no-month") { ["SchemaVersion"] = 1, ["State"] = $"{CloseState.Running}" });
    }

    /// <summary>What a process leaves behind that is killed between its permit and its posting.</summary>
    public Task LeavePermitAsync(LedgerName ledger, Primitives.Period period, DateTimeOffset at)
        => Table.AddEntityAsync(new TableEntity(ClosingKeys.Partition(Acme), ClosingKeys.PermitPrefix(ledger, period) + "dead") { ["SchemaVersion"] = 1, ["GivenAt"] = at });

    /// <summary>The schedule knows the company: nothing that was due before is caught up.</summary>
    public async Task<bool> IsScheduledAsync()
    {
        await foreach (var _ in tables.GetTableClient(ScheduleKeys.Table).QueryAsync<TableEntity>(maxPerPage: 1))
        {
            return true;
        }

        return false;
    }

    /// <summary>Nobody is left to be told.</summary>
    public async Task<bool> IsToldAsync() => (await RowsAsync<TableEntity>(OutboxRow.PendingPrefix)).Count == 0;

    /// <summary>Everything that is left when all is done, without times.</summary>
    public async Task<string> SnapshotAsync(AppRunner app)
    {
        var text = new StringBuilder();
        foreach (var row in await RowsAsync<PeriodRow>(ClosingKeys.PeriodPrefix))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{row.RowKey}: {row.State} {row.Version} {row.OpenUntil is not null}");
        }

        foreach (var row in await RowsAsync<CloseRow>(ClosingKeys.ClosePrefix))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{row.RowKey}: {row.State} {row.Round} {row.Version} {row.StartedBy}");
        }

        foreach (var row in await RowsAsync<CloseStepRow>("step|"))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{row.RowKey}: {row.State} {row.CarriedFrom}");
        }

        foreach (var row in await RowsAsync<ReopeningRow>(ReopeningRow.Prefix))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{row.RowKey}: {row.State} {row.Outcome}");
        }

        foreach (var prefix in (string[])["signature|", "change|", "closing|", "permit|"])
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{prefix} {string.Join(' ', (await RowsAsync<TableEntity>(prefix)).Select(row => row.RowKey))}");
        }

        text.AppendLine(CultureInfo.InvariantCulture, $"sent: {string.Join(' ', (await RowsAsync<TableEntity>("outbox|sent|")).Select(row => row.GetString("Event")).Order(StringComparer.Ordinal))}");
        text.AppendLine(CultureInfo.InvariantCulture, $"topic: {string.Join(' ', (await SubjectsAsync(app)))}");
        return text.ToString();
    }

    /// <summary>The events of the feature that people were told of, in the order of the alphabet.</summary>
    public static async Task<IReadOnlyList<string>> SubjectsAsync(AppRunner app)
        => [.. (await DocumentsWorld.MessagesAsync(app)).Select(message => message.Subject!).Where(subject => subject.StartsWith("close.", StringComparison.Ordinal) || subject.StartsWith("period.", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
}
