using System.Reflection;
using BackOffice.LocalRuntime.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.LocalRuntime.Durable.Hosting;

/// <summary>Fills [DurableClient] parameters.</summary>
internal sealed class DurableClientBinding : IInputBinding
{
    public bool TryBind(ParameterInfo parameter, FunctionContext context, out object? value)
    {
        var isClient = parameter.IsDefined(typeof(DurableClientAttribute), inherit: false) && parameter.ParameterType == typeof(DurableTaskClient);

        // Looked up late: the engine runs functions, and functions are bound by this.
        value = isClient ? context.InstanceServices.GetRequiredService<DurableHost>().Client : null;
        return isClient;
    }
}
