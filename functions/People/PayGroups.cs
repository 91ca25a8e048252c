using Azure;
using Azure.Data.Tables;
using BackOffice.People.Domain;
using BackOffice.Storage;
using NodaTime;

namespace BackOffice.People;

/// <summary>The pay groups of tenants, and the pay elements that tenants define for themselves.</summary>
public sealed class PayGroups(TableServiceClient tables)
{
    private const string Text = "Text";

    private readonly TableClient table = tables.GetTableClient(PeopleKeys.Groups);
    private readonly ElementCatalog shipped = ShippedElements.Read();

    /// <summary>The group on a day, as known at an instant; null when there is none, or was none then.</summary>
    internal async Task<PayGroup?> FindAsync(string tenant, string group, LocalDate day, DateTimeOffset knownAt, CancellationToken cancellationToken)
        => (await FindFileAsync(tenant, group, cancellationToken))?.File.On(day, knownAt);

    /// <summary>All that was said of a group, and its version in the store.</summary>
    internal async Task<(PayGroupFile File, ETag Version)?> FindFileAsync(string tenant, string group, CancellationToken cancellationToken)
        => Tenancy.Tenant.ProblemWithId(group) is null && await table.FindAsync<TableEntity>(tenant, PeopleKeys.Group(group), cancellationToken) is { } row
            ? (FileOf(row), row.ETag)
            : null;

    /// <summary>The groups of a tenant, by id.</summary>
    internal async Task<IReadOnlyList<PayGroupFile>> ListAsync(string tenant, CancellationToken cancellationToken)
    {
        List<PayGroupFile> groups = [];
        await foreach (var row in table.QueryByPrefix<TableEntity>(tenant, PeopleKeys.GroupPrefix).WithCancellation(cancellationToken))
        {
            groups.Add(FileOf(row));
        }

        return groups;
    }

    /// <summary>The pay elements that a tenant can give: the program's and its own.</summary>
    internal async Task<ElementCatalog> ElementsOfAsync(string tenant, CancellationToken cancellationToken)
        => (await ElementFileAsync(tenant, cancellationToken)).KnownAt(DateTimeOffset.MaxValue);

    /// <summary>All that was ever said of the pay elements of a tenant.</summary>
    internal async Task<ElementFile> ElementFileAsync(string tenant, CancellationToken cancellationToken)
    {
        List<PayElementDefinition> own = [];
        await foreach (var row in table.QueryByPrefix<TableEntity>(tenant, PeopleKeys.ElementPrefix).WithCancellation(cancellationToken))
        {
            own.AddRange(RowJson.Read<List<PayElementDefinition>>(row.Text(Text)));
        }

        return new ElementFile(shipped, own);
    }

    /// <summary>A tenant's own definitions of one element, by their first days.</summary>
    internal async Task<(IReadOnlyList<PayElementDefinition> Definitions, ETag? Version)> OwnElementAsync(string tenant, string code, CancellationToken cancellationToken)
        => await table.FindAsync<TableEntity>(tenant, PeopleKeys.ElementPrefix + code, cancellationToken) is { } row
            ? (RowJson.Read<List<PayElementDefinition>>(row.Text(Text)), row.ETag)
            : ([], null);

    /// <returns>False when somebody else wrote it meanwhile.</returns>
    internal Task<bool> TrySaveElementAsync(string tenant, IReadOnlyList<PayElementDefinition> definitions, ETag? version, CancellationToken cancellationToken)
        => TryWriteAsync(new TableEntity(tenant, PeopleKeys.ElementPrefix + definitions[0].Code) { ["SchemaVersion"] = 1, [Text] = RowJson.Write(definitions) }, version, cancellationToken);

    /// <returns>False when somebody else wrote it meanwhile.</returns>
    internal Task<bool> TrySaveAsync(string tenant, PayGroupFile file, ETag? version, CancellationToken cancellationToken)
    {
        var row = new TableEntity(tenant, PeopleKeys.Group(file.Versions[0].Group.Id)) { ["SchemaVersion"] = 1 };
        LongText.Write(row, Text, RowJson.Write(file.Versions));
        return TryWriteAsync(row, version, cancellationToken);
    }

    /// <returns>False when somebody else wrote it meanwhile.</returns>
    internal async Task<bool> TryDeleteAsync(string tenant, string group, ETag version, CancellationToken cancellationToken)
    {
        try
        {
            await table.DeleteEntityAsync(tenant, PeopleKeys.Group(group), version, cancellationToken);
            return true;
        }
        catch (RequestFailedException moved) when (moved.Status == 412)
        {
            return false;
        }
    }

    private async Task<bool> TryWriteAsync(TableEntity row, ETag? version, CancellationToken cancellationToken)
    {
        try
        {
            await (version is { } known ? table.UpdateEntityAsync(row, known, TableUpdateMode.Replace, cancellationToken) : table.AddEntityAsync(row, cancellationToken));
            return true;
        }
        catch (RequestFailedException moved) when (moved.Status is 409 or 412)
        {
            return false;
        }
    }

    private static PayGroupFile FileOf(TableEntity row)
        => new(RowJson.Read<List<PayGroupVersion>>(LongText.Read(row, Text) ?? throw new InvalidDataException("A pay group without versions.")));
}
