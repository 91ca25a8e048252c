using System.Globalization;
using System.Xml.Schema;
using BackOffice.Invoicing.Formats;
using BackOffice.Invoicing.Formats.FatturaPa;
using BackOffice.Tests.Conformance;

namespace BackOffice.Invoicing.FatturaPa;

/// <summary>What is read is written and read again without a loss, or the loss is listed.</summary>
public sealed class FatturaPaRoundTripTests(ITestOutputHelper output)
{
    private static readonly FatturaPaFormat Format = new();

    [Theory]
    [InlineData("fatturapa-everything.xml")]
    [InlineData("fatturapa-simplified.xml")]
    public void A_file_with_every_element_of_the_schema_loses_none(string sample)
    {
        var content = InvoicingSamples.Read(sample);
        var reading = Assert.Single(Format.Read(RawDocument.Read(content, RawLimits.Default).Root!));
        Assert.Empty(reading.NotCarried);
        var writing = Format.Write(reading.Invoice);
        Assert.Empty(writing.Missing);
        Assert.Equal(Written(content), Written(writing.Content!));
        if (Corpus.Root is not null)
        {
            Assert.Equal([], SchemaCheck.Check(content, FatturaPaConformanceTests.Schemas()));
            Assert.Equal([], SchemaCheck.Check(writing.Content!, FatturaPaConformanceTests.Schemas()));
        }
    }

    [Fact]
    public void The_sample_has_every_element_of_the_ordinary_schema()
    {
        var names = FatturaPaConformanceTests.Schemas().Schemas(Vocabularies.NamespaceOf(Vocabulary.FatturaPa)).OfType<XmlSchema>().SelectMany(Elements).ToHashSet(StringComparer.Ordinal);
        var root = RawDocument.Read(InvoicingSamples.Read("fatturapa-everything.xml"), RawLimits.Default).Root!;
        var missing = names.Except(root.Descendants().Prepend(root).Select(node => node.Name)).Order(StringComparer.Ordinal);
        Assert.Equal(["PECDestinatario"], missing); // a file to a public body has no use for it; the simplified sample has one
    }

    [Fact]
    public void Every_readable_file_of_the_corpus_is_written_again_without_a_loss_or_says_what_is_missing()
    {
        var (files, invoices, same, missing, refused) = (0, 0, 0, 0, 0);
        List<string> differences = [];
        foreach (var row in FatturaPaConformanceTests.Rows())
        {
            if (SignedContent.Read(Corpus.Read(row.File), RawLimits.Default).Root is not { } root)
            {
                continue;
            }

            files++;
            foreach (var reading in Format.Read(root))
            {
                invoices++;
                foreach (var lost in reading.NotCarried)
                {
                    output.WriteLine($"{row.File}: not carried {lost.Path} = {lost.Value}");
                }

                // The writers themselves: the format does not write what the exchange would refuse.
                var writing = reading.Invoice.Italy is { IsSimplified: true } ? SimplifiedWriter.Write(reading.Invoice) : FatturaPaWriter.Write(reading.Invoice);
                Assert.Equal(row.RuleVerdict == "FAIL" || writing.Content is null, Format.Write(reading.Invoice).Content is null);
                refused += row.RuleVerdict == "FAIL" && writing.Content is not null ? 1 : 0;
                if (writing.Content is null)
                {
                    missing++;
                    Assert.True(row.XsdVerdict == "FAIL" || row.RuleVerdict == "FAIL", $"{row.File} is valid");
                    output.WriteLine($"{row.File}: missing {string.Join("; ", writing.Missing)}");
                    continue;
                }

                var again = Assert.Single(Format.Read(RawDocument.Read(writing.Content, RawLimits.Default).Root!));
                List<LostTerm> lostAgain = [.. InvoiceDifference.Between(reading.Invoice, again.Invoice), .. InvoiceDifference.Between(again.Invoice, reading.Invoice), .. again.NotCarried];
                differences.AddRange(lostAgain.Select(lost => $"{row.File}: {lost.Path} = {lost.Value}"));
                same += lostAgain.Count == 0 ? 1 : 0;
            }
        }

        Assert.Equal((39, 41), (files, invoices));
        Assert.Equal((28, 13, 6), (same, missing, refused));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{files} files, {invoices} invoices: {same} the same after writing and reading ({refused} of them refused for the controls they break), {missing} not written"));
        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    /// <summary>Each element with its text, figures without their trailing zeros.</summary>
    private static IReadOnlyList<string> Written(byte[] content)
        => [.. RawDocument.Read(content, RawLimits.Default).Root!.Descendants().Select(node => $"{node.Path()} {(node.Number is { } number ? number.ToString("0.########", CultureInfo.InvariantCulture) : node.Value)}")];

    private static IEnumerable<string> Elements(XmlSchemaObject item) => item switch
    {
        XmlSchema schema => schema.Items.OfType<XmlSchemaObject>().SelectMany(Elements),
        XmlSchemaComplexType { Particle: { } particle } => Elements(particle),
        XmlSchemaGroupBase group => group.Items.OfType<XmlSchemaObject>().SelectMany(Elements),
        XmlSchemaElement { Name: { } name } => [name],
        _ => [],
    };
}
