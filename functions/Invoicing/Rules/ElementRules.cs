using System.Collections.Frozen;
using BackOffice.Invoicing.Formats;

namespace BackOffice.Invoicing.Rules;

/// <summary>Many rules about elements, ready to be checked in one walk over a document: what an element is called tells which of them may be about it.</summary>
internal sealed class ElementRules
{
    private readonly ElementRule[] ofRoot;
    private readonly (ElementName Ending, Candidate[] Candidates)[] ofEnding;
    private readonly FrozenDictionary<string, Candidate[]> ofName;
    private readonly FrozenDictionary<string, Candidate[]> ofAttribute;

    public ElementRules(IEnumerable<ElementRule> rules)
    {
        var candidates = rules.SelectMany(rule => rule.Context.Split(' ').Select(place => new Candidate(ElementContext.Of(place), rule))).ToList();
        ofRoot = [.. candidates.Where(candidate => candidate.Context.IsRoot).Select(candidate => candidate.Rule)];
        ofEnding = [.. candidates.Where(candidate => candidate.Context is { Attribute: null, Last.IsEnding: true })
            .GroupBy(candidate => candidate.Context.Last!.Value).Select(group => (group.Key, group.ToArray()))];
        ofName = Grouped(candidates.Where(candidate => candidate.Context is { Attribute: null, Last.IsEnding: false }), candidate => candidate.Context.Last!.Value.Name);
        ofAttribute = Grouped(candidates.Where(candidate => candidate.Context.Attribute is not null), candidate => candidate.Context.Attribute!);
    }

    /// <summary>Asks every rule about every element of its context, in the order of the document.</summary>
    public void Check(RawNode document, Report report)
    {
        foreach (var rule in ofRoot)
        {
            report.Ask(rule, document);
        }

        Visit(document, report);
    }

    private void Visit(RawNode element, Report report)
    {
        if (ofName.TryGetValue(element.Name, out var named))
        {
            Ask(named, element, report);
        }

        foreach (var (ending, ended) in ofEnding)
        {
            if (ending.Fits(element))
            {
                Ask(ended, element, report);
            }
        }

        for (var i = 0; i < element.Attributes.Count; i++)
        {
            var attribute = element.Attributes[i];
            if (ofAttribute.TryGetValue(attribute.Name, out var attributed))
            {
                Ask(attributed, element, report, attribute.Value);
            }
        }

        for (var child = element.FirstChild; child is not null; child = child.NextSibling)
        {
            Visit(child, report);
        }
    }

    private static void Ask(Candidate[] candidates, RawNode element, Report report, string? value = null)
    {
        foreach (var candidate in candidates)
        {
            var context = candidate.Context;
            if ((context.AttributeValue is null || context.AttributeValue == value) && context.Holds(element))
            {
                report.Ask(candidate.Rule, element);
            }
        }
    }

    private static FrozenDictionary<string, Candidate[]> Grouped(IEnumerable<Candidate> candidates, Func<Candidate, string> key)
        => candidates.GroupBy(key, StringComparer.Ordinal).ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);

    private readonly record struct Candidate(ElementContext Context, ElementRule Rule);
}
