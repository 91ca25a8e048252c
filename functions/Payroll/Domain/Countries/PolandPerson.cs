using NodaTime;

namespace BackOffice.Payroll.Domain.Countries;

/// <summary>What Polish rules read of a person, with the defaults of the law where nothing was said.</summary>
internal sealed record PolandPerson
{
    private const string UnderAge = "under-26";

    public required Facts Facts { get; init; }

    /// <summary>Costs of earning a month.</summary>
    public required decimal Costs { get; init; }

    /// <summary>Tax-reducing amount a month.</summary>
    public required decimal Reduction { get; init; }

    /// <summary>That of people under 26 is granted by the payer of itself, up to the birthday, unless the person asked in writing for tax (PIT Act art. 21(1)(148)).</summary>
    public required bool HasRelief { get; init; }

    /// <summary>The relief was claimed for an age that is over.</summary>
    public bool ReliefIsOver { get; init; }

    /// <summary>Null when not in PPK.</summary>
    public decimal? PpkRate { get; init; }

    public decimal PpkEmployerRate { get; init; }

    public required bool OwesLabourFund { get; init; }

    public static PolandPerson Of(PayCase pay, PolandLaw law)
    {
        var facts = pay.Facts;
        foreach (var spell in pay.Contracts)
        {
            facts = facts.OverriddenBy(spell.Facts);
        }

        var relief = facts.Word("relief") ?? "none";
        var isYoung = pay.PayDay <= pay.BornOn.PlusYears(law.ReliefAge);
        var inPpk = facts.Flag("ppk");
        return new PolandPerson
        {
            Facts = facts,
            Costs = facts.Number("kup", law.Costs),
            Reduction = facts.Number("pit2", law.Reduction),
            HasRelief = relief is not ("none" or UnderAge) || (isYoung && !facts.Flag("relief.under-26.waived")),
            ReliefIsOver = relief == UnderAge && !isYoung,
            PpkRate = inPpk ? facts.Number("ppk.employee.rate", law.PpkEmployee.Rate) : null,
            PpkEmployerRate = inPpk ? facts.Number("ppk.employer.rate", law.PpkEmployer.Rate) : 0,
            OwesLabourFund = !facts.Flag("fp.exempt") && !IsOfAge(pay, law),
        };
    }

    // From the month after the birthday; from the month itself when it is the first day.
    private static bool IsOfAge(PayCase pay, PolandLaw law) => pay.Sex switch
    {
        Sex.Female => pay.BornOn.PlusYears(law.WomensAge) <= Period.Of(pay.PayDay).First,
        Sex.Male => pay.BornOn.PlusYears(law.MensAge) <= Period.Of(pay.PayDay).First,
        _ => false,
    };
}
