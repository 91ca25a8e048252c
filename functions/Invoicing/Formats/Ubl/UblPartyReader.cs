using BackOffice.Invoicing.Domain;

namespace BackOffice.Invoicing.Formats.Ubl;

/// <summary>Reads who takes part, and where it was delivered.</summary>
internal sealed class UblPartyReader(NodeReading take)
{
    /// <summary>Seller or buyer: the legal name stands in the registration, the other one is a trading name.</summary>
    public InvoiceParty Party(RawNode? party) => Common(party) with
    {
        Name = take.Text(party.Cac("PartyLegalEntity").Cbc("RegistrationName")) ?? "",
        TradingName = take.Text(party.Cac("PartyName").Cbc("Name")),
        LegalForm = take.Lines(party.Cac("PartyLegalEntity").Cbc("CompanyLegalForm")),
        ElectronicAddress = Id(party.Cbc("EndpointID")),
        Contact = Contact(party.Cac("Contact")),
    };

    /// <summary>Payee or tax representative: they have one name.</summary>
    public InvoiceParty Named(RawNode party) => Common(party) with { Name = take.Text(party.Cac("PartyName").Cbc("Name")) ?? "" };

    public InvoiceDelivery? Delivery(RawNode? delivery, InvoicePeriod? period)
    {
        var read = new InvoiceDelivery
        {
            Name = take.Text(delivery.Cac("DeliveryParty").Cac("PartyName").Cbc("Name")),
            Location = Id(delivery.Cac("DeliveryLocation").Cbc("ID")),
            Date = take.Date(delivery.Cbc("ActualDeliveryDate")),
            Period = period,
            Address = Address(delivery.Cac("DeliveryLocation").Cac("Address")),
        };
        return read == new InvoiceDelivery() ? null : read;
    }

    public Identifier? Id(RawNode? node) => take.Text(node) is { } id ? new Identifier(id, Scheme(node)) : null;

    private InvoiceParty Common(RawNode? party)
    {
        var vat = party.AllCac("PartyTaxScheme").FirstOrDefault(IsVat);
        var other = party.AllCac("PartyTaxScheme").FirstOrDefault(scheme => !IsVat(scheme));
        // Which scheme it is, is said by where it ends up.
        take.Ignore(vat.Cac("TaxScheme").Cbc("ID"));
        take.Ignore(other.Cac("TaxScheme").Cbc("ID"));
        return new InvoiceParty
        {
            Ids = [.. party.AllCac("PartyIdentification").Select(id => id.Cbc("ID")).Where(id => id?.Attribute("schemeID") != UblPaymentReader.CreditorScheme).Select(Id).OfType<Identifier>().OrderBy(id => id.Scheme is not null)],
            LegalId = Id(party.Cac("PartyLegalEntity").Cbc("CompanyID")),
            VatId = take.Text(vat.Cbc("CompanyID")),
            TaxRegistration = take.Text(other.Cbc("CompanyID")),
            Address = Address(party.Cac("PostalAddress")),
        };
    }

    private static bool IsVat(RawNode scheme) => string.Equals(scheme.Cac("TaxScheme").Cbc("ID")?.Value, "VAT", StringComparison.OrdinalIgnoreCase);

    private InvoiceAddress? Address(RawNode? address)
    {
        var read = new InvoiceAddress
        {
            Line1 = take.Text(address.Cbc("StreetName")),
            Line2 = take.Text(address.Cbc("AdditionalStreetName")),
            Line3 = take.Text(address.Cac("AddressLine").Cbc("Line")),
            City = take.Text(address.Cbc("CityName")),
            PostCode = take.Text(address.Cbc("PostalZone")),
            Subdivision = take.Text(address.Cbc("CountrySubentity")),
            Country = take.Text(address.Cac("Country").Cbc("IdentificationCode")),
        };
        return read == new InvoiceAddress() ? null : read;
    }

    private InvoiceContact? Contact(RawNode? contact)
    {
        var read = new InvoiceContact
        {
            Name = take.Text(contact.Cbc("Name")),
            Telephone = take.Text(contact.Cbc("Telephone")),
            Email = take.Text(contact.Cbc("ElectronicMail")),
        };
        return read == new InvoiceContact() ? null : read;
    }

    private string? Scheme(RawNode? node) => take.Attribute(node, "schemeID") is { Length: > 0 } scheme ? scheme : null;
}
