namespace BackOffice.Payroll.Domain.Countries;

/// <summary>What a year's calculation starts from: sums of the year, nothing rounded.</summary>
internal sealed record ItalianIncome
{
    /// <summary>Earned and insured with INPS, before the ceiling.</summary>
    public required decimal Insured { get; init; }

    /// <summary>Of the employee and the employer, due at the rates of the months; null when the rates of the terms held all year.</summary>
    public (decimal Employee, decimal Employer)? Contributions { get; init; }

    /// <summary>Earnings and benefits that IRPEF counts, before contributions.</summary>
    public required decimal Taxable { get; init; }

    /// <summary>Taken out by substitute taxes, net of contributions.</summary>
    public decimal Substituted { get; init; }

    /// <summary>Contributions on arrears of earlier years, deducted from those.</summary>
    public decimal ContributionsApart { get; init; }

    /// <summary>Paid into the pension fund by the employee.</summary>
    public decimal PensionFund { get; init; }

    public decimal PensionFundEmployer { get; init; }

    /// <summary>Of employment here.</summary>
    public decimal Days { get; init; } = 365;

    public ItalianFamily Family { get; init; } = ItalianFamily.None;
}

/// <summary>
/// The year as the law has it: one calculation, used for the settlement, for the estimate that months are taxed by, and wherever
/// somebody asks what a year comes to. Nothing is rounded on the way but the quotients that the law cuts; results are exact.
/// </summary>
internal sealed record ItalianYear
{
    /// <summary>INPS at the ordinary rate.</summary>
    public required decimal Contributions { get; init; }

    /// <summary>The 1 % above the first band.</summary>
    public required decimal Additional { get; init; }

    public required decimal EmployerContributions { get; init; }

    /// <summary>Of employment here, taxed by IRPEF.</summary>
    public required decimal Own { get; init; }

    /// <summary>Of employment, earlier employers' too.</summary>
    public required decimal Employment { get; init; }

    /// <summary>Reddito complessivo.</summary>
    public required decimal Total { get; init; }

    public required decimal Days { get; init; }

    public required decimal GrossTax { get; init; }

    public required decimal FamilyDeduction { get; init; }

    /// <summary>Art. 13 for the days, at least the minimum, with the supplement.</summary>
    public required decimal EmploymentDeduction { get; init; }

    public required decimal FurtherDeduction { get; init; }

    public required decimal NetTax { get; init; }

    public required decimal Sum { get; init; }

    public required decimal Treatment { get; init; }

    public required decimal RegionalSurtax { get; init; }

    public required decimal MunicipalSurtax { get; init; }

    public static ItalianYear Of(ItalianIncome income, ItalianTerms terms, ItalianLaw law)
    {
        var charged = law.Contributions.ChargedOf(income.Insured, terms.IsCapped);
        var (contributions, employer) = income.Contributions ?? (charged * terms.Contribution, charged * terms.EmployerContribution);
        var additional = law.Contributions.AdditionalOf(charged);
        var own = income.Taxable - (contributions + additional - income.ContributionsApart) - income.Substituted + law.PensionFund.OnIncome(income.PensionFund, income.PensionFundEmployer);
        var employment = Math.Max(0, own) + terms.Earlier.Income;
        var total = employment + terms.OtherIncome;
        var days = ItalianDays.Cap(income.Days + terms.Earlier.Days);
        var gross = law.Tax.GrossOf(employment);
        var (family, work, further) = Deductions((total, days), (income.Family, terms), law);
        var net = Math.Max(0, gross - family - work - further);
        return new ItalianYear
        {
            Contributions = contributions,
            Additional = additional,
            EmployerContributions = employer,
            Own = own,
            Employment = employment,
            Total = total,
            Days = days,
            GrossTax = gross,
            FamilyDeduction = family,
            EmploymentDeduction = work,
            FurtherDeduction = further,
            NetTax = net,
            Sum = terms.SumWaived ? 0 : law.Credits.SumOf((employment, total), days),
            Treatment = terms.TreatmentWaived ? 0 : law.Credits.TreatmentOf((gross, total, days), (family, law.Deductions.ForEmployment(total)), law.Deductions.DaysOfYear),
            RegionalSurtax = net <= 0 ? 0 : terms.Surtaxes?.Of(terms.Region, employment) ?? law.Surtaxes.RegionalOf(terms.Region, employment),
            MunicipalSurtax = net <= 0 ? 0 : terms.Surtaxes?.Of(terms.Municipality, employment) ?? law.Surtaxes.MunicipalOf(terms.Municipality, employment),
        };
    }

    private static (decimal Family, decimal Work, decimal Further) Deductions((decimal Total, decimal Days) income, (ItalianFamily Family, ItalianTerms Terms) person, ItalianLaw law)
    {
        var share = income.Days / law.Deductions.DaysOfYear;
        var further = person.Terms.SumWaived ? 0 : law.Deductions.FurtherOf(income.Total) * share;
        if (person.Terms.DeductionsWaived)
        {
            return (0, 0, further);
        }

        var work = income.Days == 0 ? 0
            : Math.Max(law.Deductions.ForEmployment(income.Total) * income.Days / law.Deductions.DaysOfYear, law.Deductions.MinimumOf(income.Total, person.Terms.IsFixedTerm)) + law.Deductions.SupplementOf(income.Total);
        return (law.Family.For(person.Family, income.Total), work, further);
    }
}
