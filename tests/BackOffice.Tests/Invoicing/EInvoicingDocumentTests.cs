using System.Globalization;
using System.Text;
using BackOffice.Http;
using BackOffice.Invoicing.Rules;
using BackOffice.Invoicing.Rules.CiusRo;
using BackOffice.Invoicing.Rules.En16931;
using BackOffice.Invoicing.Rules.FatturaPa;
using BackOffice.Invoicing.Rules.Ksef;
using BackOffice.Invoicing.Rules.Peppol;
using BackOffice.Invoicing.Rules.Syntax;
using BackOffice.Primitives;
using NodaTime.Text;

namespace BackOffice.Invoicing;

/// <summary>docs/einvoicing.md says what the code has: its tables of versions and of coverage are made from it.</summary>
public sealed class EInvoicingDocumentTests
{
    private const string Document = "einvoicing.md";
    private const string All = "**all**";

    private static readonly IReadOnlyList<string> Ubl = [.. EnRules.Ubl.Select(rule => rule.Id).Concat(SyntaxLayer.Ubl.Select(rule => rule.Id)).Distinct(StringComparer.Ordinal)];
    private static readonly IReadOnlyList<string> Cii = [.. EnRules.Cii.Select(rule => rule.Id).Concat(SyntaxLayer.Cii.Select(rule => rule.Id)).Distinct(StringComparer.Ordinal)];
    private static readonly IReadOnlyList<string> Ksef = [.. KsefRules.All.Select(rule => rule.Id).Concat(ContentRules.All.Select(rule => rule.Id)).Distinct(StringComparer.Ordinal)];

    private static readonly (string Family, string About, string LeftOut)[] Families =
    [
        ("BR", "what has to be there", ""),
        ("BR-CO", "sums and conditions", "05 to 08"),
        ("BR-DEC", "decimals", "UBL: 13, 15"),
        ("BR-S, Z, E, AE, IC, G, O, AF, AG, B", "VAT categories", "CII: AF-08, AF-09, AG-08, AG-09"),
        ("BR-CL", "code lists", ""),
        ("UBL-SR, CII-SR", "occurrence in the syntax", "CII: 464"),
        ("UBL-CR", "elements that are not used", ""),
        ("UBL-DT, CII-DT", "attributes and types", "CII: 010 to 012"),
        (All, "", ""),
    ];

    [Fact]
    public void The_document_has_the_versions_and_the_counts_of_the_code()
    {
        var document = Replace(Replace(Golden.Read(Document), "versions", Versions()), "coverage", Coverage());

        Golden.AssertIs(Document, document);
    }

    [Fact]
    public void Every_rule_is_counted_in_one_family()
        => Assert.All([Ubl, Cii], rules => Assert.Equal(rules.Count, Families.Where(family => family.Family != All).Sum(family => CountOf(rules, family.Family))));

    [Fact]
    public void Every_rule_of_our_own_is_explained()
    {
        var document = Golden.Read(Document);

        Assert.All(Ksef, rule => Assert.Contains($"`{rule}`", document, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_word_of_a_question_and_of_an_answer_is_in_the_document()
    {
        var document = Golden.Read(Document);

        Assert.All(EnumWords.All<EInvoiceFormat>(), word => Assert.Contains($"`{word}`", document, StringComparison.Ordinal));
        Assert.Contains($"?profile={string.Join("\\|", EnumWords.All<Profile>())}", document, StringComparison.Ordinal);
        Assert.Contains($"?to={string.Join("\\|", EnumWords.All<ConversionTarget>())}", document, StringComparison.Ordinal);
    }

    private static string Versions()
    {
        var text = new StringBuilder("| profile | syntax | `ruleSetVersion` | since | publisher | source |\n|---|---|---|---|---|---|\n");
        foreach (var known in RuleSetVersions.All)
        {
            text.Append(CultureInfo.InvariantCulture, $"| `{EnumWords.Of(known.Profile)}` | {known.Syntax} | {known.Version} | {(known.Date is { } day ? LocalDatePattern.Iso.Format(day) : "")} | {known.Publisher} | {known.Source} |\n");
        }

        return text.Append('\n').ToString();
    }

    private static string Coverage()
    {
        var text = new StringBuilder("| EN 16931 | about | UBL | CII | left out |\n|---|---|---:|---:|---|\n");
        foreach (var (family, about, leftOut) in Families)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {family} | {about} | {Cell(CountOf(Ubl, family))} | {Cell(CountOf(Cii, family))} | {leftOut} |\n");
        }

        var italian = PeppolItalianRules.All.Select(rule => rule.Id).Distinct(StringComparer.Ordinal).Count();
        var romanian = CiusRoRules.All.Select(rule => rule.Id).Distinct(StringComparer.Ordinal).Count();
        text.Append("\n| on top | rules | of |\n|---|---:|---|\n");
        text.Append(CultureInfo.InvariantCulture, $"| Peppol BIS Billing 3, for everybody | {PeppolRules.All.Select(rule => rule.Id).Distinct(StringComparer.Ordinal).Count() - italian} | |\n");
        text.Append(CultureInfo.InvariantCulture, $"| Peppol, sellers in Italy | {italian} | 4; the other national layers are not here |\n");
        text.Append(CultureInfo.InvariantCulture, $"| CIUS-RO | {romanian} | {romanian + 6}; six cannot be broken as they are published |\n");
        text.Append(CultureInfo.InvariantCulture, $"| SdI controls | {FatturaPaRules.All.Select(rule => rule.Id).Where(id => id != FormFindings.Schema).Distinct(StringComparer.Ordinal).Count()} | those that the file alone decides |\n");
        text.Append(CultureInfo.InvariantCulture, $"| KSeF | {Ksef.Count} | our own |\n\n");
        return text.ToString();
    }

    private static string Cell(int count) => count == 0 ? "" : count.ToString(CultureInfo.InvariantCulture);

    private static int CountOf(IReadOnlyList<string> ids, string family) => family switch
    {
        All => ids.Count,
        "BR" => ids.Count(id => id.StartsWith("BR-", StringComparison.Ordinal) && char.IsAsciiDigit(id[3])),
        _ => family.Split(", ").Select((name, index) => index == 0 || name.Contains('-', StringComparison.Ordinal) ? name : $"BR-{name}").Sum(name => ids.Count(id => id.StartsWith($"{name}-", StringComparison.Ordinal))),
    };

    private static string Replace(string document, string section, string content)
    {
        var (begin, end) = (document.IndexOf($"<!-- {section}:", StringComparison.Ordinal), document.IndexOf($"<!-- end of {section} -->", StringComparison.Ordinal));
        var line = document.IndexOf('\n', begin) + 1;
        return string.Concat(document.AsSpan(0, line), "\n", content, document.AsSpan(end));
    }
}
