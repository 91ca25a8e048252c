using System.Reflection;
using BackOffice.LocalRuntime.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace BackOffice.LocalRuntime.Tests.Http;

/// <summary>A trigger kind of the tests alone; its argument has another default here than at the host, as W-4 has it.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class FakeTriggerAttribute(string queue) : TriggerBindingAttribute
{
    public string Queue { get; } = queue;

    public bool AutoComplete { get; set; }
}

internal sealed class FakeTrigger : IManualTrigger
{
    public bool Serves(FunctionDescriptor function) => function.IsTriggeredBy<FakeTriggerAttribute>();

    public TriggerInput CreateInput(FunctionDescriptor function, string input) => new FakeInput(input);
}

internal sealed class FakeInput(object? payload) : TriggerInput
{
    public override ValueTask<object?> BindTriggerAsync(ParameterInfo parameter, FunctionContext context) => new(payload);
}

internal sealed class FakeWebhook : IWebhook
{
    public string Extension => "fake";

    public Task HandleAsync(HttpContext context, string rest) => context.Response.WriteAsync($"{context.Request.Method} {rest}");
}
