using System.Text;
using BackOffice.Invoicing.Formats;
using BackOffice.Invoicing.Rules;
using BackOffice.Invoicing.Rules.Syntax;

namespace BackOffice.Invoicing;

/// <summary>Small documents to ask rules about: only what the rule looks at.</summary>
internal static class RuleSamples
{
    private const string UblNames = "xmlns:cac=\"urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2\" xmlns:cbc=\"urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2\" xmlns:ext=\"urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2\"";
    private const string CiiNames = "xmlns:ram=\"urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100\" xmlns:udt=\"urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100\"";

    public static RawNode Invoice(string inside) => Read($"<Invoice xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:Invoice-2\" {UblNames}>{inside}</Invoice>");

    public static RawNode CreditNote(string inside) => Read($"<CreditNote xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2\" {UblNames}>{inside}</CreditNote>");

    public static RawNode Cii(string inside) => Read($"<rsm:CrossIndustryInvoice xmlns:rsm=\"urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100\" {CiiNames}>{inside}</rsm:CrossIndustryInvoice>");

    public static IReadOnlyList<Finding> Check(RawNode document, Profile profile = Profile.En16931)
    {
        var report = new Report();
        SyntaxLayer.Check(document, profile, report);
        return report.Findings;
    }

    public static bool Breaks(RawNode document, string rule, Profile profile = Profile.En16931) => Check(document, profile).Any(finding => finding.Rule == rule);

    /// <summary>The elements of a way down, one in the other, the innermost so many times: a/b twice is a(b b).</summary>
    public static string Nested(string path, int times)
    {
        var steps = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(step => step.Replace("*", "Some", StringComparison.Ordinal)).ToList();
        var attribute = steps[^1].StartsWith('@') ? $" {steps[^1][1..].Split('=')[0]}=\"x\"" : "";
        var elements = attribute.Length == 0 ? steps : steps.Count == 1 ? ["cbc:Any"] : steps[..^1];
        var inside = new StringBuilder().Insert(0, $"<{elements[^1]}{attribute}>x</{elements[^1]}>", times).ToString();
        return elements[..^1].AsEnumerable().Reverse().Aggregate(inside, (inner, step) => $"<{step}>{inner}</{step}>");
    }

    private static RawNode Read(string xml)
    {
        var read = RawDocument.Read(Encoding.UTF8.GetBytes(xml), RawLimits.Default);
        return read.Root ?? throw new InvalidDataException(read.Why);
    }
}
