using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Schema;
using BackOffice.Invoicing.Domain;
using BackOffice.Invoicing.Formats;
using BackOffice.Invoicing.Formats.FatturaPa;
using BackOffice.Invoicing.Rules;
using BackOffice.Tests.Conformance;

namespace BackOffice.Invoicing.FatturaPa;

/// <summary>What holds for any invoice and any bytes.</summary>
[SuppressMessage("Security", "CA5394", Justification = "Seeded chance, so that a failure repeats.")]
public sealed partial class FatturaPaPropertyTests(ITestOutputHelper output)
{
    private const int Written = 1_000;
    private const int Mutated = 10_000;

    private static readonly FatturaPaFormat Format = new();
    private static readonly string[] Nasty = ["", " ", "-0", "1e5", "5,00", "0.22", "99999999999999999999999999999", "-99999999999.99999999", "2026-02-31", "31/02/2026", "N9", "N6", "SI", "SC", "TD21", "€", "\ud83d\ude00", "<x/>", new string('9', 3_000)];

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

    [Fact]
    public void Nothing_is_thrown_whatever_a_file_has_become()
    {
        string[] names = ["fatturapa-everything.xml", "fatturapa-simplified.xml", "sdi-rejection.xml", "sdi-outcome.xml"];
        byte[][] seeds = [.. names.Select(InvoicingSamples.Read), BackOffice.Tests.Documents.Samples.Signed(InvoicingSamples.Read(names[0]))];
        var schemas = Corpus.Root is null ? null : FatturaPaConformanceTests.Schemas();
        var (read, refused, rewritten) = (0, 0, 0);
        for (var seed = 0; seed < Mutated; seed++)
        {
            var chance = new Random(seed);
            var content = Mutate(seeds[chance.Next(seeds.Length)], chance);
            var reading = SignedContent.Read(content, RawLimits.Default with { MostElements = 5_000, Deepest = 16 });
            if (reading.Root is not { } root)
            {
                refused++;
                continue;
            }

            read++;
            Assert.All(RuleSets.Check(root, Profile.FatturaPa), finding => Assert.NotEmpty(finding.Message));
            SdiNotices.Read(root);
            foreach (var invoice in Format.Read(root))
            {
                FatturaPaInEn16931.Of(invoice.Invoice);
                rewritten += IsReadAgain(seed, Format.Write(invoice.Invoice), schemas) ? 1 : 0;
            }
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Mutated} mutated files: {read} read, {refused} refused, {rewritten} invoices written again"));
        Assert.True(read > 1_000 && refused > 1_000 && rewritten > 100);
    }

    /// <summary>What was written at all is valid by the schema, whatever it came from.</summary>
    private static bool IsReadAgain(int seed, InvoiceWriting writing, XmlSchemaSet? schemas)
    {
        Assert.Equal(writing.Content is null, writing.Missing.Count > 0);
        if (writing.Content is not { } content)
        {
            return false;
        }

        var faults = SchemaCheck.Check(content, schemas) ?? [];
        Assert.True(faults.Count == 0, $"{seed}: {string.Join(' ', faults)}");
        return Format.Read(RawDocument.Read(content, RawLimits.Default).Root!).Count == 1;
    }

    private static byte[] Mutate(byte[] content, Random chance)
    {
        if (chance.Next(2) == 0)
        {
            return MutateTexts(content, chance);
        }

        List<byte> bytes = [.. content];
        for (var left = chance.Next(1, 6); left > 0 && bytes.Count > 0; left--)
        {
            var at = chance.Next(bytes.Count);
            var length = chance.Next(Math.Min(bytes.Count - at, 200));
            switch (chance.Next(5))
            {
                case 0:
                    bytes[at] = (byte)chance.Next(256);
                    break;
                case 1:
                    bytes[at] ^= (byte)(1 << chance.Next(8));
                    break;
                case 2:
                    bytes.RemoveRange(at, length);
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.Slice(at, length));
                    break;
                default:
                    bytes.RemoveRange(at, chance.Next(10) == 0 ? bytes.Count - at : 0);
                    break;
            }
        }

        return [.. bytes];
    }

    private static byte[] MutateTexts(byte[] content, Random chance)
    {
        var text = Encoding.UTF8.GetString(content);
        var matches = Leaf().Matches(text);
        for (var left = chance.Next(1, 6); left > 0 && matches.Count > 0; left--)
        {
            var leaf = matches[chance.Next(matches.Count)];
            text = chance.Next(3) switch
            {
                0 => text.Replace(leaf.Value, "", StringComparison.Ordinal),
                1 => text.Replace(leaf.Value, leaf.Value + leaf.Value, StringComparison.Ordinal),
                _ => text.Replace(leaf.Value, $"<{leaf.Groups["name"].Value}>{Nasty[chance.Next(Nasty.Length)]}</{leaf.Groups["name"].Value}>", StringComparison.Ordinal),
            };
        }

        return Encoding.UTF8.GetBytes(text);
    }

    [GeneratedRegex("<(?<name>[A-Za-z]+)>[^<]*</\\k<name>>", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Leaf();
}
