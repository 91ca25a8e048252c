using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace BackOffice.LocalRuntime.Hosting;

/// <summary>Runs a function once: scope, instance, middleware, parameters, result. An exception of the function is thrown as it is.</summary>
internal interface IFunctionInvoker
{
    /// <returns>The function's result, unwrapped from its task; null for void and Task.</returns>
    Task<object?> InvokeAsync(FunctionDescriptor function, TriggerInput input, CancellationToken cancellationToken);
}

/// <summary>Something that makes functions run: one a trigger kind, registered in DI, started after the app's own services are built.</summary>
internal interface ITriggerListener
{
    /// <exception cref="StartupException">A setting or schedule is wrong; the message is for the developer and ends the process.</exception>
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Takes nothing new and lets what runs finish until the token is cancelled.</summary>
    Task StopAsync(CancellationToken cancellationToken);
}

/// <summary>Starts a function by hand for POST /admin/functions/{name}; one a trigger kind (H-13).</summary>
internal interface IManualTrigger
{
    bool Serves(FunctionDescriptor function);

    /// <param name="function">The function to run.</param>
    /// <param name="input">The text of "input" in the request, empty when there is none.</param>
    TriggerInput CreateInput(FunctionDescriptor function, string input);
}

/// <summary>Answers /runtime/webhooks/{extension}/{*rest}; the key has been checked before (H-14).</summary>
internal interface IWebhook
{
    string Extension { get; }

    Task HandleAsync(HttpContext context, string rest);
}

/// <summary>Fills a parameter that an attribute of some extension marks, [DurableClient] for instance.</summary>
internal interface IInputBinding
{
    bool TryBind(ParameterInfo parameter, FunctionContext context, out object? value);
}

/// <summary>The app cannot start; the message says what is wrong and what to do, and is printed without a stack trace.</summary>
internal sealed class StartupException(string message, Exception? innerException = null) : Exception(message, innerException);

/// <summary>Who this host is, in keys and paths of the storage account.</summary>
/// <param name="HostId">Stable over restarts of one app on one machine: at most 32 of a-z, 0-9 and '-' (B-10).</param>
/// <param name="HubName">The task hub of host.json, at most 45 letters and digits.</param>
internal sealed record HostIdentity(string HostId, string HubName);
