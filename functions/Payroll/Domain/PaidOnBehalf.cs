namespace BackOffice.Payroll.Domain;

/// <summary>Benefits that the employer only advances, and that the insurance gives back: ZUS, FNUASS, INPS, INAIL. They are gross, but no cost.</summary>
public static class PaidOnBehalf
{
    /// <summary>Whether lines of a code are such benefits.</summary>
    public static bool Has(string code) => code is "sick.insurance" or "maternity.insurance" or "accident.insurance";
}
