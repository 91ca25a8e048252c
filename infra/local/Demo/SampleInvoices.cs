using System.Globalization;
using System.Text;
using Spectre.Console;

namespace BackOffice.Demo;

/// <summary>Electronic invoices, asked about: one that holds, the same with three mistakes, a signed one, a Polish one, and a file that ends early; then the first in other formats.</summary>
internal sealed class SampleInvoices(SampleCompany company, IAnsiConsole console)
{
    private const int LongestMessage = 120;
    private const string Own = "20-racks.ubl.xml";

    private static readonly byte[] Good = SampleContent.Read(Own).Content;

    private static readonly (string Name, byte[] Content, string[] Rules)[] Files =
    [
        (Own, Good, []),
        ("the same, with mistakes", Spoilt(), ["BR-07", "BR-CL-23", "BR-CO-16"]),
        .. SampleFiles.October.Where(file => file.Name is "IT02155704899_00A13.xml.p7m" or "04-warsaw.ksef.xml").Select(file => (file.Name, file.Content, Array.Empty<string>())),
        .. SampleFiles.October.Where(file => file.Name == "08-cut-off.xml").Select(file => (file.Name, file.Content, new[] { "XML" })),
    ];

    /// <summary>False when anything did not come out as it must; the lines in between say what.</summary>
    public async Task<bool> PlayAsync(CancellationToken cancellationToken)
    {
        console.WriteLine();
        console.WriteLine("Electronic invoices, judged by the published rules:");
        var table = new Table().AddColumns("File", "Format", "Judged by", "Verdict", "Findings", "Result");
        List<string> problems = [];
        foreach (var (name, content, rules) in Files)
        {
            var verdict = await AskAsync<InvoiceVerdict>("validate", content, cancellationToken);
            var problem = ProblemOf(verdict, rules);
            problems.AddRange(problem is null ? [] : [$"{name}: {problem}"]);
            table.AddRow([.. new[] { name, verdict.Format, verdict.RuleSetVersion ?? "-", verdict.Verdict, string.Join('\n', verdict.Findings.Select(Shown)) }.Select(cell => new Text(cell)), problem is null ? new Markup("[green]ok[/]") : new Markup("[red]wrong[/]")]);
        }

        console.Write(table);
        problems.AddRange(await ConvertAsync(cancellationToken));
        problems.ForEach(problem => console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[red]wrong: {problem}[/]"));
        return problems.Count == 0;
    }

    private async Task<IReadOnlyList<string>> ConvertAsync(CancellationToken cancellationToken)
    {
        var cii = await AskAsync<InvoiceInFormat>("convert?to=cii", Good, cancellationToken);
        var again = await AskAsync<InvoiceVerdict>("validate", Encoding.UTF8.GetBytes(cii.Content), cancellationToken);
        console.WriteLine($"{Own} as CII: {again.Verdict} by {again.RuleSetVersion}; lost on the way: {string.Join(", ", cii.Lost.Select(term => $"{term.Path} {term.Value}"))}.");

        using var content = new ByteArrayContent(Good);
        var italian = await company.RefusedAsync<InvoiceNotWritten>("/einvoices/convert?to=fatturapa", content, cancellationToken);
        console.WriteLine($"{Own} as FatturaPA: {italian.Code}, nothing is made up: {string.Join(", ", italian.Missing.Select(need => need.Term))}.");
        return
        [
            .. again is { Format: "cii", Verdict: "PASS" } && cii.Lost is [{ Value: "VISA" }] ? Array.Empty<string>() : ["the copy in CII is not as it must be"],
            .. italian.Code == "terms-missing" && italian.Missing.Any(need => need.Term == "RegimeFiscale") ? Array.Empty<string>() : ["FatturaPA was not refused for what is missing"],
        ];
    }

    private async Task<T> AskAsync<T>(string question, byte[] file, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent(file);
        return await company.PostAsync<T>($"/einvoices/{question}", content, cancellationToken);
    }

    private static string Shown(InvoiceFinding finding)
        => $"{finding.Rule} {finding.Severity}: {(finding.Message.Length > LongestMessage ? $"{finding.Message[..LongestMessage]}..." : finding.Message)}";

    private static string? ProblemOf(InvoiceVerdict verdict, string[] rules)
    {
        var broken = verdict.Findings.Where(finding => finding.Severity == "fatal").Select(finding => finding.Rule).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return verdict.Verdict != (rules.Length == 0 ? "PASS" : "FAIL") ? $"the verdict is {verdict.Verdict}"
            : broken.SequenceEqual(rules, StringComparer.Ordinal) ? null
            : $"breaks {string.Join(", ", broken)}, must break {string.Join(", ", rules)}";
    }

    /// <summary>No buyer, a unit that is none, and 40 cents less to pay.</summary>
    private static byte[] Spoilt() => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Good)
        .Replace("<cbc:RegistrationName>Officina Brenta S.r.l.</cbc:RegistrationName>", "<cbc:RegistrationName/>", StringComparison.Ordinal)
        .Replace("unitCode=\"HUR\"", "unitCode=\"ORE\"", StringComparison.Ordinal)
        .Replace("<cbc:PayableAmount currencyID=\"EUR\">1244.40<", "<cbc:PayableAmount currencyID=\"EUR\">1244.00<", StringComparison.Ordinal));
}
