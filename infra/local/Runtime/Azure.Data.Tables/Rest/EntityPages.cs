using System.Text.Json;
using Azure.Core;
using Azure.Data.Tables.Entities;

namespace Azure.Data.Tables.Rest;

/// <summary>A query's result. A page may be empty and still have a successor (TS-35): only a missing token ends it.</summary>
internal sealed class EntityPages<T>(TableService service, EntityQuery query, CancellationToken cancellationToken) : AsyncPageable<T>
    where T : class, ITableEntity
{
    public override async IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
    {
        do
        {
            using var message = CreateMessage(continuationToken, pageSizeHint ?? query.MaxPerPage);
            var response = await service.SendAsync(message, accepted: 0, cancellationToken);
            continuationToken = NextToken(response);
            yield return Page<T>.FromValues(Read(response), continuationToken, response);
        }
        while (continuationToken is not null);
    }

    private static string? NextToken(Response response)
    {
        var hasPartition = response.Headers.TryGetValue("x-ms-continuation-NextPartitionKey", out var partition);
        return response.Headers.TryGetValue("x-ms-continuation-NextRowKey", out var row) || hasPartition ? $"{partition} {row}" : null;
    }

    private static List<T> Read(Response response)
    {
        var entities = new List<T>();
        var shape = EntityShape.Of(typeof(T));
        var reader = new Utf8JsonReader(response.Content.ToMemory().Span);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isValue = reader.ValueTextEquals("value"u8);
            reader.Read();
            if (!isValue)
            {
                reader.Skip();
                continue;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
            {
                entities.Add((T)shape.Read(ref reader));
            }
        }

        return entities;
    }

    private HttpMessage CreateMessage(string? continuationToken, int? pageSize)
    {
        var message = service.CreateMessage(RequestMethod.Get, TablePath.Query(query.Table));
        var uri = message.Request.Uri;
        Append("$filter", query.Filter);
        Append("$select", query.Select);
        Append("$top", pageSize?.ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (continuationToken?.Split(' ', 2) is { } token)
        {
            Append("NextPartitionKey", token[0]);
            Append("NextRowKey", token.Length > 1 ? token[1] : null);
        }

        return message;

        void Append(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                uri.AppendQuery(name, value, escapeValue: true);
            }
        }
    }
}

/// <summary>What a query asks.</summary>
internal sealed record EntityQuery(string Table, string? Filter, string? Select, int? MaxPerPage);
