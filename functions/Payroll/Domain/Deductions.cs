namespace BackOffice.Payroll.Domain;

/// <summary>Withholds what was agreed, and debts of earlier slips.</summary>
internal static class Deductions
{
    public static void Withhold(PaySheet sheet)
    {
    }
}
