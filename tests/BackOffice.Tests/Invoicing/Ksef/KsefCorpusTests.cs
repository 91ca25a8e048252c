using System.Globalization;
using BackOffice.Invoicing.Domain;
using BackOffice.Invoicing.Formats;
using BackOffice.Invoicing.Formats.Ksef;
using BackOffice.Invoicing.Rules;
using BackOffice.Tests.Conformance;

namespace BackOffice.Invoicing.Ksef;

/// <summary>The published samples of KSeF, as corpus/einvoice/README.md defines what is expected of them.</summary>
public sealed class KsefCorpusTests(ITestOutputHelper output)
{
    private static readonly KsefFormat Format = new();

    [Fact]
    public void Every_sample_of_FA_3_and_FA_2_survives_reading_writing_and_reading_again()
    {
        List<string> faults = [];
        Dictionary<KsefKind, int> counts = [];
        foreach (var row in Samples("valid"))
        {
            var root = Root(row.File);
            if (!Format.Reads(root))
            {
                continue;
            }

            var kind = KsefKinds.Of(root)!.Value;
            counts[kind] = counts.GetValueOrDefault(kind) + 1;
            faults.AddRange(RoundTrip(root, kind).Select(fault => $"{row.File}: {fault}"));
        }

        output.WriteLine(string.Join(", ", counts.Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Key}: {count.Value} round trips"))));
        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.Equal((38, 12), (counts[KsefKind.Fa3], counts[KsefKind.Fa2]));
    }

    [Fact]
    public void The_schema_says_of_every_sample_what_the_corpus_says()
    {
        var rows = Samples("valid").Concat(Samples("invalid")).ToList();
        List<string> differences = [];
        foreach (var row in rows)
        {
            var verdict = CorpusInvoices.JudgeBySchema(row.File, Profile.Ksef);
            differences.AddRange(verdict.XsdValid == (row.XsdVerdict == "PASS") ? [] : [$"{row.File}: expected {row.XsdVerdict}, found {verdict.XsdValid} {string.Join("; ", verdict.SchemaFaults)}"]);
            differences.AddRange(row.XsdVerdict == "PASS" || verdict.Verdict == EInvoiceResult.Fail ? [] : [$"{row.File}: {verdict.Verdict} though the schema refuses it"]);
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"schema: {rows.Count - differences.Count} of {rows.Count} agree"));
        Assert.True(differences.Count == 0, string.Join('\n', differences));
        Assert.Equal((57, 11, 3), (Samples("valid").Count(), Samples("invalid").Count(row => row.XsdVerdict == "FAIL"), Samples("invalid").Count(row => row.XsdVerdict == "PASS")));
    }

    [Fact]
    public void No_valid_sample_breaks_a_rule_that_is_an_error()
    {
        var found = Samples("valid").SelectMany(row => Check(row.File).Select(finding => (row.File, finding))).ToList();
        var fatal = found.Where(one => one.finding.Severity == Severity.Fatal).ToList();
        var warnings = found.GroupBy(one => one.finding.Rule, StringComparer.Ordinal).OrderBy(rule => rule.Key, StringComparer.Ordinal);
        foreach (var rule in warnings)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rule.Key}: {rule.Count()} times in {rule.Select(one => one.File).Distinct(StringComparer.Ordinal).Count()} valid files"));
        }

        Assert.True(fatal.Count == 0, string.Join('\n', fatal));
    }

    /// <summary>corpus/einvoice/README.md §7 counts nine accounts in six files; one of them is of an Austrian bank (SWIFT RZBAATWW), with a number of its own.</summary>
    [Fact]
    public void Warnings_of_the_valid_samples_are_those_that_the_corpus_counts()
    {
        var found = Samples("valid").SelectMany(row => Check(row.File).Select(finding => (row.File, finding))).ToList();
        var accounts = found.Where(one => one.finding.Rule == "PL-NRRB").ToList();
        var nips = found.Where(one => one.finding.Rule == "PL-NIP").Select(one => one.finding.Message["The check digit of NIP ".Length..][..10]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

        Assert.Equal(["1010101010", "1212121212", "1234567890"], nips);
        Assert.Equal((9 - 1, 6 - 1), (accounts.Count, accounts.Select(one => one.File).Distinct(StringComparer.Ordinal).Count()));
    }

    [Theory]
    [InlineData("ksefuj_err_05-jst1-without-podmiot3.xml", "PL-JST", Severity.Fatal)]
    [InlineData("ksefuj_err_21-wrong-tax-calculation.xml", "PL-VAT", Severity.Fatal)]
    [InlineData("ksefuj_err_23-missing-bank-account-validation.xml", "PL-NRRB", Severity.Warning)]
    public void A_fault_that_the_schema_lets_through_is_found(string file, string rule, Severity severity)
    {
        var found = Check($"einvoice/ksef/invalid/{file}");

        Assert.Contains(found, finding => finding.Rule == rule && finding.Severity == severity);
    }

    [Fact]
    public void Flat_rate_invoices_are_known_and_not_read_and_the_UBL_of_PEF_is_left_to_UBL()
    {
        var kinds = Samples("valid").Select(row => Root(row.File)).Where(root => !Format.Reads(root)).ToLookup(KsefKinds.Of);

        Assert.Equal((3, 4), (kinds[KsefKind.FlatRate].Count(), kinds[null].Count()));
        Assert.All(kinds[null], root => Assert.True(root.Vocabulary is Vocabulary.UblInvoice or Vocabulary.UblCreditNote));
    }

    [Fact]
    public void Receipts_are_read_whole()
    {
        var rows = Corpus.Manifest().Where(row => row.Set == "ksef" && row.File.Contains("/upo/", StringComparison.Ordinal)).ToList();
        foreach (var row in rows)
        {
            var read = KsefReceipts.Read(Root(row.File))!;

            Assert.Empty(read.NotCarried);
            Assert.NotEmpty(read.Receipt.Invoices);
            Assert.NotNull(read.Receipt.ContextKind);
            Assert.All(read.Receipt.Invoices, entry =>
            {
                Assert.True(KsefNumber.Read(entry.KsefNumber).IsValid, entry.KsefNumber);
                Assert.NotNull(entry.IssueDate);
                Assert.True(entry.SentAt < entry.NumberedAt);
                Assert.Equal(44, entry.Hash.Length);
            });
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows.Count} receipts read"));
        Assert.Equal(5, rows.Count);
    }

    /// <summary>FA(2) does not know JST and GV, and was made before FA(3) could be: whoever writes it as FA(3) decides them.</summary>
    private static IEnumerable<string> RoundTrip(RawNode root, KsefKind kind)
    {
        var first = Format.Read(root)[0];
        foreach (var lost in first.NotCarried)
        {
            yield return $"not carried: {lost}";
        }

        var invoice = kind == KsefKind.Fa3 ? first.Invoice : AsFa3(first.Invoice);
        var written = Format.Write(invoice);
        if (written.Content is null)
        {
            yield return $"missing: {string.Join(", ", written.Missing)}";
            yield break;
        }

        if (KsefSchemas.FaultOf(written.Content) is { } fault)
        {
            yield return fault;
        }

        var copy = RawDocument.Read(written.Content, RawLimits.Default).Root!;
        var second = Format.Read(copy)[0];
        foreach (var lost in InvoiceDifference.Between(invoice, second.Invoice).Concat(InvoiceDifference.Between(second.Invoice, invoice)).Concat(second.NotCarried))
        {
            yield return $"lost: {lost}";
        }

        if (kind == KsefKind.Fa3 && Leaves(root).Except(Leaves(copy), StringComparer.Ordinal).FirstOrDefault() is { } leaf)
        {
            yield return $"no longer in the document: {leaf}";
        }
    }

    /// <summary>What stands in a document, independently of what is made of it.</summary>
    private static IEnumerable<string> Leaves(RawNode root)
        => root.Descendants().Where(node => node.HasValue).Select(node => $"{node.Path()} = {node.Value}");

    private static Invoice AsFa3(Invoice invoice) => invoice with
    {
        Specification = "FA (3)",
        Buyer = invoice.Buyer with { Poland = (invoice.Buyer.Poland ?? new PolishParty()) with { IsForLocalUnit = false, IsForGroupMember = false } },
        Poland = invoice.Poland! with { CreatedAt = "2026-02-01T08:00:00Z" },
    };

    private static IReadOnlyList<Finding> Check(string file) => CorpusInvoices.Judge(file, Profile.Ksef).Findings;

    private static IEnumerable<CorpusRow> Samples(string kind) => Corpus.Manifest().Where(row => row.Set == "ksef" && row.File.Contains($"/{kind}/", StringComparison.Ordinal));

    private static RawNode Root(string file) => RawDocument.Read(Corpus.Read(file), RawLimits.Default) is { Root: { } root } ? root : throw new InvalidDataException(file);
}
