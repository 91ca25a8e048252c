using NodaTime;

namespace BackOffice.Documents.Domain.Formats;

/// <summary>A header while its document is being read. The first value of a field wins, as XPath's <c>[1]</c> does.</summary>
internal sealed class HeaderDraft(ExaminationLimits limits)
{
    private readonly List<HeaderFlaw> flaws = [];
    private readonly List<string> numbers = [];

    public PartyDraft Seller { get; } = new();

    public PartyDraft Buyer { get; } = new();

    public AmountDraft Net { get; } = new();

    public AmountDraft Tax { get; } = new();

    public AmountDraft Gross { get; } = new();

    public AmountDraft Payable { get; } = new();

    public string? IssueDate { get; set; }

    public string? DueDate { get; set; }

    public string? TypeCode { get; set; }

    public string? Currency { get; set; }

    public string? Profile { get; set; }

    public string? OrderReference { get; set; }

    public string? RelatedDocument { get; set; }

    public int LineCount { get; set; }

    public int BodyCount { get; private set; }

    /// <summary>Whether a second document of the lot is being read, of which only the number is kept.</summary>
    public bool IsPastFirstBody => BodyCount > 1;

    /// <summary>Tax totals with their currency, where a document may state several.</summary>
    public List<(string Text, string? Currency)> TaxTotals { get; } = [];

    public void EnterBody() => BodyCount++;

    public void AddNumber(string number)
    {
        if (numbers.Count < limits.MaxNumbers)
        {
            numbers.Add(number);
        }
    }

    public void AddTaxTotal(string text, string? currency)
    {
        if (TaxTotals.Count < limits.MaxNumbers)
        {
            TaxTotals.Add((text, currency));
        }
    }

    public void NoteTooLong(string element) => Note(element, HeaderFlawKind.TooLong);

    /// <summary>States the gross total as net plus tax when the document left it out.</summary>
    public void ComputeMissingGross()
    {
        if (!Gross.IsWritten && Net.Value is { } net && Tax.Value is { } tax)
        {
            Gross.Add(net + tax);
            Note(nameof(DocumentHeader.GrossAmount), HeaderFlawKind.Computed);
        }
    }

    public DocumentHeader ToHeader()
    {
        TakeTaxTotal();
        return new()
        {
            Number = numbers.Count == 0 ? null : numbers[0],
            IssueDate = Date(IssueDate, nameof(DocumentHeader.IssueDate)),
            TypeCode = TypeCode,
            Currency = Currency,
            Seller = Seller.ToParty(),
            Buyer = Buyer.ToParty(),
            NetAmount = Amount(Net, nameof(DocumentHeader.NetAmount)),
            TaxAmount = Amount(Tax, nameof(DocumentHeader.TaxAmount)),
            GrossAmount = Amount(Gross, nameof(DocumentHeader.GrossAmount)),
            PayableAmount = Amount(Payable, nameof(DocumentHeader.PayableAmount)),
            DueDate = Date(DueDate, nameof(DocumentHeader.DueDate)),
            Profile = Profile,
            LineCount = LineCount,
            BodyCount = Math.Max(BodyCount, 1),
            Numbers = numbers,
            OrderReference = OrderReference,
            RelatedDocument = RelatedDocument,
            Flaws = flaws,
        };
    }

    private void TakeTaxTotal()
    {
        if (TaxTotals.Count > 0)
        {
            int inCurrency = TaxTotals.FindIndex(total => total.Currency == Currency);
            Tax.Set(TaxTotals[Math.Max(inCurrency, 0)].Text);
        }
    }

    private decimal? Amount(AmountDraft amount, string field)
    {
        if (amount.IsUnreadable)
        {
            Note(field, HeaderFlawKind.NotAnAmount);
        }

        return amount.Value;
    }

    private LocalDate? Date(string? text, string field)
    {
        LocalDate? date = WrittenDate.Parse(text);
        if (date is null && text is not null)
        {
            Note(field, HeaderFlawKind.NotADate);
        }

        return date;
    }

    private void Note(string field, HeaderFlawKind kind)
    {
        if (flaws.Count < limits.MaxNumbers)
        {
            flaws.Add(new(field, kind));
        }
    }
}
