using BackOffice.Invoicing.Domain;

namespace BackOffice.Invoicing.Formats.Cii;

/// <summary>Writes the lines.</summary>
internal sealed class CiiLineWriter(ElementWriter xml, CiiAmountWriter amounts)
{
    public void Write(IReadOnlyList<InvoiceLine> lines)
    {
        foreach (var line in lines)
        {
            using (xml.In("ram:IncludedSupplyChainTradeLineItem"))
            {
                Document(line);
                Product(line.Item);
                Agreement(line);
                using (xml.In("ram:SpecifiedLineTradeDelivery"))
                {
                    xml.Write("ram:BilledQuantity", line.Quantity, ("unitCode", line.Unit));
                }

                Settlement(line);
            }
        }
    }

    private void Document(InvoiceLine line)
    {
        using (xml.In("ram:AssociatedDocumentLineDocument"))
        {
            xml.Write("ram:LineID", line.Id);
            using (xml.In("ram:IncludedNote"))
            {
                xml.Write("ram:Content", line.Note);
            }
        }
    }

    private void Product(InvoiceItem item)
    {
        using (xml.In("ram:SpecifiedTradeProduct"))
        {
            xml.Write("ram:GlobalID", item.StandardId?.Value, ("schemeID", item.StandardId?.Scheme));
            xml.Write("ram:SellerAssignedID", item.SellerId);
            xml.Write("ram:BuyerAssignedID", item.BuyerId);
            xml.Write("ram:Name", item.Name);
            xml.Write("ram:Description", item.Description);
            foreach (var attribute in item.Attributes)
            {
                using (xml.In("ram:ApplicableProductCharacteristic"))
                {
                    xml.Write("ram:Description", attribute.Name);
                    xml.Write("ram:Value", attribute.Value);
                }
            }

            foreach (var found in item.Classes)
            {
                using (xml.In("ram:DesignatedProductClassification"))
                {
                    xml.Write("ram:ClassCode", found.Code, ("listID", found.List), ("listVersionID", found.ListVersion));
                }
            }

            using (xml.In("ram:OriginTradeCountry"))
            {
                xml.Write("ram:ID", item.OriginCountry);
            }
        }
    }

    private void Agreement(InvoiceLine line)
    {
        using (xml.In("ram:SpecifiedLineTradeAgreement"))
        {
            using (xml.In("ram:BuyerOrderReferencedDocument"))
            {
                xml.Write("ram:LineID", line.OrderLine);
            }

            Gross(line.Price);
            using (xml.In("ram:NetPriceProductTradePrice"))
            {
                xml.WriteAmount("ram:ChargeAmount", line.Price.Net);
                xml.Write("ram:BasisQuantity", line.Price.BaseQuantity, ("unitCode", line.Price.BaseUnit));
            }
        }
    }

    /// <summary>A discount stands under the gross price, which is what the two others make where it is not given.</summary>
    private void Gross(LinePrice price)
    {
        if (PriceParts.Gross(price) is { } gross)
        {
            using (xml.In("ram:GrossPriceProductTradePrice"))
            {
                xml.WriteAmount("ram:ChargeAmount", gross);
                if (price.Discount is { } discount)
                {
                    using (xml.In("ram:AppliedTradeAllowanceCharge"))
                    {
                        amounts.Indicator(isCharge: false);
                        xml.WriteAmount("ram:ActualAmount", discount);
                    }
                }
            }
        }
    }

    private void Settlement(InvoiceLine line)
    {
        using (xml.In("ram:SpecifiedLineTradeSettlement"))
        {
            amounts.Category("ram:ApplicableTradeTax", line.Vat);
            amounts.Write("ram:BillingSpecifiedPeriod", line.Period);
            amounts.Write(line.AllowancesAndCharges);
            using (xml.In("ram:SpecifiedTradeSettlementLineMonetarySummation"))
            {
                xml.WriteAmount("ram:LineTotalAmount", line.Amount);
            }

            if (line.InvoicedObject is { } invoiced)
            {
                using (xml.In("ram:AdditionalReferencedDocument"))
                {
                    xml.Write("ram:IssuerAssignedID", invoiced.Value);
                    xml.Write("ram:TypeCode", "130");
                    xml.Write("ram:ReferenceTypeCode", invoiced.Scheme);
                }
            }

            using (xml.In("ram:ReceivableSpecifiedTradeAccountingAccount"))
            {
                xml.Write("ram:ID", line.BuyerAccounting);
            }
        }
    }
}
