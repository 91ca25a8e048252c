using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace BackOffice.LocalRuntime.Tests.Hosting;

/// <summary>Takes what an app exports over OTLP (gRPC, without encryption) and keeps the bytes.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication server;
    private readonly ConcurrentQueue<string> bodies = new();

    private Collector()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        server = builder.Build();
        server.Run(TakeAsync);
    }

    public string Address => server.Urls.Single();

    public IEnumerable<string> Bodies => bodies;

    public static async Task<Collector> StartAsync()
    {
        var collector = new Collector();
        await collector.server.StartAsync();
        return collector;
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        bodies.Enqueue(Encoding.Latin1.GetString(body.ToArray()));
        context.Response.ContentType = "application/grpc";
        context.Response.DeclareTrailer("grpc-status");
        await context.Response.Body.WriteAsync(new byte[5]); // an empty message
        context.Response.AppendTrailer("grpc-status", "0");
    }
}
