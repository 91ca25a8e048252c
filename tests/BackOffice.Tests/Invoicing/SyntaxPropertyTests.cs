using System.Text;
using BackOffice.Invoicing.Formats;
using BackOffice.Invoicing.Rules;
using BackOffice.Invoicing.Rules.CiusRo;
using BackOffice.Invoicing.Rules.Peppol;
using BackOffice.Invoicing.Rules.Syntax;

namespace BackOffice.Invoicing;

/// <summary>Whatever the document is, the rules say something of it or nothing, and throw nothing.</summary>
public sealed class SyntaxPropertyTests
{
    private const int Documents = 3000;

    private static readonly string[] Ubl = [.. NamesOf([.. SyntaxLayer.Ubl, .. PeppolRules.All, .. CiusRoRules.All])];
    private static readonly string[] Cii = [.. NamesOf(SyntaxLayer.Cii)];
    private static readonly string[] Attributes = ["schemeID=\"0088\"", "schemeID=\"\"", "currencyID=\"EUR\"", "unitCode=\"?\"", "name=\"a\"", "mimeCode=\"a\"", "format=\"102\"", "listID=\"TST\"", "schemeID=\"0208\"", "schemeID=\"9907\""];
    private static readonly string[] Texts = ["", " ", "1", "-1", "0", "99999999999999999999999999999", "79228162514264337593543950335", "1e5", "1,5", "2026-02-31", "2026-01-31", "20260131", "true", "false", "130", "VAT", "EUR", "RO", "RO-B", "DE", "S", "#AAI#", "#", "380", "59", "\u0663", "7300010000001", "NL", "IT"];

    [Fact]
    public void Random_documents_break_rules_and_throw_nothing()
    {
        var findings = 0;
        for (var seed = 0; seed < Documents; seed++)
        {
            var chance = new Random(seed);
            var profile = (Profile)chance.Next(3);
            var document = chance.Next(3) switch
            {
                0 => RuleSamples.Cii(Inside(chance, Cii, depth: 6)),
                1 => RuleSamples.CreditNote(Inside(chance, Ubl, depth: 6)),
                _ => RuleSamples.Invoice(Inside(chance, Ubl, depth: 6)),
            };
            findings += RuleSamples.Check(document, profile).Count;
        }

        Assert.True(findings > Documents, $"{findings} findings"); // they are asked something
    }

    [Fact]
    public void Documents_of_other_formats_are_not_asked() => Assert.Empty(RuleSamples.Check(new RawNode(Vocabulary.Other, "Invoice", line: 1)));

    private static string Inside(Random chance, string[] names, int depth)
    {
        var inside = new StringBuilder();
        for (var count = chance.Next(1, 5); count > 0; count--)
        {
            var name = names[chance.Next(names.Length)];
            var attribute = chance.Next(3) == 0 ? " " + Attributes[chance.Next(Attributes.Length)] : "";
            var content = depth > 0 && chance.Next(3) > 0 ? Inside(chance, names, depth - 1) : Texts[chance.Next(Texts.Length)];
            inside.Append('<').Append(name).Append(attribute).Append('>').Append(content).Append("</").Append(name).Append('>');
        }

        return inside.ToString();
    }

    /// <summary>The names that rules look for, the commonest as often as they do.</summary>
    private static IEnumerable<string> NamesOf(IEnumerable<ElementRule> rules)
        => rules.SelectMany(rule => rule.Context.Split(' ')).SelectMany(place => place.Split('/', StringSplitOptions.RemoveEmptyEntries)).Where(step => !step.StartsWith('@') && !step.Contains('*', StringComparison.Ordinal));
}
