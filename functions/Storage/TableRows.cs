using Azure;
using Azure.Data.Tables;

namespace BackOffice.Storage;

/// <summary>What every store does with its table.</summary>
internal static class TableRows
{
    extension(TableClient table)
    {
        /// <summary>The row, or null.</summary>
        public async Task<T?> FindAsync<T>(string partition, string rowKey, CancellationToken cancellationToken)
            where T : class, ITableEntity
        {
            var row = await table.GetEntityIfExistsAsync<T>(partition, rowKey, cancellationToken: cancellationToken);
            return row.HasValue ? row.Value : null;
        }

        /// <summary>Rows of a partition whose key begins so, in order, with a further condition in OData or none.</summary>
        public AsyncPageable<T> QueryByPrefix<T>(string partition, string keyPrefix, string? condition = null, int? pageSize = null)
            where T : class, ITableEntity
        {
            var range = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {keyPrefix} and RowKey lt {keyPrefix + "~"}");
            return table.QueryAsync<T>(condition is null ? range : $"{range} and ({condition})", pageSize);
        }

        /// <summary>Writes rows of one partition, whole or not at all. They have their new ETag then, and can be written again.</summary>
        /// <returns>False when somebody else wrote one of them meanwhile: read again.</returns>
        public async Task<bool> TryWriteAsync(IReadOnlyList<TableTransactionAction> rows, CancellationToken cancellationToken)
        {
            try
            {
                var answers = await table.SubmitTransactionAsync(rows, cancellationToken);
                foreach (var (row, answer) in rows.Zip(answers.Value))
                {
                    row.Entity.ETag = answer.Headers.ETag ?? default;
                }

                return true;
            }
            catch (RequestFailedException moved) when (moved.Status is 404 or 409 or 412)
            {
                return false;
            }
        }

        /// <summary>Adds a row; false when it is there already.</summary>
        public async Task<bool> TryAddAsync(ITableEntity row, CancellationToken cancellationToken)
        {
            try
            {
                await table.AddEntityAsync(row, cancellationToken);
                return true;
            }
            catch (RequestFailedException exists) when (exists.Status == 409)
            {
                return false;
            }
        }
    }

    extension(TableEntity row)
    {
        /// <summary>A text of a row of our own, which is there.</summary>
        /// <exception cref="InvalidDataException">The row has no such text: it is none of ours, or was damaged.</exception>
        public string Text(string property)
            => row.GetString(property) ?? throw new InvalidDataException($"A row without {property}.");
    }
}
