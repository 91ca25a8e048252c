using System.Collections.Frozen;
using BackOffice.Primitives;

namespace BackOffice.Closing.Domain;

/// <summary>The steps of a close and what waits for what; built once, refused as a whole when it makes no sense.</summary>
public sealed class StepGraph
{
    private readonly FrozenDictionary<string, FrozenSet<string>> ancestors;

    private StepGraph(IReadOnlyList<CloseStepDefinition> order, FrozenDictionary<string, FrozenSet<string>> ancestors)
    {
        Order = order;
        this.ancestors = ancestors;
    }

    /// <summary>The steps, each after all it waits for; among equals as they were registered.</summary>
    public IReadOnlyList<CloseStepDefinition> Order { get; }

    /// <summary>Builds the graph.</summary>
    /// <exception cref="InvalidOperationException">An id is not sound or used twice, a step waits for one that is not there, or steps wait for each other; the message names them.</exception>
    public static StepGraph Of(IReadOnlyList<CloseStepDefinition> steps)
    {
        var parents = DirectParents(steps);
        Dictionary<string, FrozenSet<string>> above = [];
        List<CloseStepDefinition> order = [];
        while (order.Count < steps.Count)
        {
            var next = steps.FirstOrDefault(step => !above.ContainsKey(step.Id) && parents[step.Id].All(above.ContainsKey))
                ?? throw new InvalidOperationException($"The steps of the close wait for each other: {CycleIn(parents, above.Keys)}.");
            above[next.Id] = parents[next.Id].Concat(parents[next.Id].SelectMany(parent => above[parent])).ToFrozenSet(StringComparer.Ordinal);
            order.Add(next);
        }

        return new StepGraph(order, above.ToFrozenDictionary(StringComparer.Ordinal));
    }

    /// <summary>The graph of one month: the steps of the year's end only in December. What waited through a step left out still waits.</summary>
    public StepGraph For(Period period)
        => period.Month == 12 ? this : new StepGraph([.. Order.Where(step => !step.YearEndOnly)], ancestors);

    /// <summary>The steps that a person signs, in order.</summary>
    public IEnumerable<string> SignOffs => Order.Where(step => step.Kind == CloseStepKind.SignOff).Select(step => step.Id);

    public bool Has(string id) => Order.Any(step => step.Id == id);

    /// <summary>All that must be done before a step, directly or not, in order.</summary>
    public IReadOnlyList<string> UpstreamOf(string id) => [.. Order.Where(step => ancestors[id].Contains(step.Id)).Select(step => step.Id)];

    /// <summary>All that waits for a step, directly or not, in order: what runs again after it.</summary>
    public IReadOnlyList<string> DownstreamOf(string id) => [.. Order.Where(step => ancestors[step.Id].Contains(id)).Select(step => step.Id)];

    private static Dictionary<string, string[]> DirectParents(IReadOnlyList<CloseStepDefinition> steps)
    {
        foreach (var step in steps)
        {
            if (step.Id.Length is 0 or > 40 || !step.Id.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-'))
            {
                throw new InvalidOperationException($"'{step.Id}' is no id of a step: 1 to 40 of a-z, 0-9 and '-'.");
            }

            if (steps.Count(other => other.Id == step.Id) > 1)
            {
                throw new InvalidOperationException($"Two steps of the close are called '{step.Id}'.");
            }

            if (step.After.Concat(step.Before).FirstOrDefault(other => steps.All(known => known.Id != other)) is { } unknown)
            {
                throw new InvalidOperationException($"The step '{step.Id}' names '{unknown}', and there is no such step.");
            }
        }

        return steps.ToDictionary(
            step => step.Id,
            step => step.After.Concat(steps.Where(other => other.Before.Contains(step.Id)).Select(other => other.Id)).Distinct(StringComparer.Ordinal).ToArray(),
            StringComparer.Ordinal);
    }

    /// <summary>One circle of the steps that could not be put in order: a -> b -> a.</summary>
    private static string CycleIn(Dictionary<string, string[]> parents, IReadOnlyCollection<string> placed)
    {
        List<string> path = [parents.Keys.First(id => !placed.Contains(id))];
        while (true)
        {
            var next = parents[path[^1]].First(parent => !placed.Contains(parent));
            var seen = path.IndexOf(next);
            path.Add(next);
            if (seen >= 0)
            {
                return string.Join(" waits for ", path.Skip(seen));
            }
        }
    }
}
