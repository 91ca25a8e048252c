using System.Globalization;
using BackOffice.Invoicing.Domain;
using BackOffice.Invoicing.Formats;
using BackOffice.Invoicing.Formats.Ksef;
using BackOffice.Invoicing.Rules;
using BackOffice.Invoicing.Rules.Ksef;
using BackOffice.Tests.Conformance;

namespace BackOffice.Invoicing.Ksef;

/// <summary>What holds of any Polish invoice.</summary>
public sealed class KsefPropertyTests(ITestOutputHelper output)
{
    private const int Invoices = 500;

    private static readonly KsefFormat Format = new();

    [Fact]
    public void What_is_written_is_read_again_whole_and_breaks_no_rule()
    {
        List<string> faults = [];
        for (var seed = 0; seed < Invoices && faults.Count < 20; seed++)
        {
            var invoice = new PolishInvoices(seed).Next();
            var at = seed;
            faults.AddRange(FaultsOf(invoice).Select(fault => string.Create(CultureInfo.InvariantCulture, $"{at}: {fault}")));
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Invoices} generated invoices written, read and judged"));
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public void What_is_written_is_valid_by_the_schema()
    {
        Corpus.RootOrSkip();
        for (var seed = 0; seed < Invoices; seed++)
        {
            var written = Format.Write(new PolishInvoices(seed).Next());

            Assert.Empty(written.Missing);
            Assert.Null(KsefSchemas.FaultOf(written.Content!));
        }
    }

    [Fact]
    public void The_same_invoice_is_the_same_bytes()
    {
        var first = Format.Write(new PolishInvoices(7).Next()).Content!;
        var second = Format.Write(new PolishInvoices(7).Next()).Content!;

        Assert.Equal(first, second);
        Assert.Equal("<?xml version=\"1.0\" encoding=\"utf-8\"?>"u8.ToArray(), first[..38]);
    }

    private static IEnumerable<string> FaultsOf(Invoice invoice)
    {
        var written = Format.Write(invoice);
        if (written.Content is null)
        {
            yield return $"missing {string.Join(", ", written.Missing)}";
            yield break;
        }

        var root = RawDocument.Read(written.Content, RawLimits.Default).Root!;
        var read = Format.Read(root)[0];
        var again = Format.Read(RawDocument.Read(Format.Write(read.Invoice).Content!, RawLimits.Default).Root!)[0];
        var lost = InvoiceDifference.Between(invoice, read.Invoice)
            .Concat(InvoiceDifference.Between(read.Invoice, again.Invoice))
            .Concat(InvoiceDifference.Between(again.Invoice, read.Invoice))
            .Concat(read.NotCarried);
        foreach (var term in lost)
        {
            yield return $"lost {term}";
        }

        var report = new Report();
        ContentRules.Check(written.Content, root, report);
        foreach (var finding in report.Findings.Concat(RuleSets.Check(root, Profile.Ksef)).Where(finding => finding.Severity == Severity.Fatal))
        {
            yield return finding.ToString();
        }
    }
}
