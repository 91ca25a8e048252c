namespace BackOffice.Payroll.Domain.Countries;

/// <summary>What an Italian slip cannot be made of.</summary>
internal static class ItalianProblems
{
    public static IEnumerable<PayProblem> Of(PayCase pay, ItalianLaw law)
    {
        if (pay.Contracts.Count == 0)
        {
            yield break;
        }

        var facts = pay.Facts.OverriddenBy(pay.Contracts[0].Facts);
        var own = ItalianOwnSurtaxes.Of(facts);
        if (facts.Word(ItalianFacts.Region) is { } region && !own.Knows(region) && !law.Surtaxes.KnowsRegion(region))
        {
            yield return new PayProblem("rule-gap", "facts.region", $"The rules have no regional surtax '{region}': give its table by the fact surtaxes of the pay group.");
        }

        if (facts.Word(ItalianFacts.Municipality) is { } code && !own.Knows(code) && !law.Surtaxes.KnowsMunicipality(code))
        {
            yield return new PayProblem("rule-gap", "facts.comune", $"The rules have no municipal surtax '{code}': give its table by the fact surtaxes of the pay group.");
        }

        var advances = pay.Elements.Where(element => element.Code == ItalianSeverance.Advance).ToList();
        if (advances.Exists(element => element.For is null && element.Amount is not > 0) || (advances.Count > 0 && advances.Sum(element => element.Amount) > pay.Before.Of(ItalianSeveranceFund.Own.Code)))
        {
            yield return new PayProblem("severance-advance", $"elements.{ItalianSeverance.Advance}", "An advance on the severance is an amount above 0, up to what the employer has set aside.");
        }

        foreach (var problem in pay.Elements.Select(element => Of(element, law)).Concat(pay.Absences.Select(absence => Of(absence, law))).OfType<PayProblem>())
        {
            yield return problem;
        }
    }

    private static PayProblem? Of(PayElement element, ItalianLaw law)
        => law.Benefits.IsVoucher(element.Code) && (element.Quantity is null || element.Rate is null) ? new PayProblem("missing-quantity", $"elements.{element.Code}", $"{element.Code} has a quantity (days) and a rate (value of one).")
            : law.Benefits.KindOf(element.Code) is { } kind && (element.Kind != kind || element.Treatments != Treatments.None) ? new PayProblem("wrong-treatment", $"elements.{element.Code}", $"{element.Code} is a {(kind == PayLineKind.Credit ? "credit" : "benefit")} without treatments: what of it is taxed is calculated.")
            : null;

    private static PayProblem? Of(Absence absence, ItalianLaw law)
        => !law.Absences.Knows(absence.Kind) ? new PayProblem("unknown-absence", "absences.kind", $"'{absence.Kind}' is no absence that these rules know: {law.Absences.Known}.")
            : absence.HoursPerDay is not null && law.Absences.IsInsured(absence.Kind) ? new PayProblem("absence-hours", "absences.hoursPerDay", $"{absence.Kind} is by whole days: an insurance pays by the day.")
            : null;
}
