using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace BackOffice.LocalRuntime.Tests.Http;

public sealed class EmptyRoute
{
    [Function(nameof(EmptyRoute))]
    public string Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "")] HttpRequest request) => request.Method;
}

public sealed class AdminRoute
{
    [Function(nameof(AdminRoute))]
    public string Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "admin/people")] HttpRequest request) => request.Method;
}

public sealed class SharedRoute
{
    [Function(nameof(One))]
    public string One([HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "same")] HttpRequest request) => request.Method;

    [Function(nameof(Two))]
    public string Two([HttpTrigger(AuthorizationLevel.Anonymous, "POST", Route = "Same")] HttpRequest request) => request.Method;
}
