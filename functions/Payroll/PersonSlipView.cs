using BackOffice.Payroll.Domain;

namespace BackOffice.Payroll;

/// <summary>A person of a run who is not simply in it.</summary>
/// <param name="Person">The id.</param>
/// <param name="State">Failed, left out, held, returned.</param>
/// <param name="Round">The round it was found or decided in.</param>
/// <param name="Reason">Of who decided.</param>
/// <param name="Actor">Who decided; the process where a slip failed.</param>
/// <param name="At">By UTC.</param>
/// <param name="Problems">Why there is no slip, each with what would be right.</param>
internal sealed record PersonLine(string Person, PersonState State, int Round, string Reason, string Actor, DateTimeOffset At, IReadOnlyList<PayProblem> Problems)
{
    public static PersonLine From(PersonRow row) => new(row.Person, row.State, row.Round, row.Reason, row.Actor, row.At, row.ReadProblems());
}

/// <summary>A person in a run.</summary>
/// <param name="Person">The id.</param>
/// <param name="State">Where he is.</param>
/// <param name="Round">The round that calculated the slip.</param>
/// <param name="Gross">Null without a slip, as the others.</param>
/// <param name="Withheld">Contributions, tax, deductions, garnishments.</param>
/// <param name="Net">What is paid.</param>
/// <param name="EmployerCost">Gross and the employer's own contributions, without what is paid on behalf of the insurance.</param>
/// <param name="Currency">Of all amounts.</param>
/// <param name="Rules">The version of the payroll rules.</param>
/// <param name="Lines">Every line, each with the sum behind it.</param>
/// <param name="Alerts">What a clerk should look at.</param>
/// <param name="Problems">Why there is no slip.</param>
/// <param name="Decision">Why he is left out or held; null when he is not.</param>
internal sealed record PersonSlipView(
    string Person,
    PersonState State,
    int Round,
    decimal? Gross,
    decimal? Withheld,
    decimal? Net,
    decimal? EmployerCost,
    string? Currency,
    string? Rules,
    IReadOnlyList<PayLineView> Lines,
    IReadOnlyList<PayAlert> Alerts,
    IReadOnlyList<PayProblem> Problems,
    PersonLine? Decision);

/// <summary>A line and why it is that amount.</summary>
/// <param name="Code">What it is.</param>
/// <param name="Name">The same in words.</param>
/// <param name="Kind">Where it counts.</param>
/// <param name="Amount">In the currency of the slip.</param>
/// <param name="For">The earlier month that it corrects.</param>
/// <param name="Formula">How it came about.</param>
/// <param name="Figures">The figures in the formula.</param>
/// <param name="Exact">Before rounding.</param>
/// <param name="Rounding">How it was rounded.</param>
/// <param name="Rule">The rule of the pack.</param>
/// <param name="Source">Where the rule is written.</param>
/// <param name="Confidence">How certain it is: S sure, M from text or press, L to be checked.</param>
internal sealed record PayLineView(
    string Code,
    string Name,
    PayLineKind Kind,
    decimal Amount,
    string? For,
    string Formula,
    IReadOnlyList<Figure> Figures,
    decimal Exact,
    string Rounding,
    string Rule,
    string Source,
    Primitives.Confidence Confidence)
{
    public static PayLineView From(PayLine line, RulePack pack)
    {
        var rule = pack.Rule(line.Rule);
        return new PayLineView(line.Code, rule.Name, line.Kind, line.Amount, line.For?.ToString(), line.Because.Formula, line.Because.Figures, line.Because.Exact, rule.Rounding.Name, rule.Id, rule.Source, rule.Confidence);
    }
}
