using System.Diagnostics.CodeAnalysis;
using Azure.Core;
using Azure.Data.Tables.Entities;
using Azure.Data.Tables.Models;
using Azure.Data.Tables.Rest;

namespace Azure.Data.Tables;

/// <summary>The tables of one account.</summary>
public class TableServiceClient
{
    private readonly TableService? service;

    public TableServiceClient(string connectionString)
        : this(connectionString, options: null)
    {
    }

    public TableServiceClient(string connectionString, TableClientOptions? options = null)
        => service = TableService.Create(connectionString, options);

    public TableServiceClient(Uri endpoint, TokenCredential tokenCredential, TableClientOptions? options = null)
        => service = TableService.Create(endpoint, tokenCredential, options);

    /// <summary>For a test's own subclass.</summary>
    protected TableServiceClient()
    {
    }

    public virtual string AccountName => Service.Account;

    public virtual Uri Uri => Service.Endpoint;

    private TableService Service => service ?? throw new InvalidOperationException("A client without an account answers only what its subclass overrides.");

    public virtual TableClient GetTableClient(string tableName) => new(Service, tableName);

    public virtual Task<Response<TableItem>> CreateTableIfNotExistsAsync(string tableName, CancellationToken cancellationToken = default)
        => GetTableClient(tableName).CreateIfNotExistsAsync(cancellationToken);

    /// <summary>A table that is not there is no error.</summary>
    public virtual Task<Response> DeleteTableAsync(string tableName, CancellationToken cancellationToken = default)
        => GetTableClient(tableName).DeleteAsync(cancellationToken);
}
