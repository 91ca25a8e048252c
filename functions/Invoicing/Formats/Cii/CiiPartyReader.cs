using BackOffice.Invoicing.Domain;

namespace BackOffice.Invoicing.Formats.Cii;

/// <summary>Reads who takes part, and where it was delivered.</summary>
internal sealed class CiiPartyReader(NodeReading take)
{
    public InvoiceParty Party(RawNode? party) => new()
    {
        Name = take.Text(party.Ram("Name")) ?? "",
        TradingName = take.Text(party.Ram("SpecifiedLegalOrganization").Ram("TradingBusinessName")),
        Ids = [.. party.AllRam("ID").Concat(party.AllRam("GlobalID")).Select(take.Id).OfType<Identifier>()],
        LegalId = take.Id(party.Ram("SpecifiedLegalOrganization").Ram("ID")),
        VatId = Tax(party, "VA"),
        TaxRegistration = Tax(party, "FC"),
        LegalForm = take.Lines(party.Ram("Description")),
        ElectronicAddress = take.Id(party.Ram("URIUniversalCommunication").Ram("URIID")),
        Address = Address(party.Ram("PostalTradeAddress")),
        Contact = Contact(party.Ram("DefinedTradeContact")),
    };

    public InvoiceDelivery? Delivery(RawNode? delivery, InvoicePeriod? period)
    {
        var place = delivery.Ram("ShipToTradeParty");
        var read = new InvoiceDelivery
        {
            Name = take.Text(place.Ram("Name")),
            Location = take.Id(place.Ram("ID")) ?? take.Id(place.Ram("GlobalID")),
            Date = take.Day(delivery.Ram("ActualDeliverySupplyChainEvent").Ram("OccurrenceDateTime")),
            Period = period,
            Address = Address(place.Ram("PostalTradeAddress")),
        };
        return read == new InvoiceDelivery() ? null : read;
    }

    private string? Tax(RawNode? party, string scheme)
    {
        var id = party.AllRam("SpecifiedTaxRegistration").Select(registration => registration.Ram("ID")).FirstOrDefault(id => id?.Attribute("schemeID") == scheme);
        take.Attribute(id, "schemeID");
        return take.Text(id);
    }

    private InvoiceAddress? Address(RawNode? address)
    {
        var read = new InvoiceAddress
        {
            Line1 = take.Text(address.Ram("LineOne")),
            Line2 = take.Text(address.Ram("LineTwo")),
            Line3 = take.Text(address.Ram("LineThree")),
            City = take.Text(address.Ram("CityName")),
            PostCode = take.Text(address.Ram("PostcodeCode")),
            Subdivision = take.Text(address.Ram("CountrySubDivisionName")),
            Country = take.Text(address.Ram("CountryID")),
        };
        return read == new InvoiceAddress() ? null : read;
    }

    /// <summary>Who or which department: CEN/TS 16931-3-3 binds both to BT-41.</summary>
    private InvoiceContact? Contact(RawNode? contact)
    {
        var read = new InvoiceContact
        {
            Name = take.Text(contact.Ram("PersonName") ?? contact.Ram("DepartmentName")),
            Telephone = take.Text(contact.Ram("TelephoneUniversalCommunication").Ram("CompleteNumber")),
            Email = take.Text(contact.Ram("EmailURIUniversalCommunication").Ram("URIID")),
        };
        return read == new InvoiceContact() ? null : read;
    }
}
