using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace BackOffice.LocalRuntime.Tests.Http;

/// <summary>HTTP functions that answer what they were given.</summary>
public sealed class EchoFunctions
{
    [Function(nameof(Hello))]
    public IResult Hello([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => Results.Ok(new { Greeting = "Hello", request.Method });

    [Function(nameof(AnyVerb))]
    public string AnyVerb([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => request.Method;

    [Function(nameof(Guarded))]
    public string Guarded([HttpTrigger(AuthorizationLevel.Function, "get")] HttpRequest request) => request.Method;

    [Function(nameof(AdminOnly))]
    public string AdminOnly([HttpTrigger(AuthorizationLevel.Admin, "get")] HttpRequest request) => request.Method;

    [Function(nameof(Unwritten))]
    public string Unwritten([HttpTrigger("get")] HttpRequest request) => request.Method;

    [Function(nameof(Routed))]
    public string Routed([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "runs/{id:int}/{part?}")] HttpRequest request, int id, string? part)
        => $"{id} {part ?? "all"} {request.Method}";

    [Function(nameof(Day))]
    public string Day([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "days/{day}/{kind}")] HttpRequest request, DayOfWeek day, Guid kind)
        => $"{(int)day} {kind} {request.Method}";

    [Function(nameof(Post))]
    public async Task<IResult> Post([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "orders")] HttpRequest request, [FromBody] Order order, CancellationToken cancellationToken)
    {
        await request.Body.FlushAsync(cancellationToken);
        return Results.Created($"/api/orders/{order.Number}", order);
    }

    [Function(nameof(List))]
    public ValueTask<Order> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "orders")] HttpRequest request)
        => new(new Order(request.Method, 1));

    [Function(nameof(Fails))]
    public IResult Fails([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request)
        => throw new InvalidOperationException($"The salary of {request.Method}");

    [Function(nameof(Reads))]
    public async Task<IResult> Reads([HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequest request)
    {
        await request.Body.CopyToAsync(Stream.Null);
        return Results.NoContent();
    }

    [Function(nameof(Principal))]
    public string Principal([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request)
        => string.Join(' ', request.Headers.Where(header => header.Key.StartsWith("x-ms-client", StringComparison.OrdinalIgnoreCase)).Select(header => $"{header.Key}={header.Value}"));
}

public sealed record Order(string Number, int Lines);
