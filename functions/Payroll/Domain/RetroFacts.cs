namespace BackOffice.Payroll.Domain;

/// <summary>
/// Whether facts or dependants that were written down late would have changed what the law withholds or gives of a paid month. Most
/// of that no difference corrects, since contributions and tax are those of the open month; what is an affair of the employer is: <see cref="RetroEmployer"/>.
/// </summary>
internal static class RetroFacts
{
    /// <param name="known">The month as it is known now.</param>
    /// <param name="slip">What it comes to as it is known now.</param>
    /// <param name="told">The month as it was known when a slip last looked at it.</param>
    /// <param name="rules">Of the month.</param>
    public static bool Matter(PayCase known, Payslip slip, PayCase told, PayRules rules)
    {
        var before = WithFactsOf(known, told) with { Dependants = told.Dependants };
        return !IsSame(before, known) && !ByLaw(PayEngine.Calculate(before, rules).Slip).SequenceEqual(ByLaw(slip));
    }

    /// <summary>A month with the facts that another reading of it knows, of the person and of each contract.</summary>
    public static PayCase WithFactsOf(PayCase month, PayCase other)
        => month with { Facts = other.Facts, Contracts = [.. month.Contracts.Select(spell => spell with { Facts = FactsOf(spell, other) })] };

    private static Facts FactsOf(ContractSpell spell, PayCase told)
        => told.Contracts.LastOrDefault(other => other.Contract == spell.Contract && other.From <= spell.From)?.Facts ?? spell.Facts;

    private static bool IsSame(PayCase one, PayCase other)
        => one.Facts.All.SequenceEqual(other.Facts.All) && one.Dependants.SequenceEqual(other.Dependants)
            && one.Contracts.Zip(other.Contracts, (left, right) => left.Facts.All.SequenceEqual(right.Facts.All)).All(same => same);

    /// <summary>Everything that nobody wrote down as a pay element and the employee pays or has; what a case comes to that has no slip is nothing.</summary>
    private static IEnumerable<(string Code, PayLineKind Kind, decimal Amount)> ByLaw(Payslip? slip)
        => slip?.Lines
            .Where(line => line.Kind is PayLineKind.EmployeeContribution or PayLineKind.Tax || (line.Kind == PayLineKind.Credit && line.Rule != PaidElements.Rule))
            .Select(line => (line.Code, line.Kind, line.Amount)) ?? [];
}
