using BackOffice.Payroll.Domain;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.People.Domain;

/// <summary>The pay elements that a run pays to a person.</summary>
internal sealed record CaseElements(IReadOnlyList<PayElement> Elements, IReadOnlyList<PayProblem> Problems)
{
    public static CaseElements Of(PersonFile file, CaseFrame frame)
    {
        List<PayElement> elements = [];
        List<PayProblem> problems = [];
        foreach (var (key, stretch) in Due(file, frame))
        {
            var terms = stretch.Content.Element!;
            var day = LocalDate.Min(stretch.To ?? frame.Period.Last, frame.Period.Last);
            if (frame.Elements.Find(terms.Code, frame.Group.Country, day) is not { } definition)
            {
                problems.Add(new PayProblem("unknown-element", $"element.{key}", $"'{terms.Code}' is no pay element in {frame.Group.Country} on {Iso.Text(day)}."));
            }
            else
            {
                elements.Add(ElementOf(key, terms, definition, (frame.Group, ShareOf(file, stretch, definition, frame))));
            }
        }

        return new CaseElements(elements, problems);
    }

    /// <summary>Each key once, as it held last in the month; a prorated one as often as it changed.</summary>
    private static IEnumerable<(string Key, Stretch Stretch)> Due(PersonFile file, CaseFrame frame)
        => from key in file.KeysOf(EntryKind.Element)
           let due = file.TimelineOf(EntryKind.Element, key).Where(stretch => IsDue(stretch, frame)).ToList()
           from stretch in due.TrueForAll(stretch => IsProrated(stretch, frame)) ? due : due[^1..]
           select (key, stretch);

    private static bool IsDue(Stretch stretch, CaseFrame frame)
    {
        var terms = stretch.Content.Element!;
        return terms.Once is { } month
            ? month == frame.Period && (terms.Run is null or PayRunKind.Regular ? frame.PaysTime : terms.Run == frame.Kind)
            : frame.PaysTime && stretch.Touches(frame.Period);
    }

    private static bool IsProrated(Stretch stretch, CaseFrame frame)
        => stretch.Content.Element is { Once: null } terms && frame.Elements.Find(terms.Code, frame.Group.Country, LocalDate.Max(stretch.From, frame.Period.First)) is { IsProrated: true };

    /// <summary>
    /// The part of the days of employment on which a prorated element holds: the engine prorates by employment, not by the element's own
    /// days. 1 for all others.
    /// </summary>
    private static decimal ShareOf(PersonFile file, Stretch stretch, PayElementDefinition definition, CaseFrame frame)
    {
        if (!definition.IsProrated || stretch.Content.Element!.Once is not null)
        {
            return 1;
        }

        var employed = Enumerable.Range(0, frame.Period.Days).Select(frame.Period.First.PlusDays)
            .Where(day => file.Employments().Any(entry => entry.Employment.Covers(day))).ToList();
        return employed.Count == 0 ? 1 : (decimal)employed.Count(day => stretch.From <= day && (stretch.To is not { } last || day <= last)) / employed.Count;
    }

    private static PayElement ElementOf(string key, ElementTerms terms, PayElementDefinition definition, (PayGroup Group, decimal Share) by) => definition.Given(terms, by.Group.Country) with
    {
        Amount = terms.Amount is { } amount ? Rounding.HalfUp.Round(amount * by.Share, by.Group.Currency.MinorDecimals) : null,
        Quantity = terms.Quantity * by.Share,
        Reference = terms.Reference ?? key,
    };
}
