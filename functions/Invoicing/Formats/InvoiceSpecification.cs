using BackOffice.Invoicing.Domain;
using BackOffice.Invoicing.Rules;

namespace BackOffice.Invoicing.Formats;

/// <summary>What a written document says it follows (BT-24, BT-23), and what it must have for that beyond EN 16931.</summary>
internal sealed class InvoiceSpecification
{
    /// <summary>Before the number of a business process of Peppol billing.</summary>
    private const string PeppolProcess = "urn:fdc:peppol.eu:2017:poacc:billing:";

    private readonly Func<Invoice, IEnumerable<MissingTerm>> needs;
    private readonly Func<Invoice, Invoice> adapt;

    private InvoiceSpecification(Profile profile, string id, Func<Invoice, IEnumerable<MissingTerm>> needs, Func<Invoice, Invoice> adapt)
    {
        Profile = profile;
        Id = id;
        this.needs = needs;
        this.adapt = adapt;
    }

    public static InvoiceSpecification En16931 { get; } = new(Profile.En16931, "urn:cen.eu:en16931:2017", _ => [], invoice => invoice);

    /// <summary>Peppol BIS Billing 3: it has one business process for all who name no other, and room for one note.</summary>
    public static InvoiceSpecification Peppol { get; } = new(Profile.Peppol, "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0", PeppolNeeds.Of, invoice => invoice with
    {
        BusinessProcess = invoice.BusinessProcess?.StartsWith(PeppolProcess, StringComparison.Ordinal) == true ? invoice.BusinessProcess : $"{PeppolProcess}01:1.0",
        VatCurrency = invoice.VatCurrency == invoice.Currency ? null : invoice.VatCurrency,
        Notes = invoice.Notes.Count > 1 ? [new InvoiceNote(string.Join('\n', invoice.Notes.Select(note => note.Text)), invoice.Notes[0].Subject)] : invoice.Notes,
    });

    public static InvoiceSpecification CiusRo { get; } = new(Profile.CiusRo, "urn:cen.eu:en16931:2017#compliant#urn:efactura.mfinante.ro:CIUS-RO:1.0.1", CiusRoNeeds.Of, invoice => invoice);

    /// <summary>The rules that come with it.</summary>
    public Profile Profile { get; }

    /// <summary>BT-24.</summary>
    public string Id { get; }

    /// <summary>What an invoice lacks to be written under this specification; empty when it lacks nothing.</summary>
    public IReadOnlyList<MissingTerm> MissingIn(Invoice invoice) => [.. En16931Needs.Of(invoice), .. needs(invoice)];

    /// <summary>The invoice under the name of this specification, in the form that it asks for; what that loses is found by reading again.</summary>
    public Invoice Named(Invoice invoice) => adapt(invoice) with { Specification = Id };
}
