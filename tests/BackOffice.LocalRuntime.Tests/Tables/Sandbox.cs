using Azure;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using BackOffice.TestKit;

namespace BackOffice.LocalRuntime.Tests.Tables;

/// <summary>A table of an account of its own.</summary>
internal static class Sandbox
{
    public static async Task<TableClient> NewTableAsync(Action<TableClientOptions>? configure = null)
    {
        var options = new TableClientOptions();
        configure?.Invoke(options);
        var table = new TableServiceClient(AzuriteFixture.FreshAccount(), options).GetTableClient("Ledger");
        await table.CreateIfNotExistsAsync();
        return table;
    }

    /// <summary>A client whose requests never leave the process.</summary>
    public static TableClient Offline(HttpMessageHandler handler)
        => new("UseDevelopmentStorage=true", "Ledger", new TableClientOptions
        {
            Transport = new HttpClientTransport(handler),
            Retry = { Delay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(5) },
        });

    public static async Task<(int Status, string? ErrorCode)> RefusalOf(Func<Task> operation)
    {
        var failure = await Assert.ThrowsAnyAsync<RequestFailedException>(operation);
        return (failure.Status, failure.ErrorCode);
    }

    public static TableTransactionAction Add(string partition, string row)
        => new(TableTransactionActionType.Add, new TableEntity(partition, row));
}

/// <summary>Answers from a script, and keeps the requests.</summary>
internal sealed class ScriptedStorage(params Func<HttpRequestMessage, HttpResponseMessage>[] answers) : HttpMessageHandler
{
    private int next;

    public List<Uri> Requests { get; } = [];

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests.Add(request.RequestUri!);
        return Task.FromResult(answers[Math.Min(next++, answers.Length - 1)](request));
    }
}
