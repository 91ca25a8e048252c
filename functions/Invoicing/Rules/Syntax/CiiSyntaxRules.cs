using BackOffice.Invoicing.Formats;

namespace BackOffice.Invoicing.Rules.Syntax;

/// <summary>What a CII document has once, exactly or at most, and what it says in one form only (CII-SR).</summary>
internal static class CiiSyntaxRules
{
    private const string Transaction = "/rsm:SupplyChainTradeTransaction";
    private const string Line = $"{Transaction}/ram:IncludedSupplyChainTradeLineItem";
    private const string Product = $"{Line}/ram:SpecifiedTradeProduct";
    private const string LineAgreement = $"{Line}/ram:SpecifiedLineTradeAgreement";
    private const string LineSettlement = $"{Line}/ram:SpecifiedLineTradeSettlement";
    private const string Agreement = $"{Transaction}/ram:ApplicableHeaderTradeAgreement";
    private const string Delivery = $"{Transaction}/ram:ApplicableHeaderTradeDelivery";
    private const string Settlement = $"{Transaction}/ram:ApplicableHeaderTradeSettlement";
    private const string Allowance = "ram:SpecifiedTradeAllowanceCharge";
    private const string Context = "/rsm:ExchangedDocumentContext";
    private const string Guideline = "ram:GuidelineSpecifiedDocumentContextParameter";

    private static readonly ElementPath SettlementPath = ElementPath.Of(Settlement[1..]);
    private static readonly ElementPath PriceAllowanceIndicator = ElementPath.Of("ram:GrossPriceProductTradePrice/ram:AppliedTradeAllowanceCharge/ram:ChargeIndicator");
    private static readonly ElementPath PriceAllowanceAmount = ElementPath.Of("ram:GrossPriceProductTradePrice/ram:AppliedTradeAllowanceCharge/ram:ActualAmount");
    private static readonly ElementPath IndicatorValue = ElementPath.Of("udt:Indicator");
    private static readonly ElementPath References = ElementPath.Of("ram:AdditionalReferencedDocument");
    private static readonly ElementPath TypeCode = ElementPath.Of("ram:TypeCode");
    private static readonly ElementPath Means = ElementPath.Of("ram:SpecifiedTradeSettlementPaymentMeans");
    private static readonly ElementPath Iban = ElementPath.Of("ram:PayeePartyCreditorFinancialAccount/ram:IBANID");
    private static readonly ElementPath OtherAccount = ElementPath.Of("ram:PayeePartyCreditorFinancialAccount/ram:ProprietaryID");

    public static IReadOnlyList<ElementRule> All { get; } =
    [
        AtMostOne("CII-SR-003", "BT-23", Context, "ram:BusinessProcessSpecifiedDocumentContextParameter"),
        ExactlyOne("CII-SR-009", "BT-24", Context, Guideline),
        ExactlyOne("CII-SR-010", "BT-24", Context, $"{Guideline}/ram:ID"),
        ExactlyOne("CII-SR-014", "BT-3", "/rsm:ExchangedDocument", "ram:TypeCode"),
        AtMostOne("CII-SR-030", "BT-22", "/rsm:ExchangedDocument/ram:IncludedNote", "ram:Content"),
        AtMostOne("CII-SR-039", "BT-127", $"{Line}/ram:AssociatedDocumentLineDocument", "ram:IncludedNote"),
        AtMostOne("CII-SR-040", "BT-127", $"{Line}/ram:AssociatedDocumentLineDocument", "ram:IncludedNote/ram:Content"),
        new("CII-SR-046", "BT-157", Product, StandardIdHasScheme),
        ExactlyOne("CII-SR-069", "BT-160", $"{Product}/ram:ApplicableProductCharacteristic", "ram:Description"),
        ExactlyOne("CII-SR-072", "BT-161", $"{Product}/ram:ApplicableProductCharacteristic", "ram:Value"),
        new("CII-SR-090", "BT-159", Product, OriginIsOne),
        new("CII-SR-119", "BT-147", LineAgreement, PriceHasAllowanceOnly) { Severity = Severity.Warning },
        ExactlyOne("CII-SR-439", "BT-146", LineAgreement, "ram:NetPriceProductTradePrice/ram:ChargeAmount"),
        ElementRule.AtMostOne("CII-SR-440", "BT-147", "ram:GrossPriceProductTradePrice/ram:AppliedTradeAllowanceCharge", "ram:ActualAmount"),
        ElementRule.AtMostOne("CII-SR-441", "BT-146", LineAgreement, "ram:NetPriceProductTradePrice/ram:ChargeAmount"),
        OneId("CII-SR-449", "BT-71", Delivery, "ram:ShipToTradeParty"),
        OneId("CII-SR-450", "BT-46", Agreement, "ram:BuyerTradeParty"),
        OneId("CII-SR-451", "BT-60", Settlement, "ram:PayeeTradeParty"),
        AtMostOne("CII-SR-452", "BT-20", Settlement, "ram:SpecifiedTradePaymentTerms"),
        AtMostOne("CII-SR-453", "BT-20", Settlement, "ram:SpecifiedTradePaymentTerms/ram:Description"),
        ExactlyOne("CII-SR-454", "BG-30", LineSettlement, "ram:ApplicableTradeTax") with { Severity = Severity.Warning },
        ElementRule.AtMostOne("CII-SR-455", "BG-6", Agreement, "ram:SellerTradeParty/ram:DefinedTradeContact"),
        ElementRule.AtMostOne("CII-SR-456", "BG-9", Agreement, "ram:BuyerTradeParty/ram:DefinedTradeContact"),
        OneReference("CII-SR-457", "BT-17", Agreement, "50"),
        OneReference("CII-SR-458", "BT-18", Agreement, "130"),
        ElementRule.AtMostOne("CII-SR-459", "BT-34", Agreement, "ram:SellerTradeParty/ram:URIUniversalCommunication"),
        ElementRule.AtMostOne("CII-SR-460", "BT-49", Agreement, "ram:BuyerTradeParty/ram:URIUniversalCommunication"),
        ElementRule.AtMostOne("CII-SR-461", "BT-7", Settlement, "ram:ApplicableTradeTax/ram:TaxPointDate"),
        new("CII-SR-462", "BT-8", "/", TaxPointsAreAlike),
        new("CII-SR-463", "BG-20", Allowance, HasIndicator),
        OneContact("CII-SR-465", "BT-41", "ram:SellerTradeParty"),
        OneContact("CII-SR-466", "BT-56", "ram:BuyerTradeParty"),
        new("CII-SR-467", "BT-81", "/", (document, report) => SaidAlike(document, "TypeCode", report)),
        new("CII-SR-468", "BT-82", "/", (document, report) => SaidAlike(document, "Information", report)),
        new("CII-SR-469", "BT-83", "/", OnePaymentReference),
        new("CII-SR-470", "BT-84", Settlement, CreditTransferHasAccount),
        ElementRule.AtMostOne("CII-SR-471", "BT-96", Allowance, "ram:RateApplicablePercent"),
        ElementRule.AtMostOne("CII-SR-472", "BT-95", Allowance, "ram:CategoryTradeTax"),
        ElementRule.AtMostOne("CII-SR-473", "BT-92", Allowance, "ram:ActualAmount"),
        OneReference("CII-SR-474", "BT-128", LineSettlement, "130"),
        OneOfSupporting("CII-SR-475", "BT-123", "ram:Name"),
        OneOfSupporting("CII-SR-476", "BT-125", "ram:AttachmentBinaryObject"),
        .. Totals(),
    ];

    private static ElementRule AtMostOne(string id, string term, string context, string path)
        => ElementRule.AtMostOne(id, term, context, path) with { Severity = Severity.Warning };

    private static ElementRule ExactlyOne(string id, string term, string context, string path)
    {
        var counted = ElementPath.Of(path);
        return new(id, term, context, (element, report) =>
        {
            var count = counted.Count(element);
            report.Unless(count == 1, element, $"{path} is here {count} times and must be once.");
        });
    }

    /// <summary>A party is identified by an identifier of its own or by one of a scheme, not both.</summary>
    private static ElementRule OneId(string id, string term, string context, string party)
    {
        var (own, ofScheme) = (ElementPath.Of($"{party}/ram:ID"), ElementPath.Of($"{party}/ram:GlobalID"));
        return new(id, term, context, (group, report)
            => report.Unless(!own.IsIn(group) || !ofScheme.IsIn(group), group, $"The party is identified twice, by {own.ValueIn(group)} and by {ofScheme.ValueIn(group)}."))
        { Severity = Severity.Warning };
    }

    private static ElementRule OneContact(string id, string term, string party)
    {
        var person = ElementPath.Of($"{party}/ram:DefinedTradeContact/ram:PersonName");
        var department = ElementPath.Of($"{party}/ram:DefinedTradeContact/ram:DepartmentName");
        return new(id, term, Agreement, (group, report)
            => report.Unless(!person.IsIn(group) || !department.IsIn(group), group, $"The contact is a person ({person.ValueIn(group)}) or a department ({department.ValueIn(group)}), not both."))
        { Severity = Severity.Warning };
    }

    private static ElementRule OneReference(string id, string term, string context, string type)
        => new(id, term, context, (group, report) =>
        {
            var count = 0;
            foreach (var reference in References.All(group))
            {
                report.Unless(!IsOfType(reference, type) || ++count != 2, reference, $"There is a second reference of type {type}.");
            }
        })
        { Severity = Severity.Warning };

    /// <summary>Counted over all supporting documents of the invoice, as the published rule counts.</summary>
    private static ElementRule OneOfSupporting(string id, string term, string path)
    {
        var counted = ElementPath.Of(path);
        return new(id, term, Agreement, (group, report) =>
        {
            var count = 0;
            foreach (var reference in References.All(group))
            {
                foreach (var element in IsOfType(reference, "916") ? counted.All(reference) : [])
                {
                    report.Unless(++count != 2, element, $"There is a second {path} among the supporting documents.");
                }
            }
        })
        { Severity = Severity.Warning };
    }

    private static bool IsOfType(RawNode reference, string type)
    {
        foreach (var code in TypeCode.All(reference))
        {
            if (code.Value == type)
            {
                return true;
            }
        }

        return false;
    }

    private static void StandardIdHasScheme(RawNode product, Report report)
    {
        var (ids, schemes) = (0, 0);
        foreach (var id in product.All(Vocabulary.CiiAggregate, "GlobalID"))
        {
            ids++;
            schemes += id.Attribute("schemeID") is null ? 0 : 1;
        }

        report.Unless(ids == 0 || schemes > 0, product, "The standard identifier of an item says its scheme.");
    }

    private static void OriginIsOne(RawNode product, Report report)
    {
        var (origins, countries) = (0, 0);
        foreach (var origin in product.All(Vocabulary.CiiAggregate, "OriginTradeCountry"))
        {
            origins++;
            countries += origin.All(Vocabulary.CiiAggregate, "ID").Count();
        }

        report.Unless(origins == 0 || countries == 1, product, $"An item comes from one country, not {countries}.");
    }

    private static void PriceHasAllowanceOnly(RawNode agreement, Report report)
    {
        var (said, amount) = (PriceAllowanceIndicator.IsIn(agreement), PriceAllowanceAmount.IsIn(agreement));
        report.Unless((amount && IsAllowance(agreement)) || (!said && !amount), agreement, "A price is lowered by an allowance of an amount, and not raised.");
    }

    private static bool IsAllowance(RawNode agreement)
    {
        foreach (var indicator in PriceAllowanceIndicator.All(agreement))
        {
            if (Indicator.Read(IndicatorValue.First(indicator)?.Value) is false)
            {
                return true;
            }
        }

        return false;
    }

    private static void TaxPointsAreAlike(RawNode document, Report report)
    {
        RawNode? first = null;
        foreach (var code in SettlementPath.IsIn(document) ? document.Descendants() : [])
        {
            if (code.Is(Vocabulary.CiiAggregate, "DueDateTypeCode") && code.Parent is { } tax && tax.Is(Vocabulary.CiiAggregate, "ApplicableTradeTax"))
            {
                first ??= code;
                report.Unless(code.Text == first.Text, code, $"The tax point is {code} here and {first} before.");
            }
        }
    }

    private static void HasIndicator(RawNode allowance, Report report)
        => report.Unless(allowance.First(Vocabulary.CiiAggregate, "ChargeIndicator") is not null, allowance, "An allowance or charge says which of the two it is.");

    private static void SaidAlike(RawNode document, string name, Report report)
    {
        RawNode? first = null;
        foreach (var element in document.Descendants())
        {
            if (element.Is(Vocabulary.CiiAggregate, name) && element.Parent is { } means && means.Is(Vocabulary.CiiAggregate, "SpecifiedTradeSettlementPaymentMeans"))
            {
                first ??= element;
                report.Unless(element.Value == first.Value, element, $"{name} of the means of payment says {element} here and {first} before.");
            }
        }
    }

    private static void OnePaymentReference(RawNode document, Report report)
    {
        var count = 0;
        foreach (var element in document.Descendants())
        {
            if (element.Is(Vocabulary.CiiAggregate, "PaymentReference") && element.Parent is { } owner && owner.Is(Vocabulary.CiiAggregate, "ApplicableHeaderTradeSettlement"))
            {
                report.Unless(++count != 2, element, $"There is a second payment reference, {element}.");
            }
        }
    }

    private static void CreditTransferHasAccount(RawNode settlement, Report report)
    {
        foreach (var means in Means.All(settlement))
        {
            var isTransfer = IsOfType(means, "30") || IsOfType(means, "58");
            report.Unless(!isTransfer || Iban.IsIn(means) || OtherAccount.IsIn(means), means, "A credit transfer goes to an account.");
        }
    }

    private static IEnumerable<ElementRule> Totals()
    {
        (string Term, string Name)[] amounts =
        [
            ("BT-106", "LineTotalAmount"), ("BT-108", "ChargeTotalAmount"), ("BT-107", "AllowanceTotalAmount"), ("BT-109", "TaxBasisTotalAmount"),
            ("BT-114", "RoundingAmount"), ("BT-112", "GrandTotalAmount"), ("BG-22", "InformationAmount"), ("BT-113", "TotalPrepaidAmount"),
            ("BG-22", "TotalDiscountAmount"), ("BG-22", "TotalAllowanceChargeAmount"), ("BT-115", "DuePayableAmount"),
            ("BG-22", "RetailValueExcludingTaxInformationAmount"), ("BG-22", "TotalDepositFeeInformationAmount"),
            ("BG-22", "ProductValueExcludingTobaccoTaxInformationAmount"), ("BG-22", "TotalRetailValueInformationAmount"),
            ("BG-22", "GrossLineTotalAmount"), ("BG-22", "NetLineTotalAmount"), ("BG-22", "NetIncludingTaxesLineTotalAmount"),
        ];
        const int First = 477;
        return amounts.Select((amount, i) => ElementRule.AtMostOne(
            FormattableString.Invariant($"CII-SR-{First + i}"), amount.Term, $"{Settlement}/ram:SpecifiedTradeSettlementHeaderMonetarySummation", $"ram:{amount.Name}"));
    }
}
