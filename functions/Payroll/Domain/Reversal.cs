namespace BackOffice.Payroll.Domain;

/// <summary>Takes a slip back by its opposite; the slip itself stays as it was.</summary>
public static class Reversal
{
    /// <summary>
    /// The opposite of every line, for the month of the slip. Of a slip that was paid the net becomes a debt of the person, so that
    /// nothing is paid and nothing is asked; of one that was not, the opposite net cancels the payment that waits.
    /// </summary>
    public static ReversedSlip Of(ReversalRequest request)
    {
        var slip = request.Slip;
        List<PayLine> lines = [.. slip.Lines.Select(line => line with { Amount = -line.Amount, For = line.For ?? slip.Period, Because = new Trace("- line of the reversed slip", -line.Amount, new Figure("line of the reversed slip", line.Amount)) })];
        var owed = request.WasPaid ? Math.Max(0, slip.Net) : 0;
        if (owed > 0)
        {
            lines.Add(new PayLine { Code = "debt.carried", Kind = PayLineKind.CarriedForward, Amount = owed, Rule = Deductions.Debt, For = slip.Period, Because = new Trace("net of the reversed slip", owed, new Figure("net of the reversed slip", owed)) });
        }

        var opposite = new Payslip
        {
            Person = slip.Person,
            Period = request.InPeriod,
            Kind = PayRunKind.Correction,
            Currency = slip.Currency,
            Rules = slip.Rules,
            Lines = lines,
            Closing = Closing(request, owed),
            Alerts = owed > 0 ? [new PayAlert("claw-back", "The net of the reversed slip is owed and recovered from later slips.")] : [],
        };
        return new ReversedSlip(opposite, owed, Plan(owed, request.MonthlyRecovery));
    }

    // What the slip added to each sum is taken off again. Where nothing came after it, the sum is again what it was before the slip,
    // which also holds for the markers that say which month a sum is of; where something did, markers stay.
    private static Balances Closing(ReversalRequest request, decimal owed)
    {
        Dictionary<(int Year, string Name), decimal> changes = [];
        var sameMonth = request.Current.Of(MonthBalances.Marker) == request.Slip.Closing.Of(MonthBalances.Marker);
        foreach (var key in request.Slip.Closing.Keys.Union(request.Opening.Keys))
        {
            var (opening, closing, current) = (Value(request.Opening, key), Value(request.Slip.Closing, key), Value(request.Current, key));
            if (current == closing)
            {
                changes[key] = opening;
            }
            else if (!IsMarker(key.Name) && (sameMonth || !key.Name.StartsWith(MonthBalances.Prefix, StringComparison.Ordinal)))
            {
                changes[key] = current - (closing - opening);
            }
        }

        if (owed > 0 && request.MonthlyRecovery > 0)
        {
            changes[(0, Deductions.DebtPlan)] = request.MonthlyRecovery;
        }

        changes[(0, Deductions.Debt)] = changes.GetValueOrDefault((0, Deductions.Debt), request.Current.Of(Deductions.Debt)) + owed;
        return request.Current.With(changes, keepFrom: request.InPeriod.Year - 1);
    }

    private static bool IsMarker(string name) => name == MonthBalances.Marker || name.Contains(".until", StringComparison.Ordinal);

    private static decimal Value(Balances balances, (int Year, string Name) key) => balances.Of(key.Year, key.Name);

    private static IReadOnlyList<decimal> Plan(decimal owed, decimal monthly)
        => owed == 0 ? []
            : monthly <= 0 || monthly >= owed ? [owed]
            : [.. Enumerable.Repeat(monthly, (int)(owed / monthly)), .. owed % monthly == 0 ? (decimal[])[] : [owed % monthly]];
}

/// <summary>A slip to take back.</summary>
/// <param name="Slip">As it was calculated.</param>
/// <param name="Opening">The balances it began with.</param>
/// <param name="Current">The person's balances now, after all later slips.</param>
/// <param name="InPeriod">The open month that the reversal belongs to.</param>
public sealed record ReversalRequest(Payslip Slip, Balances Opening, Balances Current, Period InPeriod)
{
    /// <summary>Whether the money left: then the person owes it.</summary>
    public required bool WasPaid { get; init; }

    /// <summary>What is recovered a month at most, in whole minor units; 0 for all at once.</summary>
    public decimal MonthlyRecovery { get; init; }
}

/// <summary>The opposite of a slip.</summary>
/// <param name="Slip">Its net is zero when the reversed one was paid.</param>
/// <param name="ClawBack">What the person owes.</param>
/// <param name="Plan">How it is meant to come back, month by month; each slip takes what its protected net allows.</param>
public sealed record ReversedSlip(Payslip Slip, decimal ClawBack, IReadOnlyList<decimal> Plan);
