using NodaTime;

namespace BackOffice.Payroll.Domain.Countries;

/// <summary>Romanian payroll: CAS, CASS and income tax in whole lei, CAM, the part free of all at the minimum wage, vouchers, sickness.</summary>
internal sealed class Romania : ICountryRules
{
    public string Country => "RO";

    public IReadOnlyList<FactDefinition> Facts { get; } =
    [
        .. DebtTerms.Facts,
        new("base-function", FactKind.Flag, "Whether the base function is here: personal deduction and exempt amount. True when not said."),
        new("dep", FactKind.Number, "Dependants for the personal deduction. Counted from those of the person when not said.") { Range = (0, 30) },
        new("kids", FactKind.Number, "Children at school for whom this parent has 100 lei each. Counted from the dependants when not said.") { Range = (0, 30) },
        new("exempt", FactKind.Number, "The amount free of tax and contributions in lei, 0 for none. By the rule when not said.") { Range = (0, 300) },
        new("exempt.lowered", FactKind.Flag, "Whether the base salary was lowered in the year, so that no amount is free. False when not said."),
        new("floor.exception", FactKind.Word, "Why a part-time contract pays contributions on its own pay only. None when not said.") { Words = ["pupil", "apprentice", "disabled", "pensioner", "several-contracts"] },
        new("tickets", FactKind.Number, "Value in lei of the meal voucher for each day worked. None when not said.") { Range = (0, 100) },
        new("sick.code", FactKind.Word, "Of an absence: the code of the certificate. 01, ordinary sickness, when not said.") { Words = ["01", "05", "06", "07", "09", "12", "13", "14", "15"] },
        new("sick.since", FactKind.Day, "Of an absence: first day of the sickness, when its certificate goes on from an earlier one."),
        new("sick.income", FactKind.Number, "Of an absence: income of the last six months, each up to twelve minimum wages. From earlier slips when not said.") { Range = (0, 10_000_000) },
        new("sick.days", FactKind.Number, "Of an absence: working days of those six months. From earlier slips when not said.") { Range = (1, 190) },
    ];

    // Minimum wage, exempt amount and contributions are those of the month of the work, whenever it is paid.
    public LocalDate RulesOn(Period period, LocalDate payDay) => period.Last;

    public ICountryCalculation Prepare(RulePack pack) => new RomaniaCalculation(pack);
}
