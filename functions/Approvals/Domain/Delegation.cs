using System.Text.Json.Serialization;
using BackOffice.Primitives;
using BackOffice.Tenancy;
using NodaTime;

namespace BackOffice.Approvals.Domain;

/// <summary>Somebody decides in somebody's place for some days. It is not passed on: who stands in for a delegate stands in for nobody else.</summary>
/// <param name="Delegator">Whose place it is.</param>
/// <param name="DelegatorRoles">The roles they held when they said so.</param>
/// <param name="Delegate">Who decides.</param>
/// <param name="From">The first day, by the tenant's calendar.</param>
/// <param name="To">The last day; it is included.</param>
public sealed record Delegation(
    string Delegator,
    IReadOnlyList<Role> DelegatorRoles,
    string Delegate,
    [property: JsonConverter(typeof(IsoDateJsonConverter))] LocalDate From,
    [property: JsonConverter(typeof(IsoDateJsonConverter))] LocalDate To)
{
    /// <summary>Only for this kind, or kinds that begin so (invoice.*); for all when null.</summary>
    public string? Kind { get; init; }

    public bool HoldsFor(string kind, LocalDate day) => From <= day && day <= To && (Kind is null || Domain.Kind.Fit(Kind, kind) > 0);
}
