using System.Globalization;
using System.Xml;

namespace BackOffice.Tests.Conformance;

/// <summary>The header of an invoice found by XPath over a loaded document: a way apart from the streaming readers.</summary>
internal static class HeaderByXPath
{
    private const string Ubl = "urn:oasis:names:specification:ubl:schema:xsd:";
    private const string Cii = "urn:un:unece:uncefact:data:standard:";

    /// <summary>Name of a field -> its expressions, of which the first that finds something counts. "+" adds up, "#" counts.</summary>
    private static readonly Dictionary<string, string[]> UblFields = new()
    {
        ["Number"] = ["/*/cbc:ID"],
        ["IssueDate"] = ["/*/cbc:IssueDate"],
        ["TypeCode"] = ["/*/cbc:InvoiceTypeCode", "/*/cbc:CreditNoteTypeCode"],
        ["Currency"] = ["/*/cbc:DocumentCurrencyCode"],
        ["Profile"] = ["/*/cbc:CustomizationID"],
        ["Seller"] = ["/*/cac:AccountingSupplierParty/cac:Party/cac:PartyLegalEntity/cbc:RegistrationName", "/*/cac:AccountingSupplierParty/cac:Party/cac:PartyName/cbc:Name"],
        ["Buyer"] = ["/*/cac:AccountingCustomerParty/cac:Party/cac:PartyLegalEntity/cbc:RegistrationName", "/*/cac:AccountingCustomerParty/cac:Party/cac:PartyName/cbc:Name"],
        ["SellerTax"] = TaxIds("/*/cac:AccountingSupplierParty/cac:Party"),
        ["BuyerTax"] = TaxIds("/*/cac:AccountingCustomerParty/cac:Party"),
        ["Net"] = ["/*/cac:LegalMonetaryTotal/cbc:TaxExclusiveAmount"],
        ["Gross"] = ["/*/cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount"],
        ["Payable"] = ["/*/cac:LegalMonetaryTotal/cbc:PayableAmount"],
        ["Tax"] = ["/*/cac:TaxTotal/cbc:TaxAmount[@currencyID = /*/cbc:DocumentCurrencyCode]", "/*/cac:TaxTotal/cbc:TaxAmount"],
        ["Due"] = ["/*/cbc:DueDate", "/*/cac:PaymentMeans/cbc:PaymentDueDate"],
        ["Order"] = ["/*/cac:OrderReference/cbc:ID"],
        ["#Lines"] = ["/*/cac:InvoiceLine | /*/cac:CreditNoteLine"],
    };

    private static readonly Dictionary<string, string[]> CiiFields = new()
    {
        ["Number"] = ["/*/rsm:ExchangedDocument/ram:ID"],
        ["IssueDate"] = ["/*/rsm:ExchangedDocument/ram:IssueDateTime/udt:DateTimeString"],
        ["TypeCode"] = ["/*/rsm:ExchangedDocument/ram:TypeCode"],
        ["Currency"] = ["//ram:ApplicableHeaderTradeSettlement/ram:InvoiceCurrencyCode"],
        ["Profile"] = ["/*/rsm:ExchangedDocumentContext/ram:GuidelineSpecifiedDocumentContextParameter/ram:ID"],
        ["Seller"] = ["//ram:ApplicableHeaderTradeAgreement/ram:SellerTradeParty/ram:Name"],
        ["Buyer"] = ["//ram:ApplicableHeaderTradeAgreement/ram:BuyerTradeParty/ram:Name"],
        ["SellerTax"] = CiiTaxIds("//ram:ApplicableHeaderTradeAgreement/ram:SellerTradeParty"),
        ["BuyerTax"] = CiiTaxIds("//ram:ApplicableHeaderTradeAgreement/ram:BuyerTradeParty"),
        ["Net"] = ["//ram:SpecifiedTradeSettlementHeaderMonetarySummation/ram:TaxBasisTotalAmount"],
        ["Gross"] = ["//ram:SpecifiedTradeSettlementHeaderMonetarySummation/ram:GrandTotalAmount"],
        ["Payable"] = ["//ram:SpecifiedTradeSettlementHeaderMonetarySummation/ram:DuePayableAmount"],
        ["Tax"] =
        [
            "//ram:SpecifiedTradeSettlementHeaderMonetarySummation/ram:TaxTotalAmount[@currencyID = //ram:ApplicableHeaderTradeSettlement/ram:InvoiceCurrencyCode]",
            "//ram:SpecifiedTradeSettlementHeaderMonetarySummation/ram:TaxTotalAmount",
        ],
        ["Due"] = ["//ram:ApplicableHeaderTradeSettlement/ram:SpecifiedTradePaymentTerms/ram:DueDateDateTime/udt:DateTimeString"],
        ["Order"] = ["//ram:ApplicableHeaderTradeAgreement/ram:BuyerOrderReferencedDocument/ram:IssuerAssignedID"],
        ["#Lines"] = ["//ram:IncludedSupplyChainTradeLineItem"],
    };

    private static readonly Dictionary<string, string[]> FatturaPaFields = new()
    {
        ["Number"] = ["//FatturaElettronicaBody[1]/DatiGenerali/DatiGeneraliDocumento/Numero"],
        ["IssueDate"] = ["//FatturaElettronicaBody[1]/DatiGenerali/DatiGeneraliDocumento/Data"],
        ["TypeCode"] = ["//FatturaElettronicaBody[1]//TipoDocumento"],
        ["Currency"] = ["//FatturaElettronicaBody[1]//Divisa"],
        ["Profile"] = ["//FormatoTrasmissione"],
        ["Seller"] = ["//CedentePrestatore//Denominazione", "//CedentePrestatore//Anagrafica/Nome + //CedentePrestatore//Anagrafica/Cognome"],
        ["Buyer"] = ["//CessionarioCommittente//Denominazione", "//CessionarioCommittente//Anagrafica/Nome + //CessionarioCommittente//Anagrafica/Cognome"],
        ["SellerTax"] = ["//CedentePrestatore/DatiAnagrafici/IdFiscaleIVA/IdCodice", "//CedentePrestatore/DatiAnagrafici/CodiceFiscale"],
        ["BuyerTax"] = ["//CessionarioCommittente/DatiAnagrafici/IdFiscaleIVA/IdCodice", "//CessionarioCommittente/DatiAnagrafici/CodiceFiscale"],
        ["+Net"] = ["//FatturaElettronicaBody[1]/DatiBeniServizi/DatiRiepilogo/ImponibileImporto"],
        ["+Tax"] = ["//FatturaElettronicaBody[1]/DatiBeniServizi/DatiRiepilogo/Imposta"],
        ["+Gross"] =
        [
            "//FatturaElettronicaBody[1]//ImportoTotaleDocumento",
            "//FatturaElettronicaBody[1]//DatiRiepilogo/ImponibileImporto | //FatturaElettronicaBody[1]//DatiRiepilogo/Imposta",
        ],
        ["+Payable"] = ["//FatturaElettronicaBody[1]/DatiPagamento/DettaglioPagamento/ImportoPagamento"],
        ["Due"] = ["//FatturaElettronicaBody[1]//DataScadenzaPagamento"],
        ["Order"] = ["//FatturaElettronicaBody[1]//DatiOrdineAcquisto/IdDocumento"],
        ["#Lines"] = ["//FatturaElettronicaBody[1]//DettaglioLinee"],
    };

    private static readonly Dictionary<string, string[]> KsefFields = new()
    {
        ["Number"] = ["/*/k:Fa/k:P_2", "/*/k:FakturaRR/k:P_4C"],
        ["IssueDate"] = ["/*/k:Fa/k:P_1", "/*/k:FakturaRR/k:P_4B"],
        ["TypeCode"] = ["//k:RodzajFaktury"],
        ["Currency"] = ["//k:KodWaluty"],
        ["Profile"] = ["//k:KodFormularza/@kodSystemowy"],
        ["Seller"] = ["/*/k:Podmiot1/k:DaneIdentyfikacyjne/k:Nazwa"],
        ["Buyer"] = ["/*/k:Podmiot2/k:DaneIdentyfikacyjne/k:Nazwa"],
        ["SellerTax"] = ["/*/k:Podmiot1/k:DaneIdentyfikacyjne/k:NIP"],
        ["BuyerTax"] = ["/*/k:Podmiot2/k:DaneIdentyfikacyjne/*[self::k:NIP or self::k:NrVatUE or self::k:NrID]"],
        ["+Net"] = ["/*/k:Fa/*[starts-with(local-name(), 'P_13_')]", "/*/k:FakturaRR/k:P_11_1"],
        ["+Tax"] = ["/*/k:Fa/*[starts-with(local-name(), 'P_14_') and not(contains(local-name(), 'W'))]", "/*/k:FakturaRR/k:P_11_2"],
        ["+Gross"] = ["/*/k:Fa/k:P_15", "/*/k:FakturaRR/k:P_12_1"],
        ["Due"] = ["//k:Platnosc/k:TerminPlatnosci/k:Termin"],
        ["Order"] = ["//k:WarunkiTransakcji/k:Zamowienia/k:NrZamowienia"],
        ["#Lines"] = ["/*/k:Fa/k:FaWiersz | /*/k:FakturaRR/k:FakturaRRWiersz"],
    };

    /// <summary>Field -> value as text, empty when absent; null when the root is not that of an invoice.</summary>
    public static IReadOnlyDictionary<string, string>? Find(XmlDocument document)
    {
        XmlElement root = document.DocumentElement!;
        Dictionary<string, string[]>? fields = (root.NamespaceURI, root.LocalName) switch
        {
            (Ubl + "Invoice-2" or Ubl + "CreditNote-2", _) => UblFields,
            (Cii + "CrossIndustryInvoice:100", _) => CiiFields,
            (_, "FatturaElettronica") => FatturaPaFields,
            (_, "Faktura") => KsefFields,
            _ => null,
        };
        var names = new XmlNamespaceManager(document.NameTable);
        names.AddNamespace("cbc", Ubl + "CommonBasicComponents-2");
        names.AddNamespace("cac", Ubl + "CommonAggregateComponents-2");
        names.AddNamespace("rsm", Cii + "CrossIndustryInvoice:100");
        names.AddNamespace("ram", Cii + "ReusableAggregateBusinessInformationEntity:100");
        names.AddNamespace("udt", Cii + "UnqualifiedDataType:100");
        names.AddNamespace("k", root.NamespaceURI);
        return fields?.ToDictionary(field => field.Key.TrimStart('+', '#'), field => Value(document, names, field.Key, field.Value));
    }

    private static string Value(XmlDocument document, XmlNamespaceManager names, string field, string[] expressions)
    {
        if (field[0] == '#')
        {
            return document.SelectNodes(expressions[0], names)!.Count.ToString(CultureInfo.InvariantCulture);
        }

        foreach (string expression in expressions)
        {
            string[] found =
            [
                .. expression.Split(" + ").SelectMany(part => Texts(document, names, part)),
            ];
            if (found.Length > 0)
            {
                bool joins = expression.Contains(" + ", StringComparison.Ordinal);
                return field[0] == '+' ? Sum(found) : joins ? string.Join(' ', found) : found[0];
            }
        }

        return string.Empty;
    }

    private static IEnumerable<string> Texts(XmlDocument document, XmlNamespaceManager names, string expression)
        => document.SelectNodes(expression, names)!.Cast<XmlNode>().Select(node => node.InnerText.Trim()).Where(text => text.Length > 0);

    private static string Sum(string[] amounts) => amounts
        .Sum(amount => decimal.Parse(amount, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture))
        .ToString(CultureInfo.InvariantCulture);

    private static string[] TaxIds(string party) =>
    [
        $"{party}/cac:PartyTaxScheme[cac:TaxScheme/cbc:ID[translate(normalize-space(), 'vat', 'VAT') = 'VAT']]/cbc:CompanyID",
        $"{party}/cac:PartyTaxScheme/cbc:CompanyID",
        $"{party}/cac:PartyLegalEntity/cbc:CompanyID",
    ];

    private static string[] CiiTaxIds(string party) =>
    [
        $"{party}/ram:SpecifiedTaxRegistration/ram:ID[@schemeID = 'VA']",
        $"{party}/ram:SpecifiedTaxRegistration/ram:ID",
        $"{party}/ram:SpecifiedLegalOrganization/ram:ID",
    ];
}
