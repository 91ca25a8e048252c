using BackOffice.Invoicing.Domain;

namespace BackOffice.Invoicing.Formats.Ubl;

/// <summary>Writes who takes part, and where it was delivered.</summary>
internal sealed class UblPartyWriter(ElementWriter xml)
{
    public void Write(Invoice invoice)
    {
        var creditor = invoice.Payments.Select(payment => payment.DirectDebit?.CreditorId).FirstOrDefault(id => id is not null);
        Party("cac:AccountingSupplierParty", invoice.Seller, invoice.Payee is null ? creditor : null);
        Party("cac:AccountingCustomerParty", WithOneId(invoice.Buyer), creditor: null);
        if (invoice.Payee is { } payee)
        {
            Payee(WithOneId(payee), creditor);
        }

        if (invoice.TaxRepresentative is { } representative)
        {
            Representative(representative);
        }

        Delivery(invoice.Delivery);
    }

    /// <summary>A seller may have several identifiers, a buyer or a payee one (BT-46, BT-60).</summary>
    private static InvoiceParty WithOneId(InvoiceParty party) => party with { Ids = [.. party.Ids.Take(1)] };

    private void Party(string element, InvoiceParty party, string? creditor)
    {
        using (xml.In(element))
        using (xml.In("cac:Party"))
        {
            Id("cbc:EndpointID", party.ElectronicAddress);
            Ids(party, creditor);
            Name(party.TradingName);
            Address("cac:PostalAddress", party.Address);
            Tax(party.VatId, "VAT");
            Tax(party.TaxRegistration, "TAX");
            Legal(party.Name, party.LegalId, party.LegalForm);
            using (xml.In("cac:Contact"))
            {
                xml.Write("cbc:Name", party.Contact?.Name);
                xml.Write("cbc:Telephone", party.Contact?.Telephone);
                xml.Write("cbc:ElectronicMail", party.Contact?.Email);
            }
        }
    }

    private void Payee(InvoiceParty payee, string? creditor)
    {
        using (xml.In("cac:PayeeParty"))
        {
            Ids(payee, creditor);
            Name(payee.Name);
            Legal(name: null, payee.LegalId, form: null);
        }
    }

    private void Representative(InvoiceParty representative)
    {
        using (xml.In("cac:TaxRepresentativeParty"))
        {
            Name(representative.Name);
            Address("cac:PostalAddress", representative.Address);
            Tax(representative.VatId, "VAT");
        }
    }

    private void Delivery(InvoiceDelivery? delivery)
    {
        using (xml.In("cac:Delivery"))
        {
            xml.Write("cbc:ActualDeliveryDate", delivery?.Date);
            using (xml.In("cac:DeliveryLocation"))
            {
                Id("cbc:ID", delivery?.Location);
                Address("cac:Address", delivery?.Address);
            }

            using (xml.In("cac:DeliveryParty"))
            {
                Name(delivery?.Name);
            }
        }
    }

    private void Id(string element, Identifier? id) => xml.Write(element, id?.Value, ("schemeID", id?.Scheme));

    private void Ids(InvoiceParty party, string? creditor)
    {
        foreach (var id in creditor is null ? party.Ids : [.. party.Ids, new Identifier(creditor, UblPaymentReader.CreditorScheme)])
        {
            using (xml.In("cac:PartyIdentification"))
            {
                Id("cbc:ID", id);
            }
        }
    }

    private void Name(string? name)
    {
        using (xml.In("cac:PartyName"))
        {
            xml.Write("cbc:Name", name);
        }
    }

    private void Tax(string? number, string scheme)
    {
        if (number is not null)
        {
            using (xml.In("cac:PartyTaxScheme"))
            {
                xml.Write("cbc:CompanyID", number);
                using (xml.In("cac:TaxScheme"))
                {
                    xml.Write("cbc:ID", scheme);
                }
            }
        }
    }

    private void Legal(string? name, Identifier? id, string? form)
    {
        using (xml.In("cac:PartyLegalEntity"))
        {
            xml.Write("cbc:RegistrationName", name);
            Id("cbc:CompanyID", id);
            xml.Write("cbc:CompanyLegalForm", form);
        }
    }

    private void Address(string element, InvoiceAddress? address)
    {
        using (xml.In(element))
        {
            xml.Write("cbc:StreetName", address?.Line1);
            xml.Write("cbc:AdditionalStreetName", address?.Line2);
            xml.Write("cbc:CityName", address?.City);
            xml.Write("cbc:PostalZone", address?.PostCode);
            xml.Write("cbc:CountrySubentity", address?.Subdivision);
            using (xml.In("cac:AddressLine"))
            {
                xml.Write("cbc:Line", address?.Line3);
            }

            using (xml.In("cac:Country"))
            {
                xml.Write("cbc:IdentificationCode", address?.Country);
            }
        }
    }
}
