using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using BackOffice.Invoicing.Domain;
using BackOffice.Invoicing.Formats;
using BackOffice.Invoicing.Formats.FatturaPa;
using BackOffice.Invoicing.Rules;
using BackOffice.Tests.Conformance;

namespace BackOffice.Invoicing.FatturaPa;

/// <summary>What holds for any invoice.</summary>
[SuppressMessage("Security", "CA5394", Justification = "Seeded chance, so that a failure repeats.")]
public sealed class FatturaPaPropertyTests(ITestOutputHelper output)
{
    private const int Written = 1_000;

    private static readonly FatturaPaFormat Format = new();

    [Fact]
    public void Every_right_invoice_is_written_as_the_schema_and_the_controls_want_and_read_again_whole()
    {
        var schemas = Corpus.Root is null ? null : FatturaPaConformanceTests.Schemas();
        for (var seed = 0; seed < Written; seed++)
        {
            var invoice = new ItalianInvoices(seed).Next();
            var writing = Format.Write(invoice);
            Assert.True(writing.Missing.Count == 0, $"{seed}: {string.Join("; ", writing.Missing)}");
            Assert.Equal([], SchemaCheck.Check(writing.Content!, schemas) ?? []);
            var root = RawDocument.Read(writing.Content!, RawLimits.Default).Root!;
            Assert.True(RuleSets.Check(root, Profile.FatturaPa) is [], $"{seed}: {string.Join("; ", RuleSets.Check(root, Profile.FatturaPa))}");
            var again = Assert.Single(Format.Read(root));
            Assert.Empty(again.NotCarried);
            Assert.True(InvoiceDifference.Between(invoice, again.Invoice) is [], $"{seed}: {string.Join("; ", InvoiceDifference.Between(invoice, again.Invoice))}");
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Written} invoices written; schema {(schemas is null ? "not here" : "asked")}"));
    }

    [Fact]
    public void The_same_invoice_is_written_with_the_same_bytes()
        => Assert.Equal(Format.Write(new ItalianInvoices(7).Next()).Content, Format.Write(new ItalianInvoices(7).Next()).Content);
}
