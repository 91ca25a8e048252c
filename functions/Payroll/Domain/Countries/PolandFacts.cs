namespace BackOffice.Payroll.Domain.Countries;

/// <summary>What Polish payroll wants to know beyond the common terms.</summary>
internal static class PolandFacts
{
    public static IReadOnlyList<FactDefinition> Definitions { get; } =
    [
        .. DebtTerms.Facts,
        new("kup", FactKind.Number, "Costs of earning a month, in zloty: 250, 300 for commuters, 0 on request. Not said: as the pack says, 250.") { Range = (0, 300) },
        new("pit2", FactKind.Word, "Tax-reducing amount a month by PIT-2: 300, 150 or 100 when shared, 0 when not filed. Not said: as the pack says, 300.") { Words = ["300", "150", "100", "0"] },
        new("relief", FactKind.Word, "Income free of tax up to the common yearly limit, by a declaration; that of people under 26 holds without one. Not said: none.") { Words = ["none", "under-26", "relocation", "family", "senior"] },
        new("relief.under-26.waived", FactKind.Flag, "Under 26, and asked in writing to be taxed all the same (PIT Act art. 31a). Not said: no."),
        new("ppk", FactKind.Flag, "Takes part in PPK. Not said: no."),
        new("ppk.employee.rate", FactKind.Number, "PPK of the participant, as a fraction. Not said: 0.02.") { Range = (0.005m, 0.04m) },
        new("ppk.employer.rate", FactKind.Number, "PPK of the employer, as a fraction. Not said: 0.015.") { Range = (0.015m, 0.04m) },
        new("ppk.paid", FactKind.Word, "When the employer's part is paid in and so taxed. Not said: same-month.") { Words = ["same-month", "next-month"] },
        new("accident.rate", FactKind.Number, "Accident insurance of the employer, as a fraction. Not said: 0.0167.") { Range = (0.0067m, 0.0333m) },
        new("fp.exempt", FactKind.Flag, "Free of the Labour Fund for another reason than age. Not said: no."),
        new("zus.base.elsewhere", FactKind.Number, "Base for pension and disability reached with other payers this year, in zloty. Not said: 0.") { Range = (0, 1_000_000) },
        new("sick.average", FactKind.Number, "Average monthly pay of the twelve months before a sickness, in zloty, with contributions. Not said: from earlier slips, and the pay agreed where they have none.") { Range = (0, 10_000_000) },
        new("sick.days.elsewhere", FactKind.Number, "Days of sick pay had from other employers this year. Not said: 0.") { Range = (0, 33) },
        new("sick.insured-before", FactKind.Flag, "No waiting period: insured before, or for ten years. Not said: no."),
        new("sick.benefit.payer", FactKind.Word, "Who pays benefits after the days of the employer. Not said: the employer, on behalf of ZUS.") { Words = ["employer", "zus"] },
        new("sick.cause", FactKind.Word, "Of an absence: why sick. Not said: illness.") { Words = ["illness", "pregnancy", "commuting-accident"] },
    ];
}
