using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using BackOffice.People.Domain;
using BackOffice.Storage;

namespace BackOffice.People;

/// <summary>The rows of people: one each, by tenant and pay group.</summary>
public sealed class PersonTable(TableServiceClient tables, BlobServiceClient blobs)
{
    /// <summary>Rows of one page, and the most that storage answers at once.</summary>
    private const int PageSize = 1_000;

    /// <summary>Of one transaction.</summary>
    private const int MostRows = 100;

    /// <summary>Bytes of one transaction; storage takes four mebibytes with all that is around the text.</summary>
    private const int MostBytes = 3_000_000;

    private readonly TableClient table = tables.GetTableClient(PeopleKeys.People);
    private readonly BlobContainerClient container = blobs.GetBlobContainerClient(PeopleKeys.Blobs);

    /// <summary>The ids of a group in their order, a page in memory at a time.</summary>
    internal async IAsyncEnumerable<string> IdsAsync(string tenant, string group, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {PeopleKeys.Partition(tenant, group)}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, PageSize, ["PartitionKey", "RowKey"], cancellationToken))
        {
            yield return row.RowKey;
        }
    }

    /// <summary>The person, and the version that a change of it names; null when the group has nobody of this id.</summary>
    internal async Task<StoredPerson?> FindAsync(string tenant, string group, string person, CancellationToken cancellationToken)
        => PeopleKeys.CanBePerson(person) && await table.FindAsync<TableEntity>(PeopleKeys.Partition(tenant, group), person, cancellationToken) is { } row
            ? new StoredPerson(await FileOfAsync(tenant, row, cancellationToken), row.ETag)
            : null;

    /// <summary>Files with their versions, as they come.</summary>
    internal async IAsyncEnumerable<StoredPerson> ReadAsync(string tenant, string group, PersonRange range, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {PeopleKeys.Partition(tenant, group)} and RowKey ge {range.First} and RowKey le {range.Last}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, PageSize, cancellationToken: cancellationToken))
        {
            yield return new StoredPerson(await FileOfAsync(tenant, row, cancellationToken), row.ETag);
            if (row.RowKey == range.Last)
            {
                // A full page names another one, which is empty.
                yield break;
            }
        }
    }

    /// <summary>Rows of a group as a list shows them, in pages.</summary>
    internal AsyncPageable<TableEntity> Query(string tenant, string group, string idPrefix, int pageSize)
        => table.QueryByPrefix<TableEntity>(PeopleKeys.Partition(tenant, group), idPrefix, pageSize: pageSize);

    internal async Task<PersonFile> FileOfAsync(string tenant, TableEntity row, CancellationToken cancellationToken)
    {
        if (PersonRows.BlobOf(row) is not { } sha256)
        {
            return PersonRows.Read(row);
        }

        var content = await container.GetBlobClient(PeopleKeys.FileBlob(tenant, sha256)).DownloadContentAsync(cancellationToken);
        return PersonRows.Read(row.RowKey, content.Value.Content.ToString());
    }

    /// <summary>Writes one file in the place of the version that was read.</summary>
    /// <returns>False when somebody else wrote it meanwhile: read it again.</returns>
    internal Task<bool> TrySaveAsync(string tenant, string group, StoredPerson person, CancellationToken cancellationToken)
        => TrySaveAsync(tenant, group, [person], cancellationToken);

    /// <summary>Writes files in as few transactions as they fit in, each whole or not at all.</summary>
    /// <returns>False when somebody else wrote one of them meanwhile; some transactions may be written then.</returns>
    internal async Task<bool> TrySaveAsync(string tenant, string group, IReadOnlyList<StoredPerson> people, CancellationToken cancellationToken)
    {
        List<TableTransactionAction> batch = [];
        var bytes = 0;
        foreach (var person in people)
        {
            var text = PersonRows.TextOf(person.File);
            var size = Encoding.UTF8.GetByteCount(text);
            if (batch.Count == MostRows || (batch.Count > 0 && bytes + size > MostBytes))
            {
                if (!await table.TryWriteAsync(batch, cancellationToken))
                {
                    return false;
                }

                (batch, bytes) = ([], 0);
            }

            var row = await RowOfAsync(tenant, group, (person.File.Person, text), cancellationToken);
            batch.Add(person.Version is { } known
                ? new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, known)
                : new TableTransactionAction(TableTransactionActionType.Add, row));
            bytes += size;
        }

        return batch.Count == 0 || await table.TryWriteAsync(batch, cancellationToken);
    }

    private async Task<TableEntity> RowOfAsync(string tenant, string group, (string Person, string Text) file, CancellationToken cancellationToken)
    {
        var partition = PeopleKeys.Partition(tenant, group);
        if (file.Text.Length <= LongText.Most)
        {
            return PersonRows.Row(partition, file.Person, file.Text);
        }

        var bytes = Encoding.UTF8.GetBytes(file.Text);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        await container.KeepAsync(PeopleKeys.FileBlob(tenant, sha256), bytes, cancellationToken);
        return PersonRows.RowOfBlob(partition, file.Person, sha256);
    }
}

/// <summary>A person as read, or as it is to be written.</summary>
/// <param name="Version">Null for a person whom the group does not know yet.</param>
internal sealed record StoredPerson(PersonFile File, ETag? Version);
