using BackOffice.LocalRuntime.Tests.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace BackOffice.LocalRuntime.Tests.Hosting;

public sealed class FirstOfName
{
    [Function("Pay")]
    public void Run([FakeTrigger("a")] string text) => _ = text;
}

public sealed class SecondOfName
{
    [Function("PAY")]
    public void Run([FakeTrigger("a")] string text) => _ = text;
}

public sealed class Written
{
    [Function("Bare")]
    public void Bare([HttpTrigger("get")] HttpRequest request) => _ = request;

    [Function("Full")]
    public void Full([HttpTrigger(AuthorizationLevel.Anonymous, "get", "put", Route = "x/{id}")] HttpRequest request) => _ = request;
}

public sealed class Completing
{
    [Function("Silent")]
    public void Silent([FakeTrigger("letters")] string text) => _ = text;

    [Function("Outspoken")]
    public void Outspoken([FakeTrigger("letters", AutoComplete = false)] string text) => _ = text;
}

public sealed class HiddenMethod
{
    [Function("Hidden")]
    internal void Run([FakeTrigger("a")] string text) => _ = text;
}

public sealed class NoTrigger
{
    [Function("NoTrigger")]
    public void Run(string text) => _ = text;
}

public sealed class TwoTriggers
{
    [Function("TwoTriggers")]
    public void Run([FakeTrigger("a")] string text, [FakeTrigger("b")] string other) => _ = text + other;
}

public sealed class RetriedRequest
{
    [Function("RetriedRequest")]
    [FixedDelayRetry(3, "00:00:10")]
    public void Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => _ = request;
}

public sealed class Marked
{
    [Function("Marked")]
    [Obsolete("later")]
    public void Run([FakeTrigger("a")] string text) => _ = text;
}

internal sealed class Hidden
{
    [Function("Hidden")]
    public void Run([FakeTrigger("a")] string text) => _ = text;
}
