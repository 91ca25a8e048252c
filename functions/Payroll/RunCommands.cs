using BackOffice.Closing;
using BackOffice.Effects;
using BackOffice.Http;
using BackOffice.Tenancy;
using Microsoft.AspNetCore.Http;

namespace BackOffice.Payroll;

/// <summary>How commands to runs come over HTTP: once for each key, by somebody of a tenant that is known.</summary>
public sealed class RunCommands(Commands commands, Actors actors)
{
    private const int LongestId = 64;

    internal Task<IResult> RunAsync<TBody>(HttpRequest request, string tenant, Func<TBody, Actor, Task<CommandAnswer>> command)
    {
        var caller = Caller.Of(request);
        return commands.RunAsync<TBody>(
            request,
            tenant,
            async (body, key) => await command(body, await actors.RequireAsync(tenant, caller.Name, key, request.HttpContext.RequestAborted)),
            request.HttpContext.RequestAborted);
    }

    /// <summary>What cannot be an id is not looked for: storage refuses some characters in keys.</summary>
    /// <exception cref="RefusedException">404 not-found.</exception>
    internal static RunReference Checked(string tenant, string run)
        => run.Length <= LongestId && run.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-')
            ? new RunReference(tenant, run)
            : throw RefusedException.NotFound("There is no such payroll run.");

    internal static string PlaceOf(RunRow run) => $"/api/v1/{run.Reference.Tenant}/payroll/runs/{run.RunId}";
}
