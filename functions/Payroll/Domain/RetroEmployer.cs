using BackOffice.Primitives;

namespace BackOffice.Payroll.Domain;

/// <summary>
/// What the employer owes for months that are paid, by facts that became known later: a rate that was wrong. Contributions on top are charged; of
/// those of the employee he bears what was withheld too little, where the law of the country says so, and gives back what was too much. The pay
/// stays as it was paid: what is missing of it is charged when it is paid, in the open month.
/// </summary>
public static class RetroEmployer
{
    /// <summary>How the balance ends that keeps what is still to be settled of a contribution, beside the one of its code.</summary>
    internal const string Rest = ".rest";

    private const string OfMonth = MonthBalances.Prefix;

    /// <summary>Elements for the open run's case: what is owed by the facts as they are known now, less all that was ever charged for the month.</summary>
    /// <param name="paid">The slips since the first month that is looked at, in the order in which they were posted.</param>
    /// <param name="open">The month of the open run; what it pays itself is not looked at.</param>
    public static IReadOnlyList<PayElement> Of(IReadOnlyList<PaidSlip> paid, Period? open)
    {
        Dictionary<Contribution, decimal> differences = [];
        Dictionary<(int Year, string Name), decimal> shift = [];
        foreach (var slip in paid)
        {
            var due = shift.Count == 0 && !slip.HasOtherFacts ? slip.Slip : slip.Due(shift) ?? slip.Slip;
            Count(differences, due.Lines.Where(line => line.For is null), slip, 1);
            Count(differences, slip.Slip.Lines.Where(line => line.For is null), slip, -1);
            shift = ReferenceEquals(due, slip.Slip) ? shift : Shift(due, slip);
        }

        var borne = paid.SelectMany(slip => slip.Rules.Law.Borne).DistinctBy(pair => pair.Key).ToDictionary(StringComparer.Ordinal);
        var brought = Brought(paid);
        return
        [
            .. differences.Where(entry => entry.Key.Month != open)
                .OrderBy(entry => entry.Key.Month).ThenBy(entry => entry.Key.Code, StringComparer.Ordinal).ThenBy(entry => entry.Key.Reference, StringComparer.Ordinal)
                .SelectMany(entry => entry.Key.Kind == PayLineKind.EmployeeContribution ? Shared(entry, borne[entry.Key.Code], brought) : [ElementOf(entry.Key, entry.Value - brought.GetValueOrDefault(entry.Key))])
                .Where(element => element.Amount != 0),
        ];
    }

    /// <summary>
    /// Adds what such an element brings to the sum of its year, where the law of the country keeps one by the code of the line: the settlement of
    /// the year has it then. To that of the month as well when the slip is of the same one: it owes no more for what earlier slips were charged.
    /// </summary>
    internal static void Remember(PaySheet sheet, PayLine line, ICountryCalculation law)
    {
        if (!IsDifference(line.Kind, line.For))
        {
            return;
        }

        var (month, code) = (line.For!.Value, law.Borne.FirstOrDefault(pair => pair.Value == line.Code).Key ?? line.Code);
        if (sheet.InYear(month.Year, line.Code) != 0)
        {
            sheet.AddTo(month.Year, line.Code, line.Amount);
        }

        if (month == sheet.Case.Period && sheet.MonthToDate(OfMonth + code) != 0)
        {
            sheet.AddToMonth(OfMonth + code, line.Amount);
        }
    }

    /// <summary>Whether a line brings the difference of a month that is paid.</summary>
    internal static bool IsDifference(PayLineKind kind, Period? month) => kind is PayLineKind.EmployerContribution or PayLineKind.EmployeeContribution && month is not null;

    // What was withheld too little the employer bears; what comes down again he is relieved of first, and the rest is given back.
    private static IEnumerable<PayElement> Shared(KeyValuePair<Contribution, decimal> difference, string code, Dictionary<Contribution, decimal> brought)
    {
        var ofEmployer = difference.Key with { Code = code, Kind = PayLineKind.EmployerContribution };
        var (returned, borne) = (brought.GetValueOrDefault(difference.Key), brought.GetValueOrDefault(ofEmployer));
        var missing = difference.Value - returned - borne;
        var charged = Math.Max(missing, -Math.Max(0, borne));
        return [ElementOf(difference.Key, missing - charged), ElementOf(ofEmployer, charged)];
    }

    private static PayElement ElementOf(Contribution of, decimal amount)
        => new() { Code = of.Code, Kind = of.Kind, Reference = of.Reference, Amount = amount, For = of.Month };

    private static Dictionary<Contribution, decimal> Brought(IReadOnlyList<PaidSlip> paid)
        => paid.SelectMany(slip => slip.Slip.Lines)
            .Where(line => IsDifference(line.Kind, line.For))
            .GroupBy(line => new Contribution(line.For!.Value, line.Code, line.Kind, line.Reference))
            .ToDictionary(lines => lines.Key, lines => lines.Sum(line => line.Amount));

    private static void Count(Dictionary<Contribution, decimal> differences, IEnumerable<PayLine> lines, PaidSlip slip, int sign)
    {
        foreach (var line in lines.Where(line => IsOurs(line, slip)))
        {
            var key = new Contribution(slip.Slip.Period, line.Code, line.Kind, line.Reference);
            differences[key] = differences.GetValueOrDefault(key) + (sign * line.Amount);
        }
    }

    private static bool IsOurs(PayLine line, PaidSlip slip)
        => line.Kind == PayLineKind.EmployerContribution || (line.Kind == PayLineKind.EmployeeContribution && slip.Rules.Law.Borne.ContainsKey(line.Code));

    // What the next slip would have begun with otherwise: the sums of these contributions, of the month and of the year.
    private static Dictionary<(int Year, string Name), decimal> Shift(Payslip due, PaidSlip paid)
    {
        var codes = due.Lines.Concat(paid.Slip.Lines).Where(line => IsOurs(line, paid)).Select(line => line.Code).ToHashSet(StringComparer.Ordinal);
        return due.Closing.Keys.Union(paid.Slip.Closing.Keys)
            .Where(key => codes.Contains(CodeOf(key.Name)))
            .Select(key => (Key: key, Amount: due.Closing.Of(key.Year, key.Name) - paid.Slip.Closing.Of(key.Year, key.Name)))
            .Where(entry => entry.Amount != 0)
            .ToDictionary(entry => entry.Key, entry => entry.Amount);
    }

    private static string CodeOf(string balance)
        => balance.StartsWith(OfMonth, StringComparison.Ordinal) ? balance[OfMonth.Length..]
            : balance.EndsWith(Rest, StringComparison.Ordinal) ? balance[..^Rest.Length]
            : balance;

    private readonly record struct Contribution(Period Month, string Code, PayLineKind Kind, string? Reference);
}
