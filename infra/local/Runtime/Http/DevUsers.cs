using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace BackOffice.LocalRuntime.Http;

/// <summary>
/// Stands where App Service Authentication stands in Azure: takes away what a caller claims of itself, and sets the
/// principal of the named user that the header x-dev-user chooses, or Authorization: Bearer where a client, Swagger UI
/// for instance, can send nothing else. Users are settings: LocalRuntime:Users.
/// </summary>
internal sealed class DevUsers(IConfiguration configuration)
{
    public const string Header = "x-dev-user";

    private const string Bearer = "Bearer ";
    private const string PrincipalHeader = "X-MS-CLIENT-PRINCIPAL";
    private const string Provider = "aad";
    private const string NameClaim = "name";
    private const string RoleClaim = "roles";
    private const string TenantClaim = "tenant";

    private static readonly JsonSerializerOptions Wire = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private readonly Dictionary<string, string> principals = configuration.GetSection("LocalRuntime:Users").GetChildren()
        .ToDictionary(user => user.Key, Encode, StringComparer.OrdinalIgnoreCase);

    public IEnumerable<string> Names => principals.Keys;

    /// <returns>False for a user that settings do not name.</returns>
    public bool SignIn(HttpRequest request)
    {
        foreach (var claimed in request.Headers.Keys.Where(IsReserved).ToList())
        {
            request.Headers.Remove(claimed);
        }

        if (ChosenBy(request)?.ToLowerInvariant() is not { } name)
        {
            return true;
        }

        if (!principals.TryGetValue(name, out var principal))
        {
            return false;
        }

        request.Headers[PrincipalHeader] = principal;
        request.Headers[$"{PrincipalHeader}-ID"] = name;
        request.Headers[$"{PrincipalHeader}-NAME"] = name;
        request.Headers[$"{PrincipalHeader}-IDP"] = Provider;
        return true;
    }

    private static string? ChosenBy(HttpRequest request)
        => request.Headers.TryGetValue(Header, out var chosen) ? chosen.ToString()
            : request.Headers.Authorization.ToString() is var token && token.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? token[Bearer.Length..].Trim()
            : null;

    private static bool IsReserved(string header) => header.StartsWith(PrincipalHeader, StringComparison.OrdinalIgnoreCase);

    private static string Encode(IConfigurationSection user)
    {
        Claim[] claims = [new(NameClaim, user.Key.ToLowerInvariant()), .. Claims(RoleClaim, user["Roles"]), .. Claims(TenantClaim, user["Tenants"])];
        var principal = new Principal(Provider, claims, NameClaim, RoleClaim);
        return Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(principal, Wire));
    }

    private static IEnumerable<Claim> Claims(string type, string? values)
        => (values ?? string.Empty).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(value => new Claim(type, value));

    private sealed record Principal(string AuthTyp, IReadOnlyList<Claim> Claims, string NameTyp, string RoleTyp);

    private sealed record Claim(string Typ, string Val);
}
