using System.Text;
using Microsoft.AspNetCore.Http;

namespace BackOffice.LocalRuntime.Http;

/// <summary>Writes what an HTTP function returned.</summary>
internal static class HttpResults
{
    /// <summary>Null and HttpResponse mean that the function wrote the response itself.</summary>
    public static Task WriteAsync(HttpContext http, object? result) => result switch
    {
        null or HttpResponse => Task.CompletedTask,
        IResult answer => answer.ExecuteAsync(http),
        string text => Results.Text(text, "text/plain", Encoding.UTF8).ExecuteAsync(http),
        _ => Results.Json(result).ExecuteAsync(http),
    };
}
