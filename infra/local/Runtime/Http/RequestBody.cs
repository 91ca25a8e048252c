using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace BackOffice.LocalRuntime.Http;

/// <summary>The body of a request in the type a parameter asks for.</summary>
internal static class RequestBody
{
    /// <exception cref="InvalidOperationException">The body is not such a value; as in Azure that is a failure of the function (500).</exception>
    public static async ValueTask<object?> ReadAsync(FunctionContext context, Type type)
    {
        var request = context.GetHttpContext()?.Request
            ?? throw new InvalidOperationException($"'{context.FunctionDefinition.Name}' was not started by a request: [FromBody] has nothing to read.");
        if (type == typeof(string))
        {
            using var reader = new StreamReader(request.Body, Encoding.UTF8);
            return await reader.ReadToEndAsync(context.CancellationToken);
        }

        if (!request.HasJsonContentType())
        {
            throw new InvalidOperationException("The request is not application/json.");
        }

        try
        {
            return await request.ReadFromJsonAsync(type, context.CancellationToken);
        }
        catch (JsonException exception)
        {
            throw new InvalidOperationException($"The body is not a {type.Name} in JSON.", exception);
        }
    }
}
