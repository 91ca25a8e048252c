using System.Text.Json.Serialization;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Payroll.Domain;

/// <summary>A member of the family for whom reliefs are granted.</summary>
/// <param name="Kind">child, spouse, other.</param>
/// <param name="BornOn">Decides until when.</param>
/// <param name="Share">The part of the relief this person gets: 0.5 or 1.</param>
public sealed record Dependant(string Kind, [property: JsonConverter(typeof(IsoDateJsonConverter))] LocalDate BornOn, decimal Share = 1)
{
    public bool IsDisabled { get; init; }

    public bool IsInSchool { get; init; }
}
