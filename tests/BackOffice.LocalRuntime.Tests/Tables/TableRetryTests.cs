using System.Net;
using System.Text;
using Azure.Data.Tables;
using BackOffice.TestKit;

namespace BackOffice.LocalRuntime.Tests.Tables;

public sealed class TableRetryTests
{
    [Fact]
    public async Task TS_35_A_page_may_be_empty_and_have_a_successor()
    {
        var storage = new ScriptedStorage(
            _ => Page("""{"value":[]}""", next: ("1!8!YQ--", "1!4!MQ--")),
            _ => Page("""{"value":[{"PartitionKey":"p","RowKey":"1"}]}""", next: ("1!8!Yg--", null)),
            _ => Page("""{"odata.metadata":"x","value":[]}""", next: (null, "1!4!Mw--")),
            _ => Page("""{"value":[{"PartitionKey":"p","RowKey":"2"}]}""", next: null));

        var rows = new List<string>();
        await foreach (var row in Sandbox.Offline(storage).QueryAsync<TableEntity>())
        {
            rows.Add(row.RowKey);
        }

        Assert.Equal(["1", "2"], rows);
        Assert.Equal(
            [string.Empty, "?NextPartitionKey=1%218%21YQ--&NextRowKey=1%214%21MQ--", "?NextPartitionKey=1%218%21Yg--", "?NextRowKey=1%214%21Mw--"],
            storage.Requests.Select(request => request.Query));
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    public async Task A_passing_fault_of_the_service_is_tried_again(HttpStatusCode status)
    {
        var storage = new ScriptedStorage(
            _ => new HttpResponseMessage(status),
            _ => throw new HttpRequestException("connection reset"),
            _ => new HttpResponseMessage(HttpStatusCode.NoContent));

        var response = await Sandbox.Offline(storage).AddEntityAsync(new TableEntity("p", "r"));

        Assert.Equal(204, response.Status);
        Assert.Equal(3, storage.Requests.Count);
    }

    [Fact]
    public async Task A_lasting_fault_is_reported_after_three_retries()
    {
        var storage = new ScriptedStorage(_ => new HttpResponseMessage(HttpStatusCode.ServiceUnavailable) { Headers = { { "x-ms-error-code", "ServerBusy" } } });

        Assert.Equal((503, "ServerBusy"), await Sandbox.RefusalOf(() => Sandbox.Offline(storage).AddEntityAsync(new TableEntity("p", "r"))));
        Assert.Equal(4, storage.Requests.Count);
    }

    [Fact]
    public async Task An_insert_whose_answer_was_lost_conflicts_with_itself()
    {
        await using var proxy = await FaultProxy.StartAsync(AzuriteFixture.FreshAccount());
        var table = new TableClient(proxy.ConnectionString, "Ledger", new TableClientOptions { Retry = { Delay = TimeSpan.FromMilliseconds(1) } });
        await table.CreateIfNotExistsAsync();
        proxy.Decide(request => request.WriteOrdinal == 2 ? ProxyVerdict.LoseAnswer : ProxyVerdict.Pass);

        Assert.Equal((409, "EntityAlreadyExists"), await Sandbox.RefusalOf(() => table.AddEntityAsync(new TableEntity("p", "r"))));
        Assert.True((await table.GetEntityIfExistsAsync<TableEntity>("p", "r")).HasValue);
    }

    [Fact]
    public async Task A_transaction_whose_answer_was_lost_conflicts_with_itself()
    {
        await using var proxy = await FaultProxy.StartAsync(AzuriteFixture.FreshAccount());
        var table = new TableClient(proxy.ConnectionString, "Ledger", new TableClientOptions { Retry = { Delay = TimeSpan.FromMilliseconds(1) } });
        await table.CreateIfNotExistsAsync();
        proxy.Decide(request => request.WriteOrdinal == 2 ? ProxyVerdict.LoseAnswer : ProxyVerdict.Pass);

        var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync([Sandbox.Add("p", "1"), Sandbox.Add("p", "2")]));

        Assert.Equal((409, "EntityAlreadyExists", 0), (failure.Status, failure.ErrorCode, failure.FailedTransactionActionIndex));
    }

    [Fact]
    public async Task A_truncated_answer_to_a_transaction_is_tried_again_or_reported()
    {
        await using var proxy = await FaultProxy.StartAsync(AzuriteFixture.FreshAccount());
        var table = new TableClient(proxy.ConnectionString, "Ledger", new TableClientOptions { Retry = { Delay = TimeSpan.FromMilliseconds(1) } });
        await table.CreateIfNotExistsAsync();
        proxy.Decide(request => request.WriteOrdinal == 2 ? ProxyVerdict.TruncateAnswer : ProxyVerdict.Pass);

        Assert.Equal((409, "EntityAlreadyExists"), await Sandbox.RefusalOf(() => table.SubmitTransactionAsync([Sandbox.Add("p", "1"), Sandbox.Add("p", "2")])));
        Assert.Equal(3, proxy.WriteCount);
    }

    [Fact]
    public async Task A_transaction_is_one_write_named_by_its_table()
    {
        await using var proxy = await FaultProxy.StartAsync(AzuriteFixture.FreshAccount());
        var table = new TableClient(proxy.ConnectionString, "Ledger");
        await table.CreateIfNotExistsAsync();

        await table.SubmitTransactionAsync(Enumerable.Range(0, 100).Select(number => Sandbox.Add("p", $"{number}")));
        await table.GetEntityAsync<TableEntity>("p", "7");

        Assert.Equal((2, 3), (proxy.WriteCount, proxy.RequestCount));
        Assert.True(proxy.Writes[1] is { IsTransaction: true, Container: "Ledger" });
    }

    private static HttpResponseMessage Page(string json, (string? Partition, string? Row)? next)
    {
        var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        if (next?.Partition is { } partition)
        {
            response.Headers.Add("x-ms-continuation-NextPartitionKey", partition);
        }

        if (next?.Row is { } row)
        {
            response.Headers.Add("x-ms-continuation-NextRowKey", row);
        }

        return response;
    }
}
