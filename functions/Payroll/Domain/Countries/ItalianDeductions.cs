namespace BackOffice.Payroll.Domain.Countries;

/// <summary>The deductions for employment (art. 13 TUIR) and the further one of L. 207/2024, for a whole year; the days are the caller's.</summary>
internal sealed class ItalianDeductions(RulePack pack)
{
    private readonly PayRule employment = pack.Rule("detrazione.lavoro");
    private readonly decimal firstLimit = pack.Rule("detrazione.lavoro").Value("first-limit");
    private readonly decimal first = pack.Rule("detrazione.lavoro").Value("first");
    private readonly decimal minimum = pack.Rule("detrazione.lavoro").Value("minimum");
    private readonly decimal minimumOfFixedTerm = pack.Rule("detrazione.lavoro").Value("minimum-fixed-term");
    private readonly decimal secondLimit = pack.Rule("detrazione.lavoro").Value("second-limit");
    private readonly decimal second = pack.Rule("detrazione.lavoro").Value("second");
    private readonly decimal secondMore = pack.Rule("detrazione.lavoro").Value("second-more");
    private readonly decimal thirdLimit = pack.Rule("detrazione.lavoro").Value("third-limit");
    private readonly decimal supplement = pack.Rule("detrazione.lavoro").Value("supplement");
    private readonly decimal supplementAbove = pack.Rule("detrazione.lavoro").Value("supplement-above");
    private readonly decimal supplementTo = pack.Rule("detrazione.lavoro").Value("supplement-to");
    private readonly decimal furtherAbove = pack.Rule("detrazione.ulteriore").Value("above");
    private readonly decimal furtherFullTo = pack.Rule("detrazione.ulteriore").Value("full-to");
    private readonly decimal furtherTo = pack.Rule("detrazione.ulteriore").Value("to");
    private readonly decimal further = pack.Rule("detrazione.ulteriore").Value("amount");

    public decimal DaysOfYear { get; } = pack.Rule("detrazione.lavoro").Value("days");

    /// <summary>For 365 days, without the supplement.</summary>
    /// <param name="income">Total income of the year.</param>
    public decimal ForEmployment(decimal income)
        => income <= firstLimit ? first
            : income <= secondLimit ? second + (secondMore * employment.Round((secondLimit - income) / (secondLimit - firstLimit)))
            : income <= thirdLimit ? second * employment.Round((thirdLimit - income) / (thirdLimit - secondLimit))
            : 0;

    /// <summary>Granted in full whatever the days.</summary>
    public decimal SupplementOf(decimal income) => income > supplementAbove && income <= supplementTo ? supplement : 0;

    /// <summary>What is granted at least in the lowest band, however few the days.</summary>
    public decimal MinimumOf(decimal income, bool isFixedTerm) => income > firstLimit ? 0 : isFixedTerm ? minimumOfFixedTerm : minimum;

    /// <summary>For 365 days.</summary>
    public decimal FurtherOf(decimal income)
        => income <= furtherAbove || income > furtherTo ? 0
            : income <= furtherFullTo ? further
            : further * (furtherTo - income) / (furtherTo - furtherFullTo);
}
