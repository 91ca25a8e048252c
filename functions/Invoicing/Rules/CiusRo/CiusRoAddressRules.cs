using BackOffice.Invoicing.Formats;

namespace BackOffice.Invoicing.Rules.CiusRo;

/// <summary>Addresses in Romania name their county by its ISO code, and Bucharest its sector.</summary>
internal static class CiusRoAddressRules
{
    private const string Seller = "cac:AccountingSupplierParty/cac:Party/cac:PostalAddress";
    private const string Buyer = "cac:AccountingCustomerParty/cac:Party/cac:PostalAddress";
    private const string Representative = "/cac:TaxRepresentativeParty/cac:PostalAddress";
    private const string Delivery = "/cac:Delivery/cac:DeliveryLocation/cac:Address";
    private const string Bucharest = "RO-B";

    private static readonly ElementPath Street = ElementPath.Of("cbc:StreetName");
    private static readonly ElementPath City = ElementPath.Of("cbc:CityName");
    private static readonly ElementPath County = ElementPath.Of("cbc:CountrySubentity");
    private static readonly ElementPath Country = ElementPath.Of("cac:Country/cbc:IdentificationCode");

    public static IReadOnlyList<ElementRule> All { get; } =
    [
        PartyHas("BR-RO-081", "BT-35", Seller, "cbc:StreetName"),
        PartyHas("BR-RO-082", "BT-50", Buyer, "cbc:StreetName"),
        PartyHas("BR-RO-091", "BT-37", Seller, "cbc:CityName"),
        PartyHas("BR-RO-092", "BT-52", Buyer, "cbc:CityName"),
        new("BR-RO-100", "BT-37", $"/{Seller}", NamesSector),
        new("BR-RO-101", "BT-52", $"/{Buyer}", NamesSector),
        new("BR-RO-110", "BT-39", $"/{Seller}", NamesCounty),
        new("BR-RO-111", "BT-54", $"/{Buyer}", NamesCounty),
        OfInvoice("BR-RO-140", "BT-64", Representative, (address, report) => Has(address, Street, report)),
        OfInvoice("BR-RO-150", "BT-66", Representative, (address, report) => Has(address, City, report)),
        OfInvoice("BR-RO-160", "BT-66", Representative, NamesSector),
        OfInvoice("BR-RO-170", "BT-68", Representative, NamesCounty),
        OfInvoice("BR-RO-180", "BT-75", Delivery, (address, report) => Has(address, Street, report)),
        OfInvoice("BR-RO-201", "BT-77", Delivery, (address, report) => Has(address, City, report)),
        OfInvoice("BR-RO-202", "BT-77", Delivery, NamesSector),
        OfInvoice("BR-RO-211", "BT-79", Delivery, (address, report) => Has(address, County, report)),
        OfInvoice("BR-RO-212", "BT-79", Delivery, NamesCounty),
    ];

    /// <summary>Asked of the document, so that a party without an address is found too.</summary>
    private static ElementRule PartyHas(string id, string term, string address, string name)
    {
        var path = ElementPath.Of($"{address}/{name}");
        return new(id, term, "/", (document, report) => report.Unless(path.All(document).Any(part => part.HasValue), document, $"{address} has no {name}."));
    }

    /// <summary>The published rules name the root of an invoice only: a credit note is not asked.</summary>
    private static ElementRule OfInvoice(string id, string term, string context, Action<RawNode, Report> check)
        => new(id, term, context, (address, report) =>
        {
            if (address.Root.Vocabulary == Vocabulary.UblInvoice)
            {
                check(address, report);
            }
        });

    private static void Has(RawNode address, ElementPath part, Report report)
        => report.Unless(part.All(address).Any(element => element.HasValue), address, "The address lacks its street, city or county.");

    private static void NamesSector(RawNode address, Report report)
    {
        var isInBucharest = Country.ValueIn(address) == "RO" && County.ValueIn(address) == Bucharest;
        report.Unless(!isInBucharest || CodeLists.SectorsOfBucharest.Has(City.ValueIn(address)), address, $"An address in Bucharest names its sector (SECTOR1 to SECTOR6), not {City.ValueIn(address)}.");
    }

    private static void NamesCounty(RawNode address, Report report)
        => report.Unless(Country.ValueIn(address) != "RO" || CodeLists.RomanianCounties.Has(County.ValueIn(address)), address, $"An address in Romania names its county (RO-CJ), not {County.ValueIn(address)}.");
}
