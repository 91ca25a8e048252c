using System.Runtime.CompilerServices;
using BackOffice.Invoicing.Formats;

namespace BackOffice.Invoicing.Rules;

/// <summary>A rule of a published set: its number, and a function that says where a document breaks it.</summary>
/// <param name="Id">As its publisher numbers it.</param>
/// <param name="Term">The business term it is about.</param>
/// <param name="Check">Reports every place; never throws, whatever the document is.</param>
internal sealed record Rule<TDocument>(string Id, string Term, Action<TDocument, Report> Check)
{
    public Severity Severity { get; init; } = Severity.Fatal;
}

/// <summary>Collects what the rules find; a rule that fires a million times is told a limited number of times.</summary>
internal sealed class Report
{
    /// <summary>Of one rule in one document.</summary>
    private const int MostOfOneRule = 100;

    private readonly List<Finding> findings = [];
    private readonly Dictionary<string, int> ofRule = new(StringComparer.Ordinal);

    public IReadOnlyList<Finding> Findings => findings;

    public void Run<TDocument>(IEnumerable<Rule<TDocument>> rules, TDocument document)
    {
        foreach (var rule in rules)
        {
            Now = (rule.Id, rule.Term, rule.Severity);
            rule.Check(document, this);
        }
    }

    /// <summary>Asks the rule about one element of its context; the rules of a walk take turns.</summary>
    public void Ask(ElementRule rule, RawNode element)
    {
        if (findings.Count > 0 && ofRule.GetValueOrDefault(rule.Id) >= MostOfOneRule)
        {
            return;
        }

        Now = (rule.Id, rule.Term, rule.Severity);
        rule.Check(element, this);
    }

    /// <summary>The rule that is being run is broken here.</summary>
    public void Broken(RawNode at, string message)
    {
        var told = ofRule.GetValueOrDefault(Now.Rule);
        ofRule[Now.Rule] = told + 1;
        if (told < MostOfOneRule)
        {
            findings.Add(new Finding(Now.Rule, Now.Severity, at.Path(), Now.Term, message));
        }
    }

    public void Broken(RawNode at, ref FindingText message) => Broken(at, message.ToStringAndClear());

    public void Unless(bool holds, RawNode at, string message)
    {
        if (!holds)
        {
            Broken(at, message);
        }
    }

    public void Unless(bool holds, RawNode at, [InterpolatedStringHandlerArgument(nameof(holds))] ref FindingText message)
    {
        if (!holds)
        {
            Broken(at, message.ToStringAndClear());
        }
    }

    private (string Rule, string Term, Severity Severity) Now { get; set; }
}
