using BackOffice.Primitives;

namespace BackOffice.People.Domain;

/// <summary>All that was ever said of the pay elements that a tenant can give.</summary>
/// <param name="Shipped">The program's, known since ever.</param>
/// <param name="Own">The tenant's.</param>
public sealed record ElementFile(ElementCatalog Shipped, IReadOnlyList<PayElementDefinition> Own)
{
    /// <summary>The elements as they were defined at an instant.</summary>
    public ElementCatalog KnownAt(DateTimeOffset instant)
        => Own.Where(definition => IsKnown(definition, instant)).ToList() is { Count: > 0 } known ? Shipped.With(known) : Shipped;

    /// <summary>Codes of the elements that are known now to be something else in a month than was known before. One that was not known at all then has paid nobody.</summary>
    /// <param name="month">Any day of it counts.</param>
    /// <param name="country">Where the element is given; of its treatments only these count.</param>
    /// <param name="then">What was written down until this instant was known before.</param>
    /// <param name="now">What was written down until this instant is known now.</param>
    public IEnumerable<string> ChangedIn(Period month, string country, DateTimeOffset then, DateTimeOffset now)
    {
        var late = Own.Where(definition => !IsKnown(definition, then) && IsKnown(definition, now) && definition.ValidFrom <= month.Last && (definition.ValidTo is not { } last || last >= month.First)).ToList();
        if (late.Count == 0)
        {
            return [];
        }

        var (before, after) = (KnownAt(then), KnownAt(now));
        return late.Where(definition => NodaTime.LocalDate.Max(definition.ValidFrom, month.First) is var day
                && before.Find(definition.Code, country, day) is { } was && after.Find(definition.Code, country, day) is { } known
                && (was.Kind, was.IsProrated, was.Treatments[country]) != (known.Kind, known.IsProrated, known.Treatments[country]))
            .Select(definition => definition.Code).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
    }

    private static bool IsKnown(PayElementDefinition definition, DateTimeOffset instant) => definition.RecordedAt is not { } at || at <= instant;
}
