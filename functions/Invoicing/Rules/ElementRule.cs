using BackOffice.Invoicing.Formats;

namespace BackOffice.Invoicing.Rules;

/// <summary>A rule about the elements of one place of a document. All rules of this kind are checked in one walk.</summary>
/// <param name="Id">As its publisher numbers it.</param>
/// <param name="Term">The business term it is about; the element's name where there is none.</param>
/// <param name="Context">
/// Where the elements stand, places apart by a blank: <c>/cac:Delivery</c> below the root, <c>cac:TaxCategory/cbc:ID</c> anywhere,
/// <c>/</c> the root itself, <c>cac:PaymentMeans/cbc:PaymentMeansCode/@name</c> every element that has the attribute,
/// <c>cbc:EndpointID/@schemeID=0088</c> that has it with this value.
/// </param>
/// <param name="Check">Is asked about each of them; never throws.</param>
internal sealed record ElementRule(string Id, string Term, string Context, Action<RawNode, Report> Check)
{
    public Severity Severity { get; init; } = Severity.Fatal;

    /// <summary>An element that there may be once, counted from each element of the context.</summary>
    public static ElementRule AtMostOne(string id, string term, string context, string path)
    {
        var counted = ElementPath.Of(path);
        return new(id, term, context, (element, report) =>
        {
            if (counted.Nth(element, 2) is { } second)
            {
                report.Broken(second, $"{path} is here {counted.Count(element)} times and may be once.");
            }
        });
    }

    /// <summary>An element or attribute that there may not be at all.</summary>
    public static ElementRule Unused(string id, string context, Severity severity)
    {
        var last = context[(context.LastIndexOf('/') + 1)..];
        Action<RawNode, Report> check = last.StartsWith('@')
            ? (element, report) => report.Broken(element, $"The attribute {last} ({element.Attribute(last[1..])}) has no place here in an invoice of EN 16931.")
            : (element, report) => report.Broken(element, $"{last} ({element}) has no place here in an invoice of EN 16931.");
        return new(id, last, context, check) { Severity = severity };
    }
}
