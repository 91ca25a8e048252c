using System.Globalization;
using System.Text;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using BackOffice.People;
using BackOffice.People.Domain;

namespace BackOffice.Timesheets;

/// <summary>A company with people and a drop for their sheets, looked at past the app.</summary>
internal sealed class TimesheetWorld(string account)
{
    public const string Place = "staff/2026-07";

    private readonly TableServiceClient tables = new(account);
    private readonly BlobServiceClient blobs = new(account);

    private TableClient Table => tables.GetTableClient(TimesheetKeys.Table);

    private BlobContainerClient Drop => blobs.GetBlobContainerClient(TimesheetKeys.Drop);

    public static string Sheet(int people, decimal hours = 8)
    {
        var csv = new StringBuilder("person,day,kind,from,to,hours\n");
        for (var number = 1; number <= people; number++)
        {
            csv.AppendLine(CultureInfo.InvariantCulture, $"e{number:0000},2026-07-01,worked,,,{hours}");
            csv.AppendLine(CultureInfo.InvariantCulture, $"e{number:0000},2026-07-02,worked,22:00,06:00,");
            csv.AppendLine(CultureInfo.InvariantCulture, $"e{number:0000},2026-07-06,sick,,,");
        }

        return csv.ToString();
    }

    /// <summary>Founds the company, its group and so many people in a store that no app runs on.</summary>
    public async Task FoundAsync(int people)
    {
        await new PeopleWorld(account).FoundAsync();
        await Table.CreateIfNotExistsAsync();
        await Drop.CreateIfNotExistsAsync();
        await blobs.GetBlobContainerClient(TimesheetKeys.Kept).CreateIfNotExistsAsync();
        await blobs.GetBlobContainerClient(PeopleKeys.Blobs).CreateIfNotExistsAsync();
        var scribe = new Scribe("test", new DateTimeOffset(2025, 12, 1, 0, 0, 0, TimeSpan.Zero), "A test", "test");
        var rows = CsvImport.Read(Encoding.UTF8.GetBytes(PeopleWorld.People(people)), from: null).Rows;
        await new PersonTable(tables, blobs).TrySaveAsync(PeopleWorld.Tenant, PeopleWorld.Group, [.. rows.Select(row => new StoredPerson(PersonFile.Empty(row.Person).Record(row.Drafts, scribe), Version: null))], TestContext.Current.CancellationToken);
    }

    public Task DropAsync(string name, string csv) => Drop.GetBlobClient($"{PeopleWorld.Tenant}/{name}").UploadAsync(new BinaryData(csv), overwrite: true);

    /// <summary>So many sheets are there, each read, and nothing is left in the drop.</summary>
    public async Task<bool> IsSettledAsync(int sheets)
    {
        var found = await RowsAsync(TimesheetKeys.SheetPrefix);
        return found.Count == sheets && found.All(row => row.GetString("State") != "Received") && await DroppedAsync() == 0;
    }

    public async Task<string> SnapshotAsync()
    {
        List<string> lines = [];

        // Without the marks of sheets that were begun: they only tell the sweep where to look, and it takes them away when it comes.
        await foreach (var row in Table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey ne {TimesheetKeys.Begun(PeopleWorld.Tenant)}")))
        {
            // Which of two files of one content comes first is a matter of chance; that one is the other's duplicate is not.
            lines.Add(row.RowKey.StartsWith(TimesheetKeys.SheetPrefix, StringComparison.Ordinal)
                ? $"{row.PartitionKey} {row.GetString("Name")}: {row.GetString("State")} {row.GetInt32("Rows")} {row.GetInt32("ErrorCount")} {row.GetString("Other") is not null} {row.GetString("Changes")!.Split("\"Event\"").Length}"
                : $"{row.PartitionKey} {row.RowKey} {row.GetString("Rows00")}");
        }

        var kept = 0;
        await foreach (var blob in blobs.GetBlobContainerClient(TimesheetKeys.Kept).GetBlobsAsync())
        {
            kept += blob.Name.Length > 0 ? 1 : 0;
        }

        return string.Join('\n', lines.Order(StringComparer.Ordinal).Append($"kept {kept}, dropped {await DroppedAsync()}"));
    }

    private async Task<List<TableEntity>> RowsAsync(string prefix)
    {
        List<TableEntity> rows = [];
        await foreach (var row in Table.QueryAsync<TableEntity>(filter: null))
        {
            if (row.RowKey.StartsWith(prefix, StringComparison.Ordinal))
            {
                rows.Add(row);
            }
        }

        return rows;
    }

    private async Task<int> DroppedAsync()
    {
        var count = 0;
        await foreach (var blob in Drop.GetBlobsAsync())
        {
            count += blob.Name.Length > 0 ? 1 : 0;
        }

        return count;
    }
}
