using System.Text.Json;
using BackOffice.Http;
using Microsoft.AspNetCore.Http;

namespace BackOffice.Tenancy;

/// <summary>Who sent a request, as App Service Authentication vouches for it in X-MS-CLIENT-PRINCIPAL.</summary>
/// <param name="Name">The account; recorded as the actor of what it does.</param>
/// <param name="Roles">From the "roles" claims.</param>
/// <param name="Tenants">From the "tenant" claims; "*" is every tenant.</param>
public sealed record Caller(string Name, IReadOnlySet<Role> Roles, IReadOnlySet<string> Tenants)
{
    private const string Header = "X-MS-CLIENT-PRINCIPAL";

    /// <summary>The caller whom <see cref="AccessMiddleware"/> let through to a function with <see cref="AllowAttribute"/>.</summary>
    public static Caller Of(HttpRequest request)
        => request.HttpContext.Items[typeof(Caller)] as Caller ?? throw new InvalidOperationException("This function says with [Allow] who may call it.");

    /// <summary>The caller, allowed in this tenant in one of these roles.</summary>
    /// <exception cref="RefusedException">401 sign-in-required, 403 tenant-not-yours, 403 role-missing.</exception>
    internal static Caller Require(HttpRequest request, string tenant, IReadOnlyList<Role> anyOf)
    {
        var caller = From(request) ?? throw new RefusedException(StatusCodes.Status401Unauthorized, "sign-in-required", "Sign in first.");
        if (!caller.MayEnter(tenant))
        {
            throw new RefusedException(StatusCodes.Status403Forbidden, "tenant-not-yours", $"You have no access to tenant '{tenant}'.");
        }

        return caller.Roles.Overlaps(anyOf)
            ? caller
            : throw new RefusedException(StatusCodes.Status403Forbidden, "role-missing", $"This needs one of the roles {string.Join(", ", anyOf)}.");
    }

    /// <summary>Who is signed in to this tenant, for a function that anybody may call; null when nobody is.</summary>
    internal static Caller? Find(HttpRequest request, string tenant) => From(request) is { } caller && caller.MayEnter(tenant) ? caller : null;

    private bool MayEnter(string tenant) => Tenants.Contains(tenant) || Tenants.Contains("*");

    private static Caller? From(HttpRequest request)
    {
        if (request.Headers[Header].FirstOrDefault() is not { Length: > 0 } encoded)
        {
            return null;
        }

        try
        {
            using var principal = JsonDocument.Parse(Convert.FromBase64String(encoded));
            var claims = principal.RootElement.GetProperty("claims").EnumerateArray()
                .Select(claim => (Type: claim.GetProperty("typ").GetString(), Value: claim.GetProperty("val").GetString() ?? ""))
                .ToList();
            var nameType = principal.RootElement.TryGetProperty("name_typ", out var typ) ? typ.GetString() : "name";
            var name = claims.FirstOrDefault(claim => claim.Type == nameType).Value
                ?? claims.FirstOrDefault(claim => claim.Type == "name").Value
                ?? "unknown";
            return new Caller(
                name,
                claims.Where(claim => claim.Type == "roles").Select(claim => Enum.TryParse<Role>(claim.Value, ignoreCase: true, out var role) ? role : (Role?)null).OfType<Role>().ToHashSet(),
                claims.Where(claim => claim.Type == "tenant").Select(claim => claim.Value).ToHashSet(StringComparer.Ordinal));
        }
        catch (Exception malformed) when (malformed is FormatException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
