using BackOffice.Invoicing.Domain;

namespace BackOffice.Invoicing.Formats.Ubl;

/// <summary>Writes the lines.</summary>
internal sealed class UblLineWriter(ElementWriter xml, UblAmountWriter amounts, bool isCreditNote)
{
    public void Write(IReadOnlyList<InvoiceLine> lines)
    {
        foreach (var line in lines)
        {
            using (xml.In(isCreditNote ? "cac:CreditNoteLine" : "cac:InvoiceLine"))
            {
                Head(line);
                amounts.Write(line.AllowancesAndCharges);
                using (xml.In("cac:Item"))
                {
                    Item(line.Item);
                    amounts.Category("cac:ClassifiedTaxCategory", line.Vat);
                    Attributes(line.Item);
                }

                Price(line.Price);
            }
        }
    }

    private void Head(InvoiceLine line)
    {
        xml.Write("cbc:ID", line.Id);
        xml.Write("cbc:Note", line.Note);
        xml.Write(isCreditNote ? "cbc:CreditedQuantity" : "cbc:InvoicedQuantity", line.Quantity, ("unitCode", line.Unit));
        amounts.Amount("cbc:LineExtensionAmount", line.Amount);
        xml.Write("cbc:AccountingCost", line.BuyerAccounting);
        using (xml.In("cac:InvoicePeriod"))
        {
            xml.Write("cbc:StartDate", line.Period?.From);
            xml.Write("cbc:EndDate", line.Period?.To);
        }

        using (xml.In("cac:OrderLineReference"))
        {
            xml.Write("cbc:LineID", line.OrderLine);
        }

        if (line.InvoicedObject is { } invoiced)
        {
            using (xml.In("cac:DocumentReference"))
            {
                xml.Write("cbc:ID", invoiced.Value, ("schemeID", invoiced.Scheme));
                xml.Write("cbc:DocumentTypeCode", "130");
            }
        }
    }

    private void Item(InvoiceItem item)
    {
        xml.Write("cbc:Description", item.Description);
        xml.Write("cbc:Name", item.Name);
        Id("cac:BuyersItemIdentification", item.BuyerId is null ? null : new Identifier(item.BuyerId, Scheme: null));
        Id("cac:SellersItemIdentification", item.SellerId is null ? null : new Identifier(item.SellerId, Scheme: null));
        Id("cac:StandardItemIdentification", item.StandardId);
        using (xml.In("cac:OriginCountry"))
        {
            xml.Write("cbc:IdentificationCode", item.OriginCountry);
        }

        foreach (var found in item.Classes)
        {
            using (xml.In("cac:CommodityClassification"))
            {
                xml.Write("cbc:ItemClassificationCode", found.Code, ("listID", found.List), ("listVersionID", found.ListVersion));
            }
        }
    }

    private void Attributes(InvoiceItem item)
    {
        foreach (var attribute in item.Attributes.Where(attribute => attribute.Name.Length > 0))
        {
            using (xml.In("cac:AdditionalItemProperty"))
            {
                xml.Write("cbc:Name", attribute.Name);
                xml.Write("cbc:Value", attribute.Value);
            }
        }
    }

    /// <summary>The gross price has no element of its own, it stands beside the discount, which the schema then asks for: what lies between the two prices.</summary>
    private void Price(LinePrice price)
    {
        using (xml.In("cac:Price"))
        {
            amounts.Amount("cbc:PriceAmount", price.Net);
            xml.Write("cbc:BaseQuantity", price.BaseQuantity, ("unitCode", price.BaseUnit));
            if (PriceParts.Discount(price) is { } discount)
            {
                using (xml.In("cac:AllowanceCharge"))
                {
                    xml.Write("cbc:ChargeIndicator", "false");
                    amounts.Amount("cbc:Amount", discount);
                    amounts.Amount("cbc:BaseAmount", price.Gross);
                }
            }
        }
    }

    private void Id(string element, Identifier? id)
    {
        using (xml.In(element))
        {
            xml.Write("cbc:ID", id?.Value, ("schemeID", id?.Scheme));
        }
    }
}
