using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using BackOffice.LocalRuntime.Storage;

namespace BackOffice.LocalRuntime.Tests.Tables;

/// <summary>The same requests with nothing between them and HttpClient: what any table client costs at least.</summary>
internal sealed class RawTable(string connectionString, string table) : IDisposable
{
    private readonly StorageConnectionString account = StorageConnectionString.Parse(connectionString);
    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false });

    public Task InsertAsync(string partition, string row, string text)
        => SendAsync(HttpMethod.Post, $"/{table}", Json(Entity(partition, row, text)));

    public Task ReadAsync(string partition, string row)
        => SendAsync(HttpMethod.Get, $"/{table}(PartitionKey='{partition}',RowKey='{row}')", content: null);

    public Task InsertAllAsync(string partition, IEnumerable<string> rows, string text)
    {
        var body = new StringBuilder("--batch_1\r\nContent-Type: multipart/mixed; boundary=changeset_1\r\n\r\n");
        foreach (var row in rows)
        {
            body.Append(CultureInfo.InvariantCulture, $"--changeset_1\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\nPOST {account.TableEndpoint}/{table} HTTP/1.1\r\nAccept: application/json;odata=minimalmetadata\r\nDataServiceVersion: 3.0;\r\nPrefer: return-no-content\r\nContent-Type: application/json\r\n\r\n{Entity(partition, row, text)}\r\n");
        }

        var content = new StringContent(body.Append("--changeset_1--\r\n--batch_1--\r\n").ToString());
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/mixed; boundary=batch_1");
        return SendAsync(HttpMethod.Post, "/$batch", content);
    }

    public void Dispose() => http.Dispose();

    private static string Entity(string partition, string row, string text)
        => $$"""{"PartitionKey":"{{partition}}","RowKey":"{{row}}","Text":"{{text}}","Amount@odata.type":"Edm.Int64","Amount":"199900","Kind":"Invoice"}""";

    private static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");

    private async Task SendAsync(HttpMethod method, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, new Uri($"{account.TableEndpoint}{path}")) { Content = content };
        var date = DateTime.UtcNow.ToString("R", CultureInfo.InvariantCulture);
        var signature = HMACSHA256.HashData(Convert.FromBase64String(account.AccountKey), Encoding.UTF8.GetBytes($"{date}\n/{account.AccountName}{request.RequestUri!.AbsolutePath}"));
        request.Headers.TryAddWithoutValidation("x-ms-date", date);
        request.Headers.TryAddWithoutValidation("x-ms-version", "2020-12-06");
        request.Headers.TryAddWithoutValidation("Accept", "application/json;odata=minimalmetadata");
        request.Headers.TryAddWithoutValidation("DataServiceVersion", "3.0");
        request.Headers.TryAddWithoutValidation("Prefer", "return-no-content");
        request.Headers.TryAddWithoutValidation("Authorization", $"SharedKeyLite {account.AccountName}:{Convert.ToBase64String(signature)}");
        using var response = await http.SendAsync(request);
        await response.Content.ReadAsByteArrayAsync();
        Assert.True(response.StatusCode is HttpStatusCode.OK or HttpStatusCode.NoContent or HttpStatusCode.Accepted, $"{response.StatusCode}");
    }
}
