using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using BackOffice.Http;
using BackOffice.Payroll.Domain;
using NodaTime;
using NodaTime.Text;

namespace BackOffice.Payroll;

/// <summary>docs/payroll-rules.md says what the packs say: its tables are made from them.</summary>
public sealed partial class PayrollRulesDocumentTests
{
    private const string Document = "payroll-rules.md";
    private static readonly Dictionary<string, decimal> Pay = new() { ["IT"] = 2_000, ["PL"] = 8_000, ["RO"] = 5_200 };

    [Fact]
    public void The_document_has_every_rule_and_an_example_of_every_country()
    {
        var document = Replace(Replace(Golden.Read(Document), "examples", Examples()), "rules", Tables());

        Assert.All(PayCases.Rules.Packs.All.SelectMany(pack => pack.Rules), rule => Assert.Contains($"| `{rule.Id}` |", document, StringComparison.Ordinal));
        Golden.AssertIs(Document, document);
    }

    private static string Replace(string document, string section, string content)
    {
        var (begin, end) = (document.IndexOf($"<!-- {section}:", StringComparison.Ordinal), document.IndexOf($"<!-- end of {section} -->", StringComparison.Ordinal));
        var line = document.IndexOf('\n', begin) + 1;
        return string.Concat(document.AsSpan(0, line), "\n", content, document.AsSpan(end));
    }

    private static string Examples()
    {
        var text = new StringBuilder();
        foreach (var country in PayCases.Rules.Countries.Order(StringComparer.Ordinal))
        {
            var gross = Pay[country];
            var question = new WhatIfQuestion { Country = country, On = new LocalDate(2026, 7, 1), BornOn = new LocalDate(1986, 1, 1), Gross = gross };
            var answer = WhatIf.Answer(question, PayCases.Rules);
            var slip = answer.Outcome.Slip!;
            text.Append(CultureInfo.InvariantCulture, $"### {country}: {Text(gross)} {slip.Currency.Code} a month\n\n| line | amount | how | rule and source |\n|---|---:|---|---|\n");
            text.AppendJoin("", answer.Lines.Select(Row));
            text.Append(CultureInfo.InvariantCulture, $"| **net** | **{slip.Net:0.00}** | gross and credits - withheld | |\n| **cost** | **{slip.EmployerCost:0.00}** | gross + contributions of the employer | |\n\n");
        }

        return text.ToString();
    }

    private static string Row(LineExplanation line)
    {
        var figures = string.Join(", ", line.Figures.Select(figure => $"{figure.Name} {Text(figure.Value)}"));
        return string.Create(CultureInfo.InvariantCulture, $"| `{line.Code}` | {line.Amount:0.00} | {Cell(line.Formula)} = {Text(line.Exact)}{(figures.Length == 0 ? "" : $" ({Cell(figures)})")} | {Cell(line.RuleName)}. {Cell(line.Source)} |\n");
    }

    private static string Tables()
    {
        var text = new StringBuilder();
        foreach (var country in PayCases.Rules.Packs.All.GroupBy(pack => pack.Country).OrderBy(country => country.Key, StringComparer.Ordinal))
        {
            var packs = country.OrderBy(pack => pack.Terms.ValidFrom).ToList();
            text.Append(CultureInfo.InvariantCulture, $"### {country.Key}: {Day(packs[0].Terms.ValidFrom)} to {Day(packs[^1].Terms.ValidTo)}\n\n| rule | from | what | figures | rounding | source | |\n|---|---|---|---|---|---|---|\n");
            foreach (var id in packs.SelectMany(pack => pack.Rules).Select(rule => rule.Id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
            {
                var said = "";
                foreach (var (pack, rule) in packs.Select(pack => (pack, pack.Find(id))).Where(entry => entry.Item2 is not null))
                {
                    var cells = Cells(rule!);
                    text.Append(cells == said ? "" : $"| `{id}` | {Day(pack.Terms.ValidFrom)} | {cells} |\n");
                    said = cells;
                }
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    private static string Cells(PayRule rule) => string.Join(" | ", Cell(rule.Name), Cell(Figures(rule)), Cell($"{rule.Rounding.Name}. {rule.RoundingSource}"), Cell(rule.Source), rule.Confidence.ToString());

    private static string Figures(PayRule rule) => string.Join("; ", rule.Values.Select(value => $"{value.Key} {Text(value.Value)}")
        .Concat(rule.Bands.Select(band => band.UpTo is { } upTo ? $"to {Text(upTo)}: {Text(band.Rate)}" : $"above: {Text(band.Rate)}"))
        .Concat(rule.Words.Select(word => $"{word.Key}: {word.Value}")));

    private static string Cell(string text) => Pipe().Replace(text, "\\|");

    private static string Day(LocalDate day) => LocalDatePattern.Iso.Format(day);

    private static string Text(decimal value) => value.ToString("0.##########", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\|", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Pipe();
}
