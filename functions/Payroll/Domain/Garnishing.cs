namespace BackOffice.Payroll.Domain;

/// <summary>Withholds for creditors, the most urgent first, within what the law leaves them.</summary>
internal static class Garnishing
{
    public static void Withhold(PaySheet sheet, GarnishmentLimits limits)
    {
    }
}
