using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using BackOffice.Invoicing.Domain;
using BackOffice.Invoicing.FatturaPa;
using BackOffice.Invoicing.Formats;
using BackOffice.Invoicing.Formats.Cii;
using BackOffice.Invoicing.Formats.FatturaPa;
using BackOffice.Invoicing.Formats.Ksef;
using BackOffice.Invoicing.Formats.Ubl;
using BackOffice.Invoicing.Ksef;
using BackOffice.Invoicing.Rules;
using BackOffice.Invoicing.Rules.En16931;
using BackOffice.Invoicing.Rules.Ksef;
using BackOffice.Invoicing.View;
using BackOffice.Notifications.Domain;
using BackOffice.Tests.Documents;

namespace BackOffice.Invoicing;

/// <summary>Damaged documents of every format: whatever they are, they are read, judged, converted and shown, or refused with a reason.</summary>
public sealed class InvoiceFuzzTests(ITestOutputHelper output)
{
    private const int Documents = 104_000;

    // The schemas take longer than all the rest.
    private const int SchemaOfEvery = 5;

    private static readonly IInvoiceFormat[] Formats =
        [new UblFormat(), new CiiFormat(), new FatturaPaFormat(), new KsefFormat(), new UblFormat(InvoiceSpecification.CiusRo), new UblFormat(InvoiceSpecification.Peppol)];

    private readonly ConcurrentDictionary<string, Tally> tallies = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<string> failures = [];

    [Fact]
    public void No_damaged_document_makes_anything_throw()
    {
        var kinds = Kinds();
        var ways = kinds.SelectMany(kind => Enumerable.Repeat(kind, kind.Share)).ToList();
        Parallel.For(0, Documents, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, seed =>
        {
            var chance = new Random(seed);
            var kind = ways[seed % ways.Count];
            Try(kind.Name, seed, kind.Next(chance));
        });

        foreach (var (name, tally) in tallies.OrderBy(tally => tally.Key, StringComparer.Ordinal))
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {tally.All} damaged, {tally.Refused} refused, {tally.Judged} judged by {Enum.GetValues<Profile>().Length} profiles, {tally.Shown} invoices shown, {tally.Converted} converted, {tally.Missing} lacking something"));
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{tallies.Values.Sum(tally => tally.All)} documents"));
        Assert.True(failures.IsEmpty, string.Join('\n', failures.Take(10)));
        Assert.Equal(Documents, tallies.Values.Sum(tally => tally.All));
        Assert.All(kinds, kind => Assert.InRange(tallies[kind.Name].Refused, 1, tallies[kind.Name].All - 1));
        Assert.All(tallies, tally => Assert.True(tally.Key is "sdi" or "upo" or "p7m, its envelope" || tally.Value is { Shown: > 100, Converted: > 10, Missing: > 10 }, tally.Key));
    }

    private void Try(string kind, int seed, byte[] content)
    {
        var tally = tallies.GetOrAdd(kind, _ => new Tally());
        Interlocked.Increment(ref tally.All);
        if (Record.Exception(() => Answer(content, seed, tally)) is { } unexpected)
        {
            // Collected rather than thrown, so that one run shows them all.
            failures.Add(string.Create(CultureInfo.InvariantCulture, $"{kind} {seed}: {unexpected}"));
        }
    }

    private void Answer(byte[] content, int seed, Tally tally)
    {
        var root = PdfInvoice.IsPdf(content) ? OfPdf(content) : OfFile(content);
        if (root is null)
        {
            Interlocked.Increment(ref tally.Refused);
            return;
        }

        Judge(content, root);
        Interlocked.Increment(ref tally.Judged);
        TradeDocumentReader.Read(root);
        KsefReceipts.Read(root);
        SdiNotices.Read(root);
        foreach (var reading in Formats.Take(4).Where(format => format.Reads(root)).SelectMany(format => format.Read(root)).Take(2))
        {
            Assert.NotEmpty(InvoicePage.Render(reading.Invoice, (Language)(seed % Enum.GetValues<Language>().Length)));
            Interlocked.Increment(ref tally.Shown);
            Convert(reading, seed, tally);
        }
    }

    private static RawNode? OfFile(byte[] content)
    {
        var read = SignedContent.Read(content, RawLimits.Default);
        Assert.True(read.Root is not null || FormFindings.Of(read) is { Severity: Severity.Fatal, Message.Length: > 0 });
        return read.Root;
    }

    private static RawNode? OfPdf(byte[] content)
    {
        var read = PdfInvoice.Read(content, RawLimits.Default);
        Assert.True(read.Invoice is not null || read.Why.Length > 0);
        return read.Invoice?.Root;
    }

    private static void Judge(byte[] content, RawNode root)
    {
        var report = new Report();
        ContentRules.Check(content, root, report);
        foreach (var profile in Enum.GetValues<Profile>())
        {
            foreach (var finding in RuleSets.Check(root, profile))
            {
                Assert.True(finding is { Rule.Length: > 0, Message.Length: > 0, Path.Length: > 0 });
            }
        }
    }

    private void Convert(InvoiceReading reading, int seed, Tally tally)
    {
        var completed = InvoiceCalculation.Complete(reading.Invoice, InvoiceCalculationTerms.None);
        Assert.True(completed.Invoice is not null || completed.Faults.Count > 0);
        var target = Formats[seed % Formats.Length];
        var conversion = InvoiceConversion.Of(seed % 3 == 0 && completed.Invoice is { } right ? reading with { Invoice = right } : reading, target);
        Assert.Equal(conversion.Content is null, conversion.Missing.Count > 0);
        if (conversion.Content is not { } written)
        {
            Interlocked.Increment(ref tally.Missing);
            return;
        }

        Interlocked.Increment(ref tally.Converted);
        if (seed % SchemaOfEvery != 0)
        {
            return;
        }

        var faults = InvoiceSchemas.FaultsOf(written, RawDocument.Read(written, RawLimits.Default).Root!).ToList();
        Assert.True(faults.Count == 0, string.Join(' ', faults));
    }

    /// <summary>Each format, how many of a hundred documents are of it, and whole documents of it: mostly small ones, one of each with everything in it.</summary>
    private static IReadOnlyList<Kind> Kinds() =>
    [
        new("ubl", 16, [.. Some(Calculated, new UblFormat(InvoiceSpecification.En16931)), Encoding.UTF8.GetBytes(EnSamples.Ubl), InvoicingSamples.Read("ubl-invoice.xml"), InvoicingSamples.Read("ubl-credit-note.xml")]),
        new("cii", 14, [.. Some(Calculated, new CiiFormat(InvoiceSpecification.En16931)), Encoding.UTF8.GetBytes(EnSamples.Cii), InvoicingSamples.Read("cii-invoice.xml")]),
        new("cius-ro", 8, [.. Some(Calculated, new UblFormat(InvoiceSpecification.CiusRo)), InvoicingSamples.Read("cius-ro-invoice.xml")]),
        new("peppol", 8, [.. Some(Calculated, new UblFormat(InvoiceSpecification.Peppol))]),
        new("fatturapa", 16, [.. Some(seed => new ItalianInvoices(seed).Next(), new FatturaPaFormat()), InvoicingSamples.Read("fatturapa-everything.xml")]),
        new("simplified", 5, [InvoicingSamples.Read("fatturapa-simplified.xml")]),
        new("sdi", 5, [InvoicingSamples.Read("sdi-rejection.xml"), InvoicingSamples.Read("sdi-outcome.xml")]),
        new("ksef-fa3", 14, [.. Some(seed => new PolishInvoices(seed).Next(), new KsefFormat()), Encoding.UTF8.GetBytes(KsefSamples.Fa3)]),
        new("ksef-fa2", 5, [Encoding.UTF8.GetBytes(KsefSamples.Fa2)]),
        new("upo", 3, [Encoding.UTF8.GetBytes(KsefSamples.Receipt)]),
        new("p7m, its envelope", 2, [Samples.Signed(Italian), Samples.Base64Lines(Samples.Signed(Italian))]),
        new("p7m, its content", 1, [Italian]) { Wrap = Samples.Signed },
        new("pdf, itself", 2, [Pdf(European)]),
        new("pdf, its content", 1, [European]) { Wrap = Pdf },
    ];

    private static IEnumerable<byte[]> Some(Func<int, Invoice> next, IInvoiceFormat format)
        => Enumerable.Range(1, 100).Select(seed => format.Write(next(seed)).Content).OfType<byte[]>().OrderBy(content => content.Length).Take(20);

    private static Invoice Calculated(int seed)
    {
        var (draft, terms) = GeneratedInvoice.Draft(seed);
        return InvoiceCalculation.Complete(draft, terms).Invoice!;
    }

    private static byte[] Italian { get; } = Some(seed => new ItalianInvoices(seed).Next(), new FatturaPaFormat()).First();

    private static byte[] European { get; } = Some(Calculated, new CiiFormat(InvoiceSpecification.En16931)).First();

    private static byte[] Pdf(byte[] invoice) => Encoding.Latin1.GetBytes($"""
        %PDF-1.7
        1 0 obj << /Type /Filespec /F (factur-x.xml) /UF (factur-x.xml) /EF << /F 2 0 R >> >> endobj
        2 0 obj << /Type /EmbeddedFile /Length 9 >> stream
        {Encoding.Latin1.GetString(invoice)}
        endstream endobj
        trailer << /Root 1 0 R >>
        %%EOF
        """.ReplaceLineEndings("\n"));

    private sealed class Kind(string name, int share, IReadOnlyList<byte[]> samples)
    {
        private readonly IReadOnlyList<Damage> damages = [.. samples.Select(sample => new Damage(sample))];

        public string Name => name;

        public int Share => share;

        /// <summary>What a damaged document is put into.</summary>
        public Func<byte[], byte[]> Wrap { get; init; } = content => content;

        public byte[] Next(Random chance) => Wrap(damages[chance.Next(damages.Count)].Next(chance));
    }

    private sealed class Tally
    {
        public int All;
        public int Refused;
        public int Judged;
        public int Shown;
        public int Converted;
        public int Missing;
    }
}
