namespace BackOffice.Payroll.Domain;

/// <summary>Hours and absences that nobody can be paid by.</summary>
internal static class TimeCheck
{
    public static void OfHours(PayCase pay, RulePack pack, List<PayProblem> problems)
    {
        foreach (var hours in pay.Hours)
        {
            if (hours.Hours < 0)
            {
                problems.Add(new PayProblem("negative-hours", "hours", $"{hours.Kind}: hours are not negative."));
            }

            if (hours.Kind != PaidHours.Worked && pack.Find("premium." + hours.Kind) is null)
            {
                problems.Add(new PayProblem("unknown-hours", "hours.kind", $"The pack has no rule premium.{hours.Kind}."));
            }

            if (PayCaseCheck.Unknown(hours.Contract, pay))
            {
                problems.Add(new PayProblem("unknown-contract", "hours.contract", $"{hours.Kind}: no such contract is in the case."));
            }
            else if (IsAmbiguous(hours, pay))
            {
                problems.Add(new PayProblem("ambiguous-hours", "hours", $"{hours.Kind}: several terms are in force; name the contract, and a day where pay by the hour changes."));
            }
        }
    }

    public static void OfAbsences(PayCase pay, PayRules rules, List<PayProblem> problems)
    {
        for (var i = 0; i < pay.Absences.Count; i++)
        {
            var absence = pay.Absences[i];
            if (absence.To < absence.From)
            {
                problems.Add(new PayProblem("absence-days", "absences.to", $"{absence.Kind}: the last day is before the first."));
            }

            if (absence.HoursPerDay is <= 0 or > 24)
            {
                problems.Add(new PayProblem("absence-hours", "absences.hoursPerDay", $"{absence.Kind}: hours of a day are above 0, up to 24."));
            }

            if (PayCaseCheck.Unknown(absence.Contract, pay))
            {
                problems.Add(new PayProblem("unknown-contract", "absences.contract", $"{absence.Kind}: no such contract is in the case."));
            }

            if (pay.Absences.Skip(i + 1).Any(other => other.From <= absence.To && absence.From <= other.To && absence.HoursPerDay is null && other.HoursPerDay is null
                && (other.Contract is null || absence.Contract is null || other.Contract == absence.Contract)))
            {
                problems.Add(new PayProblem("overlapping-absences", "absences", $"{absence.Kind} overlaps another absence of whole days."));
            }

            problems.AddRange(absence.Facts.ProblemsBy(rules.Facts));
        }
    }

    private static bool IsAmbiguous(WorkedHours hours, PayCase pay)
    {
        if (pay.Contracts.Count < 2)
        {
            return false;
        }

        var terms = pay.Contracts.Where(spell => hours.Contract is null || spell.Contract == hours.Contract).ToList();
        return terms.DistinctBy(spell => spell.Contract, StringComparer.Ordinal).Count() > 1
            || (hours.On is { } day
                ? !terms.Exists(spell => spell.From <= day && (spell.To is not { } to || day <= to))
                : hours.Kind == PaidHours.Worked && terms.DistinctBy(spell => spell.HourlyPay).Count() > 1);
    }
}
