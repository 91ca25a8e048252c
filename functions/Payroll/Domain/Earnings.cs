namespace BackOffice.Payroll.Domain;

/// <summary>What a run of this kind pays: base pay by contract, prorated; hours with their premiums; elements; 13th and 14th.</summary>
internal static class Earnings
{
    public static void Add(PaySheet sheet, ICountryCalculation law)
    {
        if (sheet.Case.PaysTime())
        {
            BasePay.Add(sheet, law);
            PaidHours.Add(sheet, law);
        }

        PaidElements.Add(sheet, law);
        ExtraMonths.Add(sheet);
    }

    /// <summary>Whether the month's time is paid; the other kinds pay only what they are named after, and elements.</summary>
    public static bool PaysTime(this PayCase pay) => pay.Kind.PaysTime(pay.WithTime);

    /// <summary>The same of a run, and of a person for whom it was decided.</summary>
    public static bool PaysTime(this PayRunKind kind, bool? withTime) => withTime ?? kind is PayRunKind.Regular or PayRunKind.Final;

    /// <summary>The terms of each contract together, in the order in which the contracts first appear.</summary>
    public static IEnumerable<IReadOnlyList<ContractSpell>> ByContract(this PayCase pay)
        => pay.Contracts.Count == 1 ? [pay.Contracts] : pay.Contracts.GroupBy(spell => spell.Contract, StringComparer.Ordinal).Select(IReadOnlyList<ContractSpell> (spells) => [.. spells]);
}
