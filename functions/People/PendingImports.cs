using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using BackOffice.People.Domain;
using BackOffice.Storage;

namespace BackOffice.People;

/// <summary>
/// Imports that are decided and not yet written to every person. Whoever meets one finishes it: who sent it, who sends it again,
/// a pay run that plans its shards, the sweep. Writing twice changes nothing, because a file knows which imports are in it.
/// </summary>
public sealed class PendingImports(PersonTable people, TableServiceClient tables, BlobServiceClient blobs)
{
    /// <summary>People read, and written, at once.</summary>
    private const int Chunk = 100;

    /// <summary>How often others may come in between.</summary>
    private const int MostTries = 20;

    private readonly TableClient table = tables.GetTableClient(PeopleKeys.Imports);
    private readonly BlobContainerClient container = blobs.GetBlobContainerClient(PeopleKeys.Blobs);

    internal Task<ImportHead?> FindAsync(string tenant, string import, CancellationToken cancellationToken)
        => table.FindAsync<ImportHead>(tenant, ImportHead.KeyOf(import), cancellationToken);

    /// <summary>Decides an import: its content is kept first, then one transaction makes it true. Again is harmless.</summary>
    /// <returns>The import as it was decided first.</returns>
    internal async Task<ImportHead> DecideAsync(string tenant, ImportHead head, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        await container.KeepAsync(PeopleKeys.ImportBlob(tenant, head.Id), content, cancellationToken);
        try
        {
            await table.SubmitTransactionAsync(
                [
                    new TableTransactionAction(TableTransactionActionType.Add, head),
                    new TableTransactionAction(TableTransactionActionType.Add, new TableEntity(tenant, ImportHead.PendingOf(head.Group, head.Id)) { ["SchemaVersion"] = 1 }),
                ],
                cancellationToken);
        }
        catch (RequestFailedException exists) when (exists.Status == 409)
        {
            // Decided by an earlier try, whose instant stands.
        }

        return await FindAsync(tenant, head.Id, cancellationToken) ?? throw new InvalidOperationException("An import that was decided is gone.");
    }

    /// <summary>Finishes what is pending in a group; in all groups of the tenant when none is named.</summary>
    internal async Task FinishAsync(string tenant, string? group, CancellationToken cancellationToken)
    {
        var prefix = group is null ? ImportHead.PendingPrefix : ImportHead.PendingOf(group, "");
        await foreach (var pending in table.QueryByPrefix<TableEntity>(tenant, prefix).WithCancellation(cancellationToken))
        {
            var import = pending.RowKey[(pending.RowKey.LastIndexOf('|') + 1)..];
            var head = await FindAsync(tenant, import, cancellationToken) ?? throw new InvalidOperationException("A pending import has no head.");
            await ApplyAsync(tenant, head, cancellationToken);
        }
    }

    /// <summary>Writes an import to every person, then marks it as applied.</summary>
    internal async Task ApplyAsync(string tenant, ImportHead head, CancellationToken cancellationToken)
    {
        if (head.IsApplied)
        {
            return;
        }

        var content = await container.FindAsync(PeopleKeys.ImportBlob(tenant, head.Id), cancellationToken) ?? throw new InvalidOperationException("The content of an import is gone.");
        var scribe = new Scribe(head.By, head.At, head.Reason, SourceOf(head.Id));
        foreach (var chunk in head.Read(content).ByPerson().Chunk(Chunk))
        {
            await WriteAsync((tenant, head.Group), chunk, scribe, cancellationToken);
        }

        await MarkAppliedAsync(tenant, head, cancellationToken);
    }

    internal static string SourceOf(string import) => $"import:{import}";

    /// <summary>The files of people as they stand, empty for those whom the group does not know.</summary>
    internal async Task<Dictionary<string, StoredPerson>> ReadAsync((string Tenant, string Group) place, IReadOnlyCollection<string> persons, CancellationToken cancellationToken)
    {
        var known = persons.ToDictionary(person => person, person => new StoredPerson(PersonFile.Empty(person), Version: null), StringComparer.Ordinal);
        var range = new PersonRange(persons.Min(StringComparer.Ordinal)!, persons.Max(StringComparer.Ordinal)!, persons.Count);
        await foreach (var stored in people.ReadAsync(place.Tenant, place.Group, range, cancellationToken))
        {
            if (known.ContainsKey(stored.File.Person))
            {
                known[stored.File.Person] = stored;
            }
        }

        return known;
    }

    private async Task WriteAsync((string Tenant, string Group) place, IReadOnlyList<(string Person, IReadOnlyList<ImportRow> Rows)> chunk, Scribe scribe, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            var known = await ReadAsync(place, [.. chunk.Select(entry => entry.Person)], cancellationToken);
            var changed = chunk.Select(entry => (Before: known[entry.Person], ImportPlan.Of(known[entry.Person].File, entry.Rows, frame: null, scribe).After))
                .Where(entry => !ReferenceEquals(entry.Before.File, entry.After))
                .Select(entry => entry.Before with { File = entry.After })
                .ToList();
            if (await people.TrySaveAsync(place.Tenant, place.Group, changed, cancellationToken))
            {
                return;
            }
        }

        throw new InvalidOperationException("People were changed by others again and again while they were imported; the import goes on later.");
    }

    private async Task MarkAppliedAsync(string tenant, ImportHead head, CancellationToken cancellationToken)
    {
        head.IsApplied = true;
        try
        {
            await table.SubmitTransactionAsync(
                [
                    new TableTransactionAction(TableTransactionActionType.UpdateReplace, head, head.ETag),
                    new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(tenant, ImportHead.PendingOf(head.Group, head.Id)), ETag.All),
                ],
                cancellationToken);
        }
        catch (RequestFailedException done) when (done.Status is 404 or 412)
        {
            // Somebody else finished it at the same time.
        }
    }
}
