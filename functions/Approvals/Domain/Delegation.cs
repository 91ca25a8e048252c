using System.Text.Json.Serialization;
using BackOffice.Primitives;
using BackOffice.Tenancy;
using NodaTime;

namespace BackOffice.Approvals.Domain;

/// <summary>Somebody decides in somebody's place for some days, 92 after it was given at most. It is not passed on: who stands in for a delegate stands in for nobody else.</summary>
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
    /// <summary>
    /// The roles of the giver are known when they sign in to give it, and never again: the app is not told of a role that is
    /// taken away. So it is given anew each quarter, by somebody who still holds them.
    /// </summary>
    public const int MostDays = 92;

    /// <summary>The last day of one that is given on this day.</summary>
    public static LocalDate LatestEnd(LocalDate given) => given.PlusDays(MostDays);

    /// <summary>Only for this kind, or kinds that begin so (invoice.*); for all when null.</summary>
    public string? Kind { get; init; }

    public bool HoldsFor(string kind, LocalDate day) => From <= day && day <= To && (Kind is null || Domain.Kind.Fit(Kind, kind) > 0);
}
