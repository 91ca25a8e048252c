using BackOffice.Invoicing.Formats;

namespace BackOffice.Invoicing.Rules.Syntax;

/// <summary>How UBL documents name parties and their registrations (UBL-SR).</summary>
internal static class UblPartyRules
{
    /// <summary>More of them are broken by other rules; they are not all compared.</summary>
    private const int FewNames = 10;

    private static readonly ElementPath Registrations = ElementPath.Of("cac:PartyTaxScheme");
    private static readonly ElementPath RegisteredId = ElementPath.Of("cbc:CompanyID");
    private static readonly ElementPath Scheme = ElementPath.Of("cac:TaxScheme");
    private static readonly ElementPath SchemeId = ElementPath.Of("cac:TaxScheme/cbc:ID");
    private static readonly ElementPath Name = ElementPath.Of("cac:PartyName/cbc:Name");
    private static readonly ElementPath Ids = ElementPath.Of("cac:PartyIdentification/cbc:ID");
    private static readonly ElementPath LegalId = ElementPath.Of("cac:PartyLegalEntity/cbc:CompanyID");
    private static readonly ElementPath SellerName = ElementPath.Of("cac:AccountingSupplierParty/cac:Party/cac:PartyLegalEntity/cbc:RegistrationName");
    private static readonly ElementPath Payees = ElementPath.Of("cac:PayeeParty");
    private static readonly ElementPath Seller = ElementPath.Of("cac:AccountingSupplierParty/cac:Party");
    private static readonly ElementPath Buyer = ElementPath.Of("cac:AccountingCustomerParty/cac:Party");

    public static IReadOnlyList<ElementRule> All { get; } =
    [
        new("UBL-SR-12", "BT-31", "/", (document, report) => OneRegistration(document, Seller, isVat: true, report)),
        new("UBL-SR-13", "BT-32", "/", (document, report) => OneRegistration(document, Seller, isVat: false, report)),
        new("UBL-SR-18", "BT-48", "/", (document, report) => OneRegistration(document, Buyer, isVat: true, report)),
        OfPayee("UBL-SR-19", "BT-59", "one name", payee => Name.Nth(payee, 2) is null),
        OfPayee("UBL-SR-20", "BT-60", "one identifier besides that of a creditor", payee => IdsOf(payee) <= 1),
        OfPayee("UBL-SR-21", "BT-61", "one registration", payee => LegalId.Nth(payee, 2) is null),
        new("UBL-SR-29", "BT-90", "/", OneCreditor),
        new("UBL-SR-42", "BT-31", "cac:AccountingSupplierParty/cac:Party", TwoRegistrations),
        new("UBL-SR-53", "BT-31", "cac:PartyTaxScheme", HasIdAndScheme),
    ];

    private static void OneRegistration(RawNode document, ElementPath parties, bool isVat, Report report)
    {
        var count = 0;
        foreach (var party in parties.All(document))
        {
            foreach (var registration in Registrations.All(party))
            {
                foreach (var id in IsOf(registration, isVat) ? RegisteredId.All(registration) : [])
                {
                    report.Unless(++count != 2, id, $"There is a second {(isVat ? "VAT" : "tax")} registration, {id}.");
                }
            }
        }
    }

    // The scheme is compared in capitals and as written; one without a name is not that of VAT.
    private static bool IsOf(RawNode registration, bool isVat)
    {
        foreach (var scheme in Scheme.All(registration))
        {
            var name = scheme.First(Vocabulary.UblBasic, "ID")?.Text;
            if (string.Equals(name, "VAT", StringComparison.OrdinalIgnoreCase) == isVat)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Of something a payee has one, and it is not the seller: a name that is missing differs from nothing, on either side.</summary>
    private static ElementRule OfPayee(string id, string term, string what, Func<RawNode, bool> hasOne)
        => new(id, term, "/", (document, report) =>
        {
            var sellers = Payees.IsIn(document) ? SellerName.All(document).Take(FewNames).ToList() : [];
            foreach (var payee in Payees.All(document))
            {
                report.Unless(hasOne(payee) && IsNoneOf(sellers, payee), payee, $"The payee ({Name.ValueIn(payee)}) has {what}, and a name that is not the seller's.");
            }
        });

    private static int IdsOf(RawNode payee)
    {
        var count = 0;
        foreach (var id in Ids.All(payee))
        {
            count += IsSepa(id) ? 0 : 1;
        }

        return count;
    }

    private static bool IsNoneOf(List<RawNode> sellers, RawNode payee)
    {
        foreach (var name in Name.All(payee).Take(FewNames))
        {
            foreach (var seller in sellers)
            {
                if (name.Text != seller.Text)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static void OneCreditor(RawNode document, Report report)
    {
        var count = 0;
        foreach (var id in document.Descendants())
        {
            if (id.Is(Vocabulary.UblBasic, "ID") && id.Parent is { } owner && owner.Is(Vocabulary.UblAggregate, "PartyIdentification") && IsSepa(id))
            {
                report.Unless(++count != 2, id, $"There is a second creditor identifier, {id}.");
            }
        }
    }

    private static bool IsSepa(RawNode id) => string.Equals(id.Attribute("schemeID"), "SEPA", StringComparison.OrdinalIgnoreCase);

    private static void TwoRegistrations(RawNode seller, Report report)
    {
        if (Registrations.Nth(seller, 3) is { } third)
        {
            report.Broken(third, $"The seller has {Registrations.Count(seller)} tax registrations, and may have two.");
        }
    }

    private static void HasIdAndScheme(RawNode registration, Report report)
        => report.Unless(SchemeId.IsIn(registration) && RegisteredId.IsIn(registration), registration, $"A tax registration has an identifier ({RegisteredId.ValueIn(registration)}) and a scheme ({SchemeId.ValueIn(registration)}).");
}
