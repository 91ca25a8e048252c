namespace BackOffice.Payroll.Domain.Countries;

/// <summary>Names of the sums that Italian slips leave to the next. Those of the month begin with month.</summary>
internal static class ItalianBalances
{
    /// <summary>The year's INPS base, exact and without ceiling.</summary>
    public const string Insured = "inps.insured";
    public const string Contributions = "inps";
    public const string Additional = "inps.additional";
    public const string Employer = "inps.employer";

    /// <summary>Due on the exact base at the rate of each month, less what the slips have: what the settlement of the year is about.</summary>
    public const string Rest = Contributions + RetroEmployer.Rest;
    public const string EmployerRest = Employer + RetroEmployer.Rest;

    /// <summary>Earnings and benefits that IRPEF counts, before contributions; without arrears of earlier years.</summary>
    public const string Taxable = "irpef.gross";

    /// <summary>Contributions on arrears of earlier years, which are deducted there.</summary>
    public const string ContributionsApart = "irpef.apart.contributions";

    /// <summary>Net of its contributions, taken out of the ordinary income by a substitute tax.</summary>
    public const string Substituted = "irpef.substituted";

    /// <summary>The months' taxable incomes as they were taxed.</summary>
    public const string Taxed = "irpef.base";
    public const string Tax = "irpef";
    public const string Further = "irpef.ulteriore";
    public const string Sum = "somma.integrativa";
    public const string Treatment = "trattamento.integrativo";
    public const string Days = "irpef.days";
    public const string Thirteenth = "irpef.13th";
    public const string Fourteenth = "irpef.14th";
    public const string PensionFund = "pension-fund";
    public const string PensionFundEmployer = "pension-fund.employer";
    public const string Fringe = "fringe";
    public const string FringeTaxed = "fringe.taxed";
    public const string SickDays = "sick.days";

    /// <summary>Of last year, withheld this year.</summary>
    public const string Regional = "addizionale.regionale";
    public const string Municipal = "addizionale.comunale";

    /// <summary>Of this year, withheld this year.</summary>
    public const string Advance = "addizionale.comunale.acconto";
    public const string OwnRegional = "addizionale.regionale.anno";
    public const string OwnMunicipal = "addizionale.comunale.anno";

    /// <summary>Of this year, to be withheld next year.</summary>
    public const string RegionalDue = "addizionale.regionale.due";
    public const string MunicipalDue = "addizionale.comunale.due";
    public const string AdvanceDue = "addizionale.comunale.acconto.due";

    /// <summary>Employment income of the year as settled.</summary>
    public const string Income = "irpef.income";

    /// <summary>The month of the last settlement.</summary>
    public const string Settled = "conguaglio.month";

    /// <summary>Severance paid to the pension fund, which pays it out.</summary>
    public const string SeveranceToFund = "tfr.pension-fund";

    /// <summary>Severance paid, in advance or at the end, without revaluations; and the tax on it.</summary>
    public const string SeverancePaid = "tfr.tassato";
    public const string SeveranceTax = "tfr.irpef";

    public const string MonthEarned = "month.inps.earned";
    public const string MonthFloor = "month.inps.floor";
    public const string MonthInsured = "month.inps.insured";
    public const string MonthContributions = "month.inps";
    public const string MonthAdditional = "month.inps.additional";
    public const string MonthCharged = "month.inps.base";
    public const string MonthEmployer = "month.inps.employer";
    public const string MonthTaxed = "month.irpef.base";
    public const string MonthTax = "month.irpef";
    public const string MonthFurther = "month.irpef.ulteriore";
    public const string MonthDays = "month.irpef.days";
    public const string MonthTreatment = "month.trattamento.integrativo";
}
