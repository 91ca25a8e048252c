using BackOffice.Invoicing.Domain;

namespace BackOffice.Invoicing.Formats.Ksef;

/// <summary>Terms of EN 16931 that FA(3) has no field for: they go into DodatkowyOpis under their number, and are found there again.</summary>
internal static class KsefTerms
{
    private static readonly (string Key, Func<Invoice, string?> Get, Func<Invoice, string, Invoice> Set)[] Terms =
    [
        ("BT-10", invoice => invoice.References.Buyer, (invoice, text) => On(invoice, references => references with { Buyer = text })),
        ("BT-11", invoice => invoice.References.Project, (invoice, text) => On(invoice, references => references with { Project = text })),
        ("BT-14", invoice => invoice.References.SalesOrder, (invoice, text) => On(invoice, references => references with { SalesOrder = text })),
        ("BT-15", invoice => invoice.References.ReceivingAdvice, (invoice, text) => On(invoice, references => references with { ReceivingAdvice = text })),
        ("BT-17", invoice => invoice.References.Tender, (invoice, text) => On(invoice, references => references with { Tender = text })),
        ("BT-19", invoice => invoice.References.BuyerAccounting, (invoice, text) => On(invoice, references => references with { BuyerAccounting = text })),
        ("BT-20", invoice => invoice.PaymentTerms, (invoice, text) => invoice with { PaymentTerms = text }),
        ("BT-83", invoice => invoice.Payments is [var first, ..] ? first.Remittance : null, (invoice, text) => KsefPaymentForms.WithMeans(invoice, means => means with { Remittance = text })),
    ];

    public static IEnumerable<PolishDescription> ToDescriptions(Invoice invoice)
    {
        foreach (var (key, get, _) in Terms)
        {
            if (get(invoice) is { } text && !string.IsNullOrWhiteSpace(text))
            {
                yield return new PolishDescription { Key = key, Value = text };
            }
        }
    }

    public static Invoice FromDescriptions(Invoice invoice)
    {
        if (invoice.Poland is not { Descriptions.Count: > 0 } poland)
        {
            return invoice;
        }

        List<PolishDescription> rest = [];
        foreach (var description in poland.Descriptions)
        {
            var term = Array.Find(Terms, term => term.Key == description.Key);
            if (term.Key is null || description.Line is not null || term.Get(invoice) is not null)
            {
                rest.Add(description);
            }
            else
            {
                invoice = term.Set(invoice, description.Value);
            }
        }

        return invoice with { Poland = poland with { Descriptions = rest } };
    }

    private static Invoice On(Invoice invoice, Func<InvoiceReferences, InvoiceReferences> change) => invoice with { References = change(invoice.References) };
}
