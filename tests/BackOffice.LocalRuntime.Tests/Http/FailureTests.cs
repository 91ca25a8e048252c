using System.Globalization;
using System.Net;
using BackOffice.LocalRuntime.Tests.Hosting;
using BackOffice.TestKit;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace BackOffice.LocalRuntime.Tests.Http;

public sealed class FailureTests
{
    [Fact]
    public async Task H_8_A_failed_function_answers_500_and_tells_nothing()
    {
        await using var app = await new TestApp(typeof(EchoFunctions)).StartAsync();

        var answer = await app.AskAsync("api/fails");

        Assert.Equal(HttpStatusCode.InternalServerError, answer.Status);
        Assert.Empty(answer.Body);
    }

    [Fact]
    public async Task H_8_A_body_that_cannot_be_read_is_a_failure_of_the_function()
    {
        await using var app = await new TestApp(typeof(EchoFunctions)).StartAsync();

        var answer = await app.SendAsync(HttpMethod.Post, "api/orders", "{ not json");

        Assert.Equal(HttpStatusCode.InternalServerError, answer.Status);
        Assert.Empty(answer.Body);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task H_9_A_body_over_the_limit_is_413_whether_its_length_is_told_or_not(bool tellsLength)
    {
        await using var app = await new TestApp(typeof(EchoFunctions)) { Args = ["--FUNCTIONS_REQUEST_BODY_SIZE_LIMIT=1000"] }.StartAsync();

        Assert.Equal(HttpStatusCode.NoContent, await PostAsync(app, 900, tellsLength));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PostAsync(app, 1001, tellsLength));
    }

    [Fact]
    public async Task H_9_The_limit_is_100_MiB()
    {
        await using var app = await new TestApp(typeof(EchoFunctions)).StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("api/reads", UriKind.Relative)) { Content = new ByteArrayContent([]) };
        request.Content.Headers.ContentLength = 104_857_601;
        request.Headers.ExpectContinue = true;

        Assert.Equal(104_857_600L, LocalRuntime.Hosting.RuntimeServer.DefaultBodyLimit);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await StatusAsync(app, request));
    }

    [Fact]
    public async Task H_10_More_requests_than_allowed_are_429()
    {
        await using var app = await new TestApp(typeof(WaitingFunction)) { Args = ["--AzureFunctionsJobHost__extensions__http__maxOutstandingRequests=1"] }.StartAsync();
        WaitingFunction.Reset();
        var first = app.AskAsync("api/waits");
        await WaitingFunction.EnteredAsync();

        Assert.Equal(HttpStatusCode.TooManyRequests, (await app.AskAsync("api/waits")).Status);

        WaitingFunction.LetGo();
        Assert.Equal(HttpStatusCode.OK, (await first).Status);
    }

    private static async Task<HttpStatusCode> PostAsync(AppRunner app, int length, bool tellsLength)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("api/reads", UriKind.Relative)) { Content = new ByteArrayContent(new byte[length]) };
        request.Headers.TransferEncodingChunked = !tellsLength;
        request.Headers.ExpectContinue = true;
        return await StatusAsync(app, request);
    }

    private static async Task<HttpStatusCode> StatusAsync(AppRunner app, HttpRequestMessage request)
    {
        using var response = await app.Client.SendAsync(request);
        return response.StatusCode;
    }
}

public sealed class WaitingFunction
{
    private static TaskCompletionSource entered = new();
    private static TaskCompletionSource gate = new();

    internal static Task EnteredAsync() => entered.Task.WaitAsync(TimeSpan.FromMinutes(1));

    internal static void Reset() => (entered, gate) = (new(TaskCreationOptions.RunContinuationsAsynchronously), new(TaskCreationOptions.RunContinuationsAsynchronously));

    internal static void LetGo() => gate.SetResult();

    [Function("Waits")]
    public async Task<string> WaitsAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request)
    {
        var open = gate.Task;
        entered.TrySetResult();
        await open;
        return request.Method;
    }
}
