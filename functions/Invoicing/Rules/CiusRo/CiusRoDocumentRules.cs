using BackOffice.Invoicing.Formats;

namespace BackOffice.Invoicing.Rules.CiusRo;

/// <summary>What CIUS-RO asks of the head of a document: its kind, number, currency and the parties' registrations.</summary>
internal static class CiusRoDocumentRules
{
    private const string Specification = "urn:cen.eu:en16931:2017#compliant#urn:efactura.mfinante.ro:CIUS-RO:1.0.1";
    private const string Leu = "RON";
    private const int MostNotes = 20;
    private const int MostPreceding = 500;

    private static readonly ElementPath Customization = ElementPath.Of("cbc:CustomizationID");
    private static readonly ElementPath Notes = ElementPath.Of("cbc:Note");
    private static readonly ElementPath Number = ElementPath.Of("cbc:ID");
    private static readonly ElementPath Currency = ElementPath.Of("cbc:DocumentCurrencyCode");
    private static readonly ElementPath VatCurrency = ElementPath.Of("cbc:TaxCurrencyCode");
    private static readonly ElementPath Preceding = ElementPath.Of("cac:InvoiceDocumentReference");
    private static readonly ElementPath Allowances = ElementPath.Of("cac:AllowanceCharge");
    private static readonly ElementPath Charge = ElementPath.Of("cbc:ChargeIndicator");
    private static readonly ElementPath VatOfAllowance = ElementPath.Of("cac:TaxCategory");
    private static readonly ElementPath Category = ElementPath.Of("cbc:ID");
    private static readonly ElementPath Scheme = ElementPath.Of("cac:TaxScheme/cbc:ID");
    private static readonly ElementPath CategoryOfLine = ElementPath.Of("cac:InvoiceLine/cac:Item/cac:ClassifiedTaxCategory/cbc:ID");
    private static readonly ElementPath SellerRegistration = ElementPath.Of("cac:AccountingSupplierParty/cac:Party/cac:PartyTaxScheme/cbc:CompanyID");
    private static readonly ElementPath RepresentativeRegistration = ElementPath.Of("cac:TaxRepresentativeParty/cac:PartyTaxScheme/cbc:CompanyID");
    private static readonly ElementPath BuyerRegistration = ElementPath.Of("cac:AccountingCustomerParty/cac:Party/cac:PartyTaxScheme/cbc:CompanyID");
    private static readonly ElementPath BuyerLegalId = ElementPath.Of("cac:AccountingCustomerParty/cac:Party/cac:PartyLegalEntity/cbc:CompanyID");

    public static IReadOnlyList<ElementRule> All { get; } =
    [
        new("BR-RO-001", "BT-24", "/", IsOfRomania),
        new("BR-RO-010", "BT-1", "/", NumberHasDigit),
        new("BR-RO-020_1", "BT-3", "cbc:InvoiceTypeCode", (type, report) => report.Unless(type.Value is "380" or "384" or "389" or "751", type, $"An invoice is of type 380, 384, 389 or 751, not {type}.")),
        new("BR-RO-020_2", "BT-3", "cbc:CreditNoteTypeCode", (type, report) => report.Unless(type.Value == "381", type, $"A credit note is of type 381, not {type}.")),
        new("BR-RO-030", "BT-6", "/", VatIsInLei),
        new("BR-RO-040", "BT-8", "cac:InvoicePeriod/cbc:DescriptionCode", (code, report) => report.Unless(CodeLists.TaxPoints.Has(code.Value), code, $"The tax point is 3, 35 or 432, not {code}.")),
        new("BR-RO-065", "BT-31", "/", SellerIsRegistered),
        new("BR-RO-120", "BT-47", "/", BuyerIsRegistered),
        new("BR-RO-A020", "BG-1", "/", FewNotes),
        new("BR-RO-A500", "BG-3", "cac:BillingReference", FewPreceding),
    ];

    private static void IsOfRomania(RawNode document, Report report)
        => report.Unless(Customization.Says(document, Specification), document, $"The specification ({Customization.ValueIn(document)}) is that of CIUS-RO 1.0.1.");

    private static void NumberHasDigit(RawNode document, Report report)
        => report.Unless(Number.ValueIn(document).AsSpan().ContainsAnyInRange('0', '9'), document, $"The number of the invoice ({Number.ValueIn(document)}) has a digit in it.");

    private static void VatIsInLei(RawNode document, Report report)
        => report.Unless(VatCurrency.ValueIn(document) == Leu || Currency.ValueIn(document) == Leu, document, $"VAT is accounted for in lei: the currency is {Currency.ValueIn(document)}, that of VAT {VatCurrency.ValueIn(document)}.");

    private static void SellerIsRegistered(RawNode document, Report report)
        => report.Unless(RepresentativeRegistration.IsIn(document) || SaysSomething(SellerRegistration, document) || !HasVat(document), document, "The seller or its tax representative has a tax registration.");

    private static void BuyerIsRegistered(RawNode document, Report report)
        => report.Unless(BuyerLegalId.IsIn(document) || SaysSomething(BuyerRegistration, document) || !HasVat(document), document, "The buyer has a legal or a VAT registration.");

    private static void FewNotes(RawNode document, Report report)
        => report.Unless(Notes.Nth(document, MostNotes + 1) is null, document, $"There are {Notes.Count(document)} notes, and {MostNotes} at most.");

    private static void FewPreceding(RawNode reference, Report report)
        => report.Unless(Preceding.Nth(reference, MostPreceding + 1) is null, reference, $"There are {Preceding.Count(reference)} preceding invoices, and {MostPreceding} at most.");

    private static bool SaysSomething(ElementPath path, RawNode document)
    {
        foreach (var element in path.All(document))
        {
            if (element.HasValue)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A line, an allowance or a charge is of a category that VAT is about; the lines of credit notes are not asked.</summary>
    private static bool HasVat(RawNode document)
    {
        foreach (var category in CategoryOfLine.All(document))
        {
            if (IsOfVat(category))
            {
                return true;
            }
        }

        foreach (var allowance in Allowances.All(document))
        {
            foreach (var vat in VatOfAllowance.All(allowance))
            {
                var isAsked = Charge.Says(allowance, "true") || (Charge.Says(allowance, "false") && Scheme.Says(vat, "VAT"));
                if (isAsked && Category.First(vat) is { } category && IsOfVat(category))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool IsOfVat(RawNode category) => category.Text is "S" or "Z" or "E" or "AE" or "K" or "G" or "L" or "M";
}
