using System.Collections.Concurrent;
using Azure;
using Azure.Data.Tables;
using BackOffice.Http;
using BackOffice.Storage;

namespace BackOffice.Tenancy;

/// <summary>The tenants, one row each; read through a short memory because every document and request asks for its tenant.</summary>
public sealed class TenantStore(TableServiceClient tables, TimeProvider time)
{
    public const string TableName = "Tenants";

    private const string Partition = "tenants";
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(30);

    private readonly TableClient table = tables.GetTableClient(TableName);
    private readonly ConcurrentDictionary<string, (Tenant Tenant, DateTimeOffset Until)> memory = new(StringComparer.Ordinal);

    /// <summary>The tenant, or null when there is none of that id.</summary>
    public async Task<Tenant?> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (Tenant.ProblemWithId(id) is not null)
        {
            return null;
        }

        if (memory.TryGetValue(id, out var known) && known.Until > time.GetUtcNow())
        {
            return known.Tenant;
        }

        var row = await table.GetEntityIfExistsAsync<TableEntity>(Partition, id, cancellationToken: cancellationToken);
        return row.HasValue ? Remember(ToTenant(row.Value!)) : null;
    }

    /// <summary>The tenant of a request.</summary>
    /// <exception cref="RefusedException">404 not-found: there is none of that id.</exception>
    public async Task<Tenant> RequireAsync(string id, CancellationToken cancellationToken)
        => await FindAsync(id, cancellationToken) ?? throw RefusedException.NotFound($"There is no tenant '{id}'.");

    public async Task<IReadOnlyList<Tenant>> ListAsync(CancellationToken cancellationToken)
    {
        List<Tenant> tenants = [];
        await foreach (var row in table.QueryAsync<TableEntity>($"PartitionKey eq '{Partition}'", cancellationToken: cancellationToken))
        {
            tenants.Add(ToTenant(row));
        }

        return tenants;
    }

    /// <summary>Adds the tenant; a second call with the same values changes nothing.</summary>
    /// <returns>The tenant that holds the id: another one when its values differ.</returns>
    public async Task<Tenant> AddAsync(Tenant tenant, CancellationToken cancellationToken)
    {
        try
        {
            await table.AddEntityAsync(ToRow(tenant), cancellationToken);
            return Remember(tenant);
        }
        catch (RequestFailedException exists) when (exists.Status == 409)
        {
            var row = await table.GetEntityIfExistsAsync<TableEntity>(Partition, tenant.Id, cancellationToken: cancellationToken);
            return ToTenant(row.Value!);
        }
    }

    private Tenant Remember(Tenant tenant)
    {
        memory[tenant.Id] = (tenant, time.GetUtcNow() + Remembered);
        return tenant;
    }

    private static TableEntity ToRow(Tenant tenant) => new(Partition, tenant.Id)
    {
        ["SchemaVersion"] = 1,
        ["Name"] = tenant.Name,
        ["Country"] = tenant.Country,
        ["Zone"] = tenant.Zone,
    };

    private static Tenant ToTenant(TableEntity row)
        => new(row.RowKey, row.Text("Name"), row.Text("Country"), row.Text("Zone"));
}
