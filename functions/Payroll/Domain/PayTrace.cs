using System.Globalization;
using System.Text;
using BackOffice.Primitives;

namespace BackOffice.Payroll.Domain;

/// <summary>Says why a line is what it is.</summary>
public static class PayTrace
{
    /// <summary>The sum behind a line, in English with points for decimals; a rule that the pack does not have is the employer's own terms.</summary>
    public static LineExplanation Explain(PayLine line, RulePack pack)
    {
        var rule = pack.Find(line.Rule);
        return new LineExplanation
        {
            Code = line.Code,
            Amount = line.Amount,
            Formula = line.Because.Formula,
            Figures = line.Because.Figures,
            Exact = line.Because.Exact,
            Rounding = rule?.Rounding.Name ?? Rounding.HalfUp.Name,
            RoundingSource = rule?.RoundingSource ?? "To the minor unit, halves up, as no rule says otherwise.",
            Rule = line.Rule,
            RuleName = rule?.Name ?? "Terms of the employer",
            Source = rule?.Source ?? "Terms of the employer",
            Confidence = rule?.Confidence,
            Pack = pack.Version,
        };
    }
}

/// <summary>Why a line is what it is: the sum, its rounding, and the law it follows.</summary>
public sealed record LineExplanation
{
    public required string Code { get; init; }

    public required decimal Amount { get; init; }

    public required string Formula { get; init; }

    /// <summary>In the order of the formula.</summary>
    public required IReadOnlyList<Figure> Figures { get; init; }

    /// <summary>Before rounding.</summary>
    public required decimal Exact { get; init; }

    public required string Rounding { get; init; }

    public required string RoundingSource { get; init; }

    public required string Rule { get; init; }

    public required string RuleName { get; init; }

    public required string Source { get; init; }

    /// <summary>How certain the rule is; null when it is no rule of the law.</summary>
    public Confidence? Confidence { get; init; }

    public required string Pack { get; init; }

    /// <summary>The same in one line: <c>zus.pension = 780.80: base x rate (base 8000, rate 0.0976) = 780.8; HalfUp to 0.01. Art. 22 ...</c></summary>
    public override string ToString()
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{Code} = {Amount}: {Formula}");
        if (Figures.Count > 0)
        {
            text.Append(" (").AppendJoin(", ", Figures.Select(figure => string.Create(CultureInfo.InvariantCulture, $"{figure.Name} {figure.Value}"))).Append(')');
        }

        text.Append(CultureInfo.InvariantCulture, $" = {Exact}; {Rounding}. {RuleName}: {Source}");
        return Confidence is { } confidence ? text.Append(CultureInfo.InvariantCulture, $" [{confidence}], {Pack}.").ToString() : text.Append(CultureInfo.InvariantCulture, $", {Pack}.").ToString();
    }
}
