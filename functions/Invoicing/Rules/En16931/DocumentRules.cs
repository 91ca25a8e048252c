using BackOffice.Invoicing.Formats;

namespace BackOffice.Invoicing.Rules.En16931;

/// <summary>The head of an invoice, its references and its attachments.</summary>
internal static class DocumentRules
{
    public static IReadOnlyList<Rule<EnDocument>> All { get; } =
    [
        EnRule.Document("BR-01", "BT-24", static invoice => Terms.Filled(invoice.Terms.Specification), "The invoice does not say which specification it follows."),
        EnRule.Document("BR-02", "BT-1", static invoice => Terms.Filled(invoice.Terms.Number), "The invoice has no number."),
        EnRule.Document("BR-03", "BT-2", static invoice => Terms.Filled(invoice.Terms.IssueDate), "The invoice has no date of issue."),
        EnRule.Document("BR-04", "BT-3", static invoice => Terms.Filled(invoice.Terms.TypeCode), "The invoice has no type."),
        EnRule.Document("BR-05", "BT-5", static invoice => Terms.Filled(invoice.Terms.Currency), "The invoice has no currency."),
        EnRule.Document("BR-16", "BG-25", static invoice => invoice.Groups.Lines.Count > 0, "The invoice has no line."),
        EnRule.Each("BR-52", "BT-122", static groups => groups.Attachments, EnRule.Filled(static (terms, attachment) => terms.AttachmentReference(attachment), "A supporting document has no reference.")),
    ];

    public static IReadOnlyList<Rule<EnDocument>> Ubl { get; } =
    [
        new("BR-53", "BT-111", VatIsGivenInAccountingCurrency),
        EnRule.Each("BR-55", "BT-25", static groups => groups.PrecedingInvoices, EnRule.Given(static (terms, preceding) => terms.PrecedingNumber(preceding), "A preceding invoice is referred to without its number.")),
        EnRule.Document("BR-CO-03", "BT-7", HasOneTaxPoint, "The invoice has both a tax point date and a code for it."),
    ];

    public static IReadOnlyList<Rule<EnDocument>> Cii { get; } =
    [
        new("BR-53", "BT-111", VatIsGivenInAnotherAccountingCurrency),
        EnRule.Each("BR-55", "BT-25", static groups => groups.PrecedingInvoices, EnRule.Filled(static (terms, preceding) => terms.PrecedingNumber(preceding), "A preceding invoice is referred to without its number.")),
        // Its place in CII is the VAT breakdown: without one it is not asked.
        EnRule.Document("BR-CO-03", "BT-7", static invoice => HasOneTaxPoint(invoice) || !invoice.Groups.Breakdown.Exists(breakdown => BreakdownRules.IsCheckedInCii(invoice.Terms, breakdown)), "The invoice has both a tax point date and a code for it."),
    ];

    private static bool HasOneTaxPoint(EnDocument invoice) => !invoice.Groups.HasTaxPointDate || !invoice.Groups.HasTaxPointCode;

    private static void VatIsGivenInAccountingCurrency(EnDocument invoice, Report report)
    {
        if (invoice.Terms.VatCurrency is { } currency)
        {
            report.Unless(HasVatIn(currency.Text, invoice), invoice.Root, $"VAT is accounted for in {currency}, and its total is not given in that currency.");
        }
    }

    private static void VatIsGivenInAnotherAccountingCurrency(EnDocument invoice, Report report)
    {
        if (invoice.Terms.VatCurrency is not { } currency)
        {
            return;
        }

        var holds = HasVatIn(currency.Text, invoice) && currency.Text != invoice.Terms.Currency?.Text;
        foreach (var totals in invoice.Groups.Totals)
        {
            report.Unless(holds, totals, $"VAT is accounted for in {currency} and the invoice is in {invoice.Terms.Currency}; the total of VAT has to be given in both, and they have to differ.");
        }
    }

    private static bool HasVatIn(string currency, EnDocument invoice)
        => invoice.Groups.VatTotals.Exists(total => invoice.Terms.VatAmount(total)?.Attribute("currencyID") == currency);
}
