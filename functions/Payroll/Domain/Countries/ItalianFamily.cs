namespace BackOffice.Payroll.Domain.Countries;

/// <summary>Dependants in months, each by the part of the deduction that the person gets: twelve months of a whole spouse are 12.</summary>
internal sealed class ItalianFamily
{
    /// <summary>More children than these count as these in the limit of income.</summary>
    public const int MostChildren = 8;

    private static readonly string[] ChildNames = [.. Enumerable.Range(0, MostChildren + 1).Select(count => $"irpef.children.{count}")];

    private readonly decimal[] children;

    private ItalianFamily(decimal spouse, decimal[] children, decimal ascendants) => (Spouse, this.children, Ascendants) = (spouse, children, ascendants);

    public static ItalianFamily None { get; } = new(0, new decimal[MostChildren + 1], 0);

    public decimal Spouse { get; }

    public decimal Ascendants { get; }

    public bool IsEmpty => ReferenceEquals(this, None);

    /// <summary>Months of children in months in which so many counted, as the limit of income grows with their number.</summary>
    public decimal Children(int count) => children[count];

    public static ItalianFamily Of(decimal spouse, (int Count, decimal Shares) children, decimal ascendants)
    {
        if (spouse == 0 && children.Count == 0 && ascendants == 0)
        {
            return None;
        }

        var months = new decimal[MostChildren + 1];
        months[Math.Min(children.Count, MostChildren)] = children.Shares;
        return new ItalianFamily(spouse, months, ascendants);
    }

    /// <summary>The same family for so many months.</summary>
    public ItalianFamily For(int months) => IsEmpty ? this : new(Spouse * months, [.. children.Select(share => share * months)], Ascendants * months);

    /// <summary>The months of the year so far.</summary>
    public static ItalianFamily OfYear(PaySheet sheet)
    {
        var months = new decimal[MostChildren + 1];
        var any = false;
        for (var count = 1; count <= MostChildren; count++)
        {
            months[count] = sheet.YearToDate(ChildNames[count]);
            any |= months[count] != 0;
        }

        var family = new ItalianFamily(sheet.YearToDate("irpef.spouse"), months, sheet.YearToDate("irpef.ascendants"));
        return any || family.Spouse != 0 || family.Ascendants != 0 ? family : None;
    }

    /// <summary>Adds this month to the year.</summary>
    public void Count(PaySheet sheet)
    {
        if (IsEmpty)
        {
            return;
        }

        sheet.AddToYear("irpef.spouse", Spouse);
        sheet.AddToYear("irpef.ascendants", Ascendants);
        for (var count = 1; count <= MostChildren; count++)
        {
            if (children[count] != 0)
            {
                sheet.AddToYear(ChildNames[count], children[count]);
            }
        }
    }
}
