namespace BackOffice.Payroll.Domain;

/// <summary>Base pay by contract, prorated; elements; hours with their premiums.</summary>
internal static class Earnings
{
    public static void Add(PaySheet sheet, ICountryCalculation law)
    {
        foreach (var spell in sheet.Case.Contracts)
        {
            var amount = spell.MonthlyPay ?? 0;
            sheet.Add(new PayLine { Code = "pay.base", Kind = PayLineKind.Earning, Amount = amount, Rule = "proration", Treatments = Treatments.Ordinary, Contract = spell.Contract, Because = new Trace("monthly pay", amount) });
        }
    }
}
