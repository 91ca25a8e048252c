using BackOffice.Tenancy;

namespace BackOffice.Approvals.Domain;

/// <summary>Whether a matrix can be used at all, before anybody is asked by it.</summary>
public static class MatrixCheck
{
    /// <summary>With their links and messages, so many people fit in one transaction.</summary>
    public const int MostPeople = 20;

    private const int MostRules = 200;
    private const int MostLevels = 5;
    private const int LongestTerm = 400;

    /// <summary>What is wrong with the matrix, or null.</summary>
    public static string? ProblemWith(ApprovalMatrix matrix)
        => matrix.Currency == default ? "A matrix has a currency."
            : matrix.ValidTo < matrix.ValidFrom ? "The matrix ends before it begins."
            : string.IsNullOrWhiteSpace(matrix.Source) ? "Say which decision the matrix rests on (source)."
            : matrix.Rules is not { Count: >= 1 and <= MostRules } ? $"A matrix has 1 to {MostRules} rules."
            : FirstTwice(matrix.Rules.Select(rule => rule.Id ?? "")) is { } id ? $"Two rules are called '{id}'."
            : FirstTwice(matrix.Rules.Select(rule => $"{rule.Kind}, {rule.CostCentre ?? "any cost centre"}, {rule.UpTo?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "without limit"}")) is { } same ? $"Two rules are for {same}."
            : matrix.Rules.Select(ProblemWith).FirstOrDefault(problem => problem is not null);

    /// <summary>Refuses two matrices that hold on the same day.</summary>
    /// <exception cref="InvalidDataException">Two of them do, or one cannot be used; says which.</exception>
    public static void Require(string owner, IReadOnlyList<ApprovalMatrix> matrices)
    {
        for (var i = 0; i < matrices.Count; i++)
        {
            if (ProblemWith(matrices[i]) is { } problem)
            {
                throw new InvalidDataException($"The approval matrix {owner} of {matrices[i].ValidFrom:R}: {problem}");
            }

            if (matrices.Skip(i + 1).FirstOrDefault(matrices[i].Overlaps) is { } other)
            {
                throw new InvalidDataException($"The approval matrices {owner} of {matrices[i].ValidFrom:R} and {other.ValidFrom:R} overlap.");
            }
        }
    }

    private static string? ProblemWith(ApprovalRule rule)
        => rule.Id is not { Length: >= 1 and <= 60 } ? "A rule has an id of 1 to 60 characters."
            : rule.Kind is null || !IsKindPattern(rule.Kind) ? $"Rule '{rule.Id}': a kind is dotted words, period.reopen or period.* or *."
            : rule.UpTo < 0 ? $"Rule '{rule.Id}': a limit is not negative."
            : rule.CostCentre is { Length: 0 or > 60 } ? $"Rule '{rule.Id}': a cost centre has 1 to 60 characters."
            : rule.Levels is not { Count: <= MostLevels } ? $"Rule '{rule.Id}': levels are a list of {MostLevels} at most."
            : rule.Levels.Select(ProblemWith).FirstOrDefault(problem => problem is not null) is { } level ? $"Rule '{rule.Id}': {level}"
            : null;

    private static string? ProblemWith(ApprovalLevel level)
        => level.Quorum < 1 ? "a quorum is 1 or more."
            : level.Roles.Count == 0 && level.People.Count == 0 ? "a level asks a role or people."
            : level.Roles.Any(role => role is Role.Auditor or Role.Service) ? "auditors and systems do not approve."
            : level.People.Count > MostPeople ? $"a level names {MostPeople} people at most."
            : level.People.Any(string.IsNullOrWhiteSpace) ? "a person has an account."
            : FirstTwice(level.People) is { } twice ? $"'{twice}' is named twice."
            : level.Roles.Count == 0 && level.Quorum > level.People.Count ? $"{level.Quorum} of {level.People.Count} people cannot approve."
            : level.Within is not { Length: >= 1 and <= LongestTerm } ? $"a term is 1 to {LongestTerm} long."
            : level.RemindAfterPercent is < 1 or > 99 ? "people are reminded after 1 to 99 percent of the time."
            : null;

    private static bool IsKindPattern(string kind)
        => kind == "*" || Kind.ProblemWith(kind.EndsWith(".*", StringComparison.Ordinal) ? kind[..^2] : kind) is null;

    private static string? FirstTwice(IEnumerable<string> texts)
    {
        var seen = new HashSet<string>(Account.Comparer);
        return texts.FirstOrDefault(text => !seen.Add(text));
    }
}

/// <summary>Kinds of requests: dotted words.</summary>
public static class Kind
{
    /// <summary>What is wrong with a kind, or null.</summary>
    public static string? ProblemWith(string kind)
        => kind.Length is >= 1 and <= 60 && kind.Split('.').All(word => word.Length > 0 && word.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-'))
            ? null
            : "A kind is dotted words of a-z, 0-9 and '-', 60 characters at most.";

    /// <summary>How particular a pattern fits: 0 not at all, more for a longer beginning, most for the kind itself.</summary>
    public static int Fit(string pattern, string kind)
        => pattern == kind ? int.MaxValue
            : pattern == "*" ? 1
            : pattern.EndsWith(".*", StringComparison.Ordinal) && kind.StartsWith(pattern[..^1], StringComparison.Ordinal) ? pattern.Length
            : 0;
}
