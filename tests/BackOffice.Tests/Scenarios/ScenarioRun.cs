using System.Globalization;
using BackOffice.Payroll;
using BackOffice.Payroll.Domain;

namespace BackOffice.Scenarios;

/// <summary>Calculates a scenario with the rules of the program and says how the slip differs from what is expected.</summary>
internal static class ScenarioRun
{
    private static readonly Lazy<CountryRuleBook> Rules = new(PayrollRules.Read);

    /// <summary>Every difference, in words; empty when the slips are as expected.</summary>
    public static IReadOnlyList<string> DifferencesOf(IReadOnlyList<Scenario> steps)
    {
        List<string> differences = [];
        var balances = steps[0].Before;
        foreach (var step in steps)
        {
            var outcome = Calculate(step, balances);
            differences.AddRange(DifferencesOf(step, outcome).Concat(UnknownFactsOf(step)).Select(difference => $"{step.Period} {step.Title}: {difference}"));
            balances = outcome.Slip?.Closing ?? balances;
        }

        return differences;
    }

    private static PayOutcome Calculate(Scenario step, Balances before)
    {
        var rules = Rules.Value.Find(step.Country, step.Period, step.PayDay ?? step.Period.Last) ?? throw new InvalidOperationException($"No rules of {step.Country} for {step.Period}.");
        return PayEngine.Calculate(step.Case(before), rules);
    }

    private static IEnumerable<string> DifferencesOf(Scenario step, PayOutcome outcome)
        => CodesOf("problems", step.Problems, outcome.Problems.Select(problem => problem.Code))
            .Concat(outcome.Slip is not { } slip ? [] : DifferencesOf(step, slip));

    private static IEnumerable<string> DifferencesOf(Scenario step, Payslip slip)
    {
        foreach (var figure in step.Expect)
        {
            var actual = Actual(figure, slip);
            if (actual != figure.Amount)
            {
                yield return $"{figure.Line ?? figure.Balance}{(figure.Of is null ? null : $" of {figure.Of}")} is {Text(actual)}, expected {Text(figure.Amount)}{(figure.Sum is null ? null : $" ({figure.Sum})")}.{Why(figure, slip)}";
            }
        }

        foreach (var line in slip.Lines.Where(line => line.Kind != PayLineKind.Basis && step.Others != "ignored" && !step.Expect.Any(figure => Names(figure, line))))
        {
            yield return $"{line.Code} {Text(line.Amount)} is not expected.{Why(line)}";
        }

        foreach (var difference in CodesOf("alerts", step.Alerts, slip.Alerts.Select(alert => alert.Code)))
        {
            yield return difference;
        }
    }

    private static decimal Actual(ExpectedFigure figure, Payslip slip) => figure switch
    {
        { Balance: { } balance } => balance.Split('/', 2) is [var year, var name] ? slip.Closing.Of(int.Parse(year, CultureInfo.InvariantCulture), name) : slip.Closing.Of(balance),
        { Line: "gross" } => slip.Gross,
        { Line: "net" } => slip.Net,
        { Line: "withheld" } => slip.Withheld,
        { Line: "employer-cost" } => slip.EmployerCost,
        _ => slip.Lines.Where(line => Names(figure, line)).Sum(line => line.Amount),
    };

    private static bool Names(ExpectedFigure figure, PayLine line)
        => line.Code == figure.Line && (figure.Of is null || figure.Of == line.Contract || figure.Of == line.Reference || figure.Of == line.For?.ToString());

    private static IEnumerable<string> CodesOf(string what, IEnumerable<string> expected, IEnumerable<string> actual)
    {
        var (wanted, got) = (string.Join(", ", expected.Distinct().Order(StringComparer.Ordinal)), string.Join(", ", actual.Distinct().Order(StringComparer.Ordinal)));
        return wanted == got ? [] : [$"{what} are [{got}], expected [{wanted}]."];
    }

    private static IEnumerable<string> UnknownFactsOf(Scenario step)
    {
        var known = Rules.Value.Find(step.Country)!.Facts.ToDictionary(fact => fact.Name);
        var pay = step.Case(step.Before);
        return pay.Contracts.SelectMany(spell => spell.Facts.All).Concat(pay.Facts.All).Concat(pay.Absences.SelectMany(absence => absence.Facts.All))
            .Select(fact => known.TryGetValue(fact.Key, out var definition) ? definition.ProblemWith(fact.Value) : $"'{fact.Key}' is no fact of {step.Country}.")
            .OfType<string>();
    }

    private static string Why(ExpectedFigure figure, Payslip slip) => string.Concat(slip.Lines.Where(line => Names(figure, line)).Select(Why));

    private static string Why(PayLine line)
        => $"\n      {line.Code} {Text(line.Amount)} by {line.Rule}: {line.Because.Formula} = {Text(line.Because.Exact)} with {string.Join(", ", line.Because.Figures.Select(figure => $"{figure.Name} {Text(figure.Value)}"))}";

    private static string Text(decimal value) => value.ToString("0.00######", CultureInfo.InvariantCulture);
}
