using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using BackOffice.Primitives;

namespace BackOffice.Approvals.Domain;

/// <summary>A matrix and what it is called in the evidence, version and all.</summary>
public sealed record NamedMatrix(string Name, ApprovalMatrix Matrix);

/// <summary>What the matrix is asked.</summary>
public sealed record MatrixQuestion(string Kind, Money? Amount, string? CostCentre);

/// <summary>The rule that decides who has to approve, as it stood when it was asked for.</summary>
/// <param name="RuleId">Its id.</param>
/// <param name="Version">The matrix it is from.</param>
public sealed record AskedRule(string RuleId, string Version, IReadOnlyList<ApprovalLevel> Levels)
{
    /// <summary>For the evidence: period.reopen of own 2026-01-01 v2.</summary>
    [JsonIgnore]
    public string Name => $"{RuleId} of {Version}";
}

/// <summary>Finds the rule for a request.</summary>
public static class RuleSearch
{
    /// <summary>
    /// The rule of the first matrix that has one. Of several in one matrix: the most particular kind, then the one for the cost
    /// centre, then the lowest limit that is not exceeded; an amount at the limit is within it. Where no amount is
    /// given, or its currency is not that of the matrix, only rules without a limit fit.
    /// </summary>
    /// <param name="matrices">Those that hold on the day, the tenant's own before the one that comes with the app.</param>
    /// <param name="question">What is to be approved.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="problem">Why there is none, for people.</param>
    public static bool TryFind(IReadOnlyList<NamedMatrix> matrices, MatrixQuestion question, [NotNullWhen(true)] out AskedRule? rule, [NotNullWhen(false)] out string? problem)
    {
        rule = matrices.Select(named => Best(named, question)).FirstOrDefault(found => found is not null);
        problem = rule is null ? ProblemOf(matrices, question) : null;
        return rule is not null;
    }

    private static AskedRule? Best(NamedMatrix named, MatrixQuestion question)
    {
        var best = named.Matrix.Rules
            .Where(rule => Kind.Fit(rule.Kind, question.Kind) > 0 && IsOfCostCentre(rule, question) && Covers(named.Matrix.Currency, rule, question.Amount))
            .OrderByDescending(rule => Kind.Fit(rule.Kind, question.Kind))
            .ThenByDescending(rule => rule.CostCentre is not null)
            .ThenBy(rule => rule.UpTo ?? decimal.MaxValue)
            .FirstOrDefault();
        return best is null ? null : new AskedRule(best.Id, named.Name, best.Levels);
    }

    private static bool IsOfCostCentre(ApprovalRule rule, MatrixQuestion question)
        => rule.CostCentre is null || string.Equals(rule.CostCentre, question.CostCentre, StringComparison.OrdinalIgnoreCase);

    private static bool Covers(Currency currency, ApprovalRule rule, Money? amount)
        => rule.UpTo is not { } limit || (amount is { } asked && asked.Currency == currency && Math.Abs(asked.Amount) <= limit);

    private static string ProblemOf(IReadOnlyList<NamedMatrix> matrices, MatrixQuestion question)
    {
        var ofKind = matrices.Where(named => named.Matrix.Rules.Any(rule => Kind.Fit(rule.Kind, question.Kind) > 0 && IsOfCostCentre(rule, question))).ToList();
        return ofKind.Count == 0 ? $"No rule of the approval matrix is for '{question.Kind}'."
            : question.Amount is null ? $"The rules for '{question.Kind}' have limits, and the request has no amount."
            : ofKind.TrueForAll(named => named.Matrix.Currency != question.Amount.Value.Currency) ? $"The rules for '{question.Kind}' have limits in {ofKind[0].Matrix.Currency}; they say nothing of {question.Amount.Value.Currency}."
            : $"The amount is above every limit of the rules for '{question.Kind}'.";
    }
}
