using BackOffice.Invoicing.Formats;

namespace BackOffice.Invoicing.Rules.Syntax;

/// <summary>What the types of data in CII allow, where it depends on the place or the value (CII-DT).</summary>
internal static class CiiDataTypeRules
{
    private const string Supporting = "916";
    private const string Object = "130";
    private const string Tender = "50";

    private static readonly ElementPath TypeCode = ElementPath.Of("ram:TypeCode");
    private static readonly ElementPath BilledQuantity = ElementPath.Of("rsm:SupplyChainTradeTransaction/ram:IncludedSupplyChainTradeLineItem/ram:SpecifiedLineTradeDelivery/ram:BilledQuantity");

    public static IReadOnlyList<ElementRule> All { get; } =
    [
        OnlyIn("CII-DT-015", "BT-124", "ram:*ReferencedDocument", "URIID", IsSupporting),
        OnlyIn("CII-DT-018", "BG-24", "ram:*ReferencedDocument", "TypeCode", owner => IsAdditional(owner, Tender) || IsAdditional(owner, Object) || IsSupporting(owner)),
        OnlyIn("CII-DT-021", "BT-123", "ram:*ReferencedDocument", "Name", IsSupporting),
        OnlyIn("CII-DT-022", "BT-125", "ram:*ReferencedDocument", "AttachmentBinaryObject", IsSupporting),
        OnlyIn("CII-DT-024", "BT-18", "ram:*ReferencedDocument", "ReferenceTypeCode", owner => IsAdditional(owner, Object)),
        OnlyIn("CII-DT-027", "BT-26", "ram:*ReferencedDocument", "FormattedIssueDateTime", owner => owner.Name == "InvoiceReferencedDocument"),
        NotAt("CII-DT-031", "BT-5", "ram:*Amount/@currencyID", amount => amount.Name == "TaxTotalAmount"),
        NotAt("CII-DT-032", "BT-5", "ram:*Amount/@currencyCodeListVersionID", amount => amount.Name == "TaxTotalAmount"),
        new("CII-DT-033", "BT-130", "/", UnitIsOfLines),
        new("CII-DT-037", "BT-151", "ram:*TradeTax", TaxIsVat),
        Advised("CII-DT-041", "BT-116", "ram:*TradeTax", "BasisAmount", IsOfHeader),
        Advised("CII-DT-052", "BT-121", "ram:*TradeTax", "ExemptionReasonCode", owner => owner.Name == "ApplicableTradeTax"),
        Advised("CII-DT-054", "BT-7", "ram:*TradeTax", "TaxPointDate", IsOfHeader),
        Advised("CII-DT-058", "BT-8", "ram:*TradeTax", "DueDateTypeCode", IsOfHeader),
        Advised("CII-DT-098", "BT-120", "ram:*TradeTax", "ExemptionReason", owner => owner.Name == "ApplicableTradeTax"),
        new("CII-DT-097", "BT-2", "udt:DateTimeString/@format", DateIsWhole),
        NotAt("CII-DT-101", "ID", "ram:*ID/@schemeName", IsPlainId),
        NotAt("CII-DT-102", "ID", "ram:*ID/@schemeAgencyName", IsPlainId),
        NotAt("CII-DT-103", "ID", "ram:*ID/@schemeDataURI", IsPlainId),
        NotAt("CII-DT-104", "ID", "ram:*ID/@schemeURI", IsPlainId),
    ];

    /// <summary>An element that there is only in some owners.</summary>
    private static ElementRule OnlyIn(string id, string term, string context, string name, Func<RawNode, bool> mayHave)
        => new(id, term, context, (owner, report) =>
        {
            if (owner.First(Vocabulary.CiiAggregate, name) is { } element && !mayHave(owner))
            {
                report.Broken(element, $"{name} ({element}) has no place in {owner.Name} of this kind.");
            }
        });

    private static ElementRule Advised(string id, string term, string context, string name, Func<RawNode, bool> mayHave)
        => OnlyIn(id, term, context, name, mayHave) with { Severity = Severity.Warning };

    /// <summary>An attribute that there is not, but for some elements.</summary>
    private static ElementRule NotAt(string id, string term, string context, Func<RawNode, bool> mayHave)
    {
        var attribute = context[(context.LastIndexOf('@') + 1)..];
        return new(id, term, context, (element, report)
            => report.Unless(mayHave(element), element, $"{element.Name} ({element}) has no attribute {attribute} ({element.Attribute(attribute)})."));
    }

    private static bool IsSupporting(RawNode reference) => IsAdditional(reference, Supporting);

    private static bool IsAdditional(RawNode reference, string type)
        => reference.Name == "AdditionalReferencedDocument" && TypeCode.Says(reference, type);

    private static bool IsOfHeader(RawNode tax)
    {
        for (var node = tax.Parent; node is not null; node = node.Parent)
        {
            if (node.Is(Vocabulary.CiiAggregate, "ApplicableHeaderTradeSettlement"))
            {
                return true;
            }
        }

        return false;
    }

    // A unit at the quantity of any one line allows units everywhere, as the published rule has it.
    private static void UnitIsOfLines(RawNode document, Report report)
    {
        foreach (var billed in BilledQuantity.All(document))
        {
            if (billed.Attribute("unitCode") is not null)
            {
                return;
            }
        }

        foreach (var quantity in document.Descendants())
        {
            var hasUnit = quantity.Vocabulary == Vocabulary.CiiAggregate && quantity.Name.EndsWith("Quantity", StringComparison.Ordinal) && quantity.Attribute("unitCode") is not null;
            report.Unless(!hasUnit, quantity, $"{quantity.Name} ({quantity}) has a unit ({quantity.Attribute("unitCode")}), and no line has one.");
        }
    }

    private static void TaxIsVat(RawNode tax, Report report)
        => report.Unless(!TypeCode.IsIn(tax) || TypeCode.Says(tax, "VAT"), tax, $"The tax is VAT, not {TypeCode.ValueIn(tax)}.");

    /// <summary>The four identifiers that are plain text have rules of their own.</summary>
    private static bool IsPlainId(RawNode id) => id switch
    {
        { Name: "ID", Parent.Name: "GuidelineSpecifiedDocumentContextParameter" } => id.Parent.Parent is { Vocabulary: Vocabulary.CiiRoot },
        { Name: "ID", Parent: { Name: "ExchangedDocument", Vocabulary: Vocabulary.CiiRoot } } => true,
        { Name: "LineID", Parent.Name: "AssociatedDocumentLineDocument" } => true,
        { Name: "SellerAssignedID", Parent.Name: "SpecifiedTradeProduct" } => true,
        _ => false,
    };

    // Format 102: year, month and day in eight digits; whether the month has so many days is not asked.
    private static void DateIsWhole(RawNode date, Report report)
        => report.Unless(date.Attribute("format") != "102" || IsDay(date.Text.AsSpan().Trim(" \t\r\n")), date, $"A date of format 102 is written as YYYYMMDD: {date}.");

    private static bool IsDay(ReadOnlySpan<char> text)
    {
        if (text.Length != 8 || text.ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        var (month, day) = (TwoDigits(text[4..]), TwoDigits(text[6..]));
        return month is >= 1 and <= 12 && day is >= 1 and <= 31;
    }

    private static int TwoDigits(ReadOnlySpan<char> text) => ((text[0] - '0') * 10) + text[1] - '0';
}
