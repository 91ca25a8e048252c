using Azure;
using BackOffice.Http;
using BackOffice.People.Domain;
using BackOffice.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace BackOffice.People;

/// <summary>Pay elements over HTTP: the program's, and those that a tenant defines for itself.</summary>
public sealed class ElementApi(PayGroups groups, TenantStore tenants, TimeProvider time)
{
    private const string Route = "v1/{tenant}/pay-elements";
    private const int LongestCode = 64;

    /// <summary>All pay elements that can be given, by code, each as often as its treatment changed.</summary>
    [Function("ListPayElements")]
    [Allow]
    [Gives(200, typeof(IReadOnlyList<PayElementDefinition>))]
    public async Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = Route)] HttpRequest request, string tenant, CancellationToken cancellationToken)
        => TypedResults.Ok((await groups.ElementsOfAsync(tenant, cancellationToken)).All);

    /// <summary>Defines an element of the tenant's own, or what holds of one from a day on. The same again changes nothing.</summary>
    [Function("PutPayElement")]
    [Allow(Role.Administrator)]
    [Takes(typeof(PayElementDefinition))]
    [Gives(200, typeof(PayElementDefinition))]
    [Refuses(404, "not-found")]
    [Refuses(409, "element-differs")]
    [Refuses(412, "etag-mismatch")]
    public async Task<IResult> PutAsync([HttpTrigger(AuthorizationLevel.Function, "put", Route = Route + "/{code}")] HttpRequest request, string tenant, string code, CancellationToken cancellationToken)
    {
        await tenants.RequireAsync(tenant, cancellationToken);
        var wanted = Checked(await Json.ReadAsync<PayElementDefinition>(request, cancellationToken), code) with { RecordedAt = time.GetUtcNow() };
        var (own, version) = await groups.OwnElementAsync(tenant, code, cancellationToken);
        if (own.FirstOrDefault(known => known.ValidFrom == wanted.ValidFrom) is { } known)
        {
            // What slips were calculated with stays: something else holds from another day.
            return PayElementDefinition.IsSame(known, wanted) ? TypedResults.Ok(known) : throw new RefusedException(StatusCodes.Status409Conflict, "element-differs", "From this day on something else is defined already.");
        }

        return await groups.TrySaveElementAsync(tenant, [.. own.Append(wanted).OrderBy(definition => definition.ValidFrom)], version, cancellationToken)
            ? TypedResults.Ok(wanted)
            : throw new RefusedException(StatusCodes.Status412PreconditionFailed, "etag-mismatch", "Somebody else defined the element at the same time. Read it again.");
    }

    private static PayElementDefinition Checked(PayElementDefinition element, string code)
        => element.Code != code || code.Length > LongestCode || !code.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '.' or '-')
                ? throw RefusedException.Invalid($"A code is 1 to {LongestCode} of a-z, 0-9, '.' and '-', and the same in the path and the body.")
            : element.ValidTo < element.ValidFrom ? throw RefusedException.Invalid("The last day is not before the first.")
            : element.Names.Count == 0 || element.Names.Values.Any(string.IsNullOrWhiteSpace) ? throw RefusedException.Invalid("An element has a name in one language at least.")
            : element.Treatments.Count == 0 ? throw RefusedException.Invalid("Say in which bases it counts, for one country at least.")
            : element;
}
