using BackOffice.Invoicing.Formats;

namespace BackOffice.Invoicing.Rules.En16931;

/// <summary>The two forms that most rules have: one condition of the document, or one of every element of a group.</summary>
internal static class EnRule
{
    public static Rule<EnDocument> Document(string id, string term, Func<EnDocument, bool> holds, string message)
        => new(id, term, (invoice, report) => report.Unless(holds(invoice), invoice.Root, message));

    public static Rule<EnDocument> Each(string id, string term, Func<EnGroups, List<RawNode>> group, EnCondition condition)
        => new(id, term, (invoice, report) =>
        {
            foreach (var element in group(invoice.Groups))
            {
                report.Unless(condition.Holds(invoice.Terms, element), element, condition.Otherwise);
            }
        });

    /// <summary>For rules whose finding names figures.</summary>
    public static Rule<EnDocument> Each(string id, string term, Func<EnGroups, List<RawNode>> group, Action<EnDocument, RawNode, Report> check)
        => new(id, term, (invoice, report) =>
        {
            foreach (var element in group(invoice.Groups))
            {
                check(invoice, element, report);
            }
        });

    public static EnCondition That(Func<Terms, RawNode, bool> holds, string otherwise) => new(holds, otherwise);

    /// <summary>The term is there and says something.</summary>
    public static EnCondition Filled(Func<Terms, RawNode, RawNode?> term, string otherwise) => new((terms, group) => term(terms, group) is { HasValue: true }, otherwise);

    /// <summary>The term is there, be it empty.</summary>
    public static EnCondition Given(Func<Terms, RawNode, RawNode?> term, string otherwise) => new((terms, group) => term(terms, group) is not null, otherwise);
}

/// <summary>What has to hold of an element, and what to say when it does not.</summary>
internal sealed record EnCondition(Func<Terms, RawNode, bool> Holds, string Otherwise);
