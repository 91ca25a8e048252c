using BackOffice.Invoicing.Domain;

namespace BackOffice.Invoicing.Formats.Cii;

/// <summary>Writes who takes part, and where it was delivered.</summary>
internal sealed class CiiPartyWriter(ElementWriter xml)
{
    /// <summary>A seller may have several identifiers, a buyer or a payee one (BT-46, BT-60).</summary>
    public static InvoiceParty WithOneId(InvoiceParty party) => party with { Ids = [.. party.Ids.Take(1)] };

    public void Party(string element, InvoiceParty party)
    {
        using (xml.In(element))
        {
            Ids(party.Ids);
            xml.Write("ram:Name", party.Name);
            xml.Write("ram:Description", party.LegalForm);
            using (xml.In("ram:SpecifiedLegalOrganization"))
            {
                xml.Write("ram:ID", party.LegalId?.Value, ("schemeID", party.LegalId?.Scheme));
                xml.Write("ram:TradingBusinessName", party.TradingName);
            }

            Contact(party.Contact);
            Address(party.Address);
            using (xml.In("ram:URIUniversalCommunication"))
            {
                xml.Write("ram:URIID", party.ElectronicAddress?.Value, ("schemeID", party.ElectronicAddress?.Scheme));
            }

            Tax(party.VatId, "VA");
            Tax(party.TaxRegistration, "FC");
        }
    }

    public void Place(InvoiceDelivery? delivery)
    {
        using (xml.In("ram:ShipToTradeParty"))
        {
            Ids(delivery?.Location is { } location ? [location] : []);
            xml.Write("ram:Name", delivery?.Name);
            Address(delivery?.Address);
        }
    }

    /// <summary>Those without a scheme have an element of their own, which comes first.</summary>
    private void Ids(IReadOnlyList<Identifier> ids)
    {
        foreach (var id in ids.Where(id => id.Scheme is null))
        {
            xml.Write("ram:ID", id.Value);
        }

        foreach (var id in ids.Where(id => id.Scheme is not null))
        {
            xml.Write("ram:GlobalID", id.Value, ("schemeID", id.Scheme));
        }
    }

    private void Contact(InvoiceContact? contact)
    {
        using (xml.In("ram:DefinedTradeContact"))
        {
            xml.Write("ram:PersonName", contact?.Name);
            using (xml.In("ram:TelephoneUniversalCommunication"))
            {
                xml.Write("ram:CompleteNumber", contact?.Telephone);
            }

            using (xml.In("ram:EmailURIUniversalCommunication"))
            {
                xml.Write("ram:URIID", contact?.Email);
            }
        }
    }

    private void Address(InvoiceAddress? address)
    {
        using (xml.In("ram:PostalTradeAddress"))
        {
            xml.Write("ram:PostcodeCode", address?.PostCode);
            xml.Write("ram:LineOne", address?.Line1);
            xml.Write("ram:LineTwo", address?.Line2);
            xml.Write("ram:LineThree", address?.Line3);
            xml.Write("ram:CityName", address?.City);
            xml.Write("ram:CountryID", address?.Country);
            xml.Write("ram:CountrySubDivisionName", address?.Subdivision);
        }
    }

    private void Tax(string? number, string scheme)
    {
        using (xml.In("ram:SpecifiedTaxRegistration"))
        {
            xml.Write("ram:ID", number, ("schemeID", scheme));
        }
    }
}
