using BackOffice.Invoicing.Domain;

namespace BackOffice.Invoicing.Formats.FatturaPa;

/// <summary>CodiceArticolo against the identifiers and classes of an item. The word for a list is free in FatturaPA; these four are known.</summary>
internal static class ItemCodes
{
    private const string Ean = "EAN";
    private const string Cpv = "CPV";
    private const string Seller = "SELLER";
    private const string Buyer = "BUYER";

    // ISO 6523 ICD of GTIN; UNTDID 7143 of CPV.
    private const string GtinScheme = "0160";
    private const string CpvList = "STI";

    public static (InvoiceItem Item, IReadOnlyList<ItalianItemCode> Others) Read(IReadOnlyList<ItalianItemCode> codes)
    {
        var item = new InvoiceItem();
        List<ItemClass> classes = [];
        List<ItalianItemCode> others = [];
        foreach (var code in codes)
        {
            if (code is { Type: Cpv, Value: { } value })
            {
                classes.Add(new ItemClass(value, CpvList, ListVersion: null));
            }
            else if (Taken(item, code) is { } with)
            {
                item = with;
            }
            else
            {
                others.Add(code);
            }
        }

        return (classes.Count == 0 ? item : item with { Classes = classes }, others.Count == 0 ? [] : others);
    }

    public static IEnumerable<ItalianItemCode> Of(InvoiceLine line)
    {
        var item = line.Item;
        return new ItalianItemCode?[]
        {
            item.SellerId is { } seller ? new(Seller, seller) : null,
            item.BuyerId is { } buyer ? new(Buyer, buyer) : null,
            item.StandardId is { Scheme: GtinScheme } standard ? new(Ean, standard.Value) : null,
        }
        .OfType<ItalianItemCode>()
        .Concat(item.Classes.Where(one => one is { List: CpvList, ListVersion: null }).Select(one => new ItalianItemCode(Cpv, one.Code)))
        .Concat(line.Italy?.Codes ?? []);
    }

    private static InvoiceItem? Taken(InvoiceItem item, ItalianItemCode code) => code switch
    {
        { Value: null } => null,
        { Type: Seller } when item.SellerId is null => item with { SellerId = code.Value },
        { Type: Buyer } when item.BuyerId is null => item with { BuyerId = code.Value },
        { Type: Ean } when item.StandardId is null => item with { StandardId = new Identifier(code.Value, GtinScheme) },
        _ => null,
    };
}
