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

    /// <summary>Ends when the input of a run has been disposed of.</summary>
    public TaskCompletionSource Disposed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TriggerInput CreateInput(FunctionDescriptor function, string input)
        => input == "nonsense" ? throw new ArgumentException("The input is a letter.", nameof(input)) : new FakeInput(input, Disposed);
}

internal sealed class FakeInput(object? payload, TaskCompletionSource? disposed = null) : TriggerInput, IAsyncDisposable
{
    public override ValueTask<object?> BindTriggerAsync(ParameterInfo parameter, FunctionContext context) => new(payload);

    public ValueTask DisposeAsync()
    {
        disposed?.SetResult();
        return ValueTask.CompletedTask;
    }
}

internal sealed class FakeWebhook : IWebhook
{
    public string Extension => "fake";

    public Task HandleAsync(HttpContext context, string rest) => context.Response.WriteAsync($"{context.Request.Method} {rest}");
}
