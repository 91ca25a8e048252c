using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using BackOffice.LocalRuntime.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace BackOffice.TestKit;

/// <summary>
/// Stands between an app and its storage account, counts and names what is written, and breaks what a test wants
/// broken. An app behind it can lose its power cord (<see cref="Cut"/>) while storage lives on.
/// </summary>
public sealed class FaultProxy : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly HttpMessageInvoker upstream = new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        ActivityHeadersPropagator = null,
        MaxConnectionsPerServer = 256,
    });

    private readonly CancellationTokenSource cord = new();
    private readonly ConcurrentQueue<ProxiedRequest> writes = new();
    private readonly StorageConnectionString account;
    private Dictionary<int, ProxyRoute> routes = [];
    private volatile Func<ProxiedRequest, ProxyVerdict> hook;
    private int requestCount;
    private int writeCount;

    private FaultProxy(StorageConnectionString account, Func<ProxiedRequest, ProxyVerdict>? hook)
    {
        this.account = account;
        this.hook = hook ?? (_ => ProxyVerdict.Pass);
        app = CreateApp();
        app.Run(HandleAsync);
        ConnectionString = string.Empty;
    }

    /// <summary>The same account, seen through the proxy.</summary>
    public string ConnectionString { get; private set; }

    /// <summary>All requests so far, refused ones included.</summary>
    public int RequestCount => Volatile.Read(ref requestCount);

    /// <summary>All writes so far, refused ones included. A table transaction is one; taking a message off a queue is a read here.</summary>
    public int WriteCount => Volatile.Read(ref writeCount);

    /// <summary>The writes in the order in which they came.</summary>
    public IReadOnlyList<ProxiedRequest> Writes => [.. writes];

    public bool IsCut => cord.IsCancellationRequested;

    /// <param name="connectionString">The account behind the proxy, path-style as Azurite has it.</param>
    /// <param name="hook">Decides on each request before it is sent; null passes all. Called on many threads.</param>
    public static async Task<FaultProxy> StartAsync(string connectionString, Func<ProxiedRequest, ProxyVerdict>? hook = null)
    {
        var proxy = new FaultProxy(StorageConnectionString.Parse(connectionString), hook);
        await proxy.app.StartAsync();
        proxy.AssignPorts();
        return proxy;
    }

    /// <summary>Replaces the hook from the next request on.</summary>
    public void Decide(Func<ProxiedRequest, ProxyVerdict> verdict) => hook = verdict;

    /// <summary>
    /// From now on every connection breaks, those with a request under way too. What storage already has it may still do;
    /// a request whose hook returns <see cref="ProxyVerdict.LoseAnswer"/> is done for certain.
    /// </summary>
    public void Cut() => cord.Cancel();

    public async ValueTask DisposeAsync()
    {
        Cut();
        await app.StopAsync();
        await app.DisposeAsync();
        upstream.Dispose();
        cord.Dispose();
    }

    private static WebApplication CreateApp()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.AllowSynchronousIO = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            for (var service = 0; service < 3; service++)
            {
                kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
            }
        });
        return builder.Build();
    }

    private void AssignPorts()
    {
        var ports = app.Urls.Select(url => new Uri(url).Port).ToArray();
        routes = new()
        {
            [ports[0]] = new ProxyRoute("blob", account.BlobEndpoint),
            [ports[1]] = new ProxyRoute("queue", account.QueueEndpoint),
            [ports[2]] = new ProxyRoute("table", account.TableEndpoint),
        };
        ConnectionString = StorageConnectionString.ForPorts(account.AccountName, account.AccountKey, new AzuritePorts(ports[0], ports[1], ports[2])).ToString();
    }

    private async Task HandleAsync(HttpContext context)
    {
        if (IsCut)
        {
            context.Abort();
            return;
        }

        var route = routes[context.Connection.LocalPort];
        var request = await DescribeAsync(context, route);
        var verdict = hook(request);

        // What must reach storage still does when the hook itself cuts the cord.
        using var cutting = verdict.IsDoneByStorage
            ? default
            : cord.Token.UnsafeRegister(static state => ((HttpContext)state!).Abort(), context);
        try
        {
            await ApplyAsync(verdict, context, route);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
        {
            context.Abort();
        }
    }

    private async Task<ProxiedRequest> DescribeAsync(HttpContext context, ProxyRoute route)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var method = context.Request.Headers.TryGetValue("X-HTTP-Method", out var tunnelled) ? tunnelled.ToString() : context.Request.Method;
        var isWrite = method is "PUT" or "POST" or "DELETE" or "MERGE" or "PATCH";
        var container = await ContainerName.OfAsync(context.Request, route, target);
        var request = new ProxiedRequest(
            route.Service,
            method,
            target,
            container,
            Interlocked.Increment(ref requestCount),
            isWrite ? Interlocked.Increment(ref writeCount) : 0);
        if (isWrite)
        {
            writes.Enqueue(request);
        }

        return request;
    }

    private async Task ApplyAsync(ProxyVerdict verdict, HttpContext context, ProxyRoute route)
    {
        switch (verdict.Action)
        {
            case ProxyAction.Pass:
                using (var answer = await SendAsync(context, route, cord.Token))
                {
                    await RelayAsync(answer, context);
                }

                break;
            case ProxyAction.TruncateAnswer:
                using (var answer = await SendAsync(context, route, CancellationToken.None))
                {
                    await TruncateAsync(answer, context);
                }

                break;
            case ProxyAction.LoseAnswer:
                using (var answer = await SendAsync(context, route, CancellationToken.None))
                {
                    await answer.Content.CopyToAsync(Stream.Null);
                    context.Abort();
                }

                break;
            case ProxyAction.Answer:
                await AnswerAsync(verdict, context);
                break;
            case ProxyAction.Stall:
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
                break;
            default:
                context.Abort();
                break;
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpContext context, ProxyRoute route, CancellationToken cancellationToken)
    {
        using var message = ProxyMessage.Create(context.Request, route);
        return await upstream.SendAsync(message, cancellationToken);
    }

    private static async Task RelayAsync(HttpResponseMessage answer, HttpContext context)
    {
        ProxyMessage.CopyHead(answer, context.Response);
        if (answer.StatusCode is not (HttpStatusCode.NoContent or HttpStatusCode.NotModified))
        {
            await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
        }
    }

    private static async Task TruncateAsync(HttpResponseMessage answer, HttpContext context)
    {
        var body = await answer.Content.ReadAsByteArrayAsync();
        ProxyMessage.CopyHead(answer, context.Response);
        await context.Response.Body.WriteAsync(body.AsMemory(0, body.Length / 2));
        await context.Response.Body.FlushAsync();
        context.Abort();
    }

    private static async Task AnswerAsync(ProxyVerdict verdict, HttpContext context)
    {
        await context.Request.Body.CopyToAsync(Stream.Null);
        context.Response.StatusCode = verdict.Status;
        if (verdict.RetryAfter is { } wait)
        {
            context.Response.Headers.RetryAfter = wait.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        }
    }
}

/// <summary>One service of the account behind the proxy.</summary>
internal sealed record ProxyRoute(string Service, Uri Endpoint)
{
    public string Authority { get; } = Endpoint.GetLeftPart(UriPartial.Authority);
}
