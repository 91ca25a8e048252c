using System.Globalization;
using BackOffice.Invoicing.Domain;
using BackOffice.Invoicing.FatturaPa;
using BackOffice.Invoicing.Formats.Cii;
using BackOffice.Invoicing.Formats.FatturaPa;
using BackOffice.Invoicing.Formats.Ksef;
using BackOffice.Invoicing.Formats.Ubl;
using BackOffice.Invoicing.Ksef;
using BackOffice.Invoicing.Rules;
using BackOffice.Tests.Conformance;

namespace BackOffice.Invoicing.Formats;

/// <summary>
/// Every invoice into every format: what is written is accepted by its reader and its schema and breaks no rule of its format, and
/// where nothing is written, what is missing has a name.
/// </summary>
public sealed class ConversionMatrixTests(ITestOutputHelper output)
{
    private static readonly IReadOnlyList<(string Name, IInvoiceFormat Format)> Formats =
    [
        ("ubl", new UblFormat()),
        ("cii", new CiiFormat()),
        ("fatturapa", new FatturaPaFormat()),
        ("ksef", new KsefFormat()),
        ("cius-ro", new UblFormat(InvoiceSpecification.CiusRo)),
        ("peppol", new UblFormat(InvoiceSpecification.Peppol)),
    ];

    /// <summary>Set of the corpus, and the format its documents are counted for; a CII document of cius-ro counts for cii.</summary>
    private static readonly IReadOnlyList<(string Set, string Name)> Sets =
        [("en16931-ubl", "ubl"), ("en16931-cii", "cii"), ("fatturapa", "fatturapa"), ("ksef", "ksef"), ("cius-ro", "cius-ro"), ("peppol", "peppol")];

    [Fact]
    public void Every_valid_document_of_others_becomes_a_right_one_of_any_format_or_says_what_is_missing()
    {
        var tables = Formats.ToDictionary(format => format.Name, _ => new List<Source>(), StringComparer.Ordinal);
        var notRead = 0;
        foreach (var row in Corpus.Manifest().Where(row => row.File.StartsWith("einvoice/", StringComparison.Ordinal) && row.Kind == "valid" && !row.File.Contains("/upo/", StringComparison.Ordinal)))
        {
            if (Sets.FirstOrDefault(set => set.Set == row.Set).Name is not { } name)
            {
                continue;
            }

            var root = SignedContent.Read(Corpus.Read(row.File), RawLimits.Default).Root!;
            if (Formats.FirstOrDefault(format => format.Format.Reads(root)).Format is not { } format)
            {
                notRead++;
                output.WriteLine($"not read: {row.File}");
                continue;
            }

            // KSeF has UBL of its own (PEF); Romania takes CII as well.
            var counted = format.Profile == Profile.En16931 && format is CiiFormat ? "cii" : format is UblFormat && name == "ksef" ? "ubl" : name;
            tables[counted].AddRange(format.Read(root).Select((reading, index) => new Source(string.Create(CultureInfo.InvariantCulture, $"{row.File}#{index + 1}"), reading)));
        }

        var matrix = Convert(tables);
        Assert.Equal(3, notRead); // FA_RR
        Assert.All(Formats, format => Assert.NotEmpty(tables[format.Name]));
        AssertRight(matrix);
        Assert.All(LeastConverted, least => Assert.InRange(matrix.Single(cell => cell.From == least.From && cell.To == least.To).Converted, least.Count, int.MaxValue));
        // Twelve of them are the UBL of PEF, which breaks EN 16931 itself: VAT numbers without a country, a base of nothing.
        Assert.InRange(matrix.Sum(cell => cell.ByRule), 0, 15);
    }

    /// <summary>A document that nobody foresaw is none either.</summary>
    [Fact]
    public void What_would_break_a_rule_is_not_written_and_the_rule_is_named()
    {
        var invoice = Calculated(1);
        var conversion = InvoiceConversion.Of(new InvoiceReading(invoice with { Sums = invoice.Sums with { WithVat = invoice.Sums.WithVat + 5 } }, []), new UblFormat());

        Assert.Null(conversion.Content);
        Assert.Contains(conversion.Missing, missing => missing.Term == "BT-112" && missing.Why.StartsWith("BR-CO-15", StringComparison.Ordinal));
    }

    [Fact]
    public void An_intra_community_supply_that_says_neither_when_nor_where_lacks_both()
    {
        var invoice = new ItalianInvoices(1).Next();
        var supplied = invoice with
        {
            Delivery = null,
            AllowancesAndCharges = [],
            Lines = [invoice.Lines[0] with { Vat = new VatCategory("K", 0) }],
            Vat = [new VatShare { Category = new VatCategory("K", 0), Base = invoice.Lines[0].Amount, Tax = 0, ExemptionCode = "VATEX-EU-IC" }],
        };

        Assert.Equal(["BT-72", "BT-80"], InvoiceConversion.Of(new InvoiceReading(supplied, []), new CiiFormat()).Missing.Select(missing => missing.Term).Where(term => term is "BT-72" or "BT-80"));
    }

    [Theory]
    [InlineData(60)]
    public void Every_generated_invoice_becomes_a_right_document_of_any_format_or_says_what_is_missing(int many)
    {
        var tables = Formats.ToDictionary(format => format.Name, format => Enumerable.Range(1, many).Select(seed => Generated(format.Format, seed)).OfType<Source>().ToList(), StringComparer.Ordinal);
        AssertRight(Convert(tables));
        Assert.All(Formats, format => Assert.InRange(tables[format.Name].Count, many / 3, many));
    }

    private static Source? Generated(IInvoiceFormat format, int seed)
    {
        var invoice = format.Profile switch
        {
            Profile.FatturaPa => new ItalianInvoices(seed).Next(),
            Profile.Ksef => new PolishInvoices(seed).Next(),
            _ => Calculated(seed),
        };
        return format.Write(invoice).Content is { } content
            ? new Source(seed.ToString(CultureInfo.InvariantCulture), format.Read(RawDocument.Read(content, RawLimits.Default).Root!)[0])
            : null;
    }

    private static Invoice Calculated(int seed)
    {
        var (draft, terms) = GeneratedInvoice.Draft(seed);
        return InvoiceCalculation.Complete(draft, terms).Invoice!;
    }

    private List<Cell> Convert(Dictionary<string, List<Source>> tables)
        => [.. from source in Formats from target in Formats select Print(new Cell(source.Name, target.Name, [.. tables[source.Name].Select(one => new Result(one, target.Format))]))];

    private Cell Print(Cell cell)
    {
        var missing = cell.Results.Where(result => result.Conversion.Content is null).SelectMany(result => result.Conversion.Missing.Select(term => term.Term).Distinct(StringComparer.Ordinal))
            .GroupBy(term => term, StringComparer.Ordinal).OrderByDescending(term => term.Count()).ThenBy(term => term.Key, StringComparer.Ordinal).Take(6);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{cell.From} -> {cell.To}: converted {cell.Converted}, missing {cell.Results.Count - cell.Converted}{(cell.ByRule == 0 ? "" : $" ({cell.ByRule} by a rule)")}, of {cell.Results.Count}; {string.Join(", ", missing.Select(term => $"{term.Key} {term.Count()}"))}"));
        foreach (var result in cell.Results.Where(result => result.IsByRule))
        {
            output.WriteLine($"    {result.Source.Name}: {string.Join(" | ", result.Conversion.Missing.Take(3).Select(term => term.Why))}");
        }

        return cell;
    }

    private static void AssertRight(List<Cell> matrix)
    {
        List<string> problems = [.. matrix.SelectMany(cell => cell.Results.SelectMany(result => result.Problems().Select(problem => $"{cell.From} -> {cell.To} {result.Source.Name}: {problem}")))];
        Assert.True(problems.Count == 0, string.Join('\n', problems.Take(50)));
        Assert.All(matrix.SelectMany(cell => cell.Results), result => Assert.Equal(result.Conversion.Content is null, result.Conversion.Missing.Count > 0));
    }

    /// <summary>What could be converted once has to stay so; the others lack national data.</summary>
    private static IReadOnlyList<(string From, string To, int Count)> LeastConverted =>
    [
        ("ubl", "ubl", 38), ("ubl", "cii", 35), ("ubl", "peppol", 4), ("cii", "ubl", 37), ("cii", "cii", 37), ("fatturapa", "ubl", 19), ("fatturapa", "cii", 19), ("fatturapa", "fatturapa", 21),
        ("ksef", "ubl", 27), ("ksef", "cii", 27), ("ksef", "ksef", 38), ("cius-ro", "ubl", 5), ("cius-ro", "cii", 4), ("cius-ro", "cius-ro", 5), ("peppol", "ubl", 14), ("peppol", "cii", 14), ("peppol", "peppol", 7),
    ];

    private sealed record Source(string Name, InvoiceReading Reading);

    private sealed record Cell(string From, string To, IReadOnlyList<Result> Results)
    {
        public int Converted => Results.Count(result => result.Conversion.Content is not null);

        public int ByRule => Results.Count(result => result.IsByRule);
    }

    private sealed record Result(Source Source, IInvoiceFormat Target)
    {
        public InvoiceConversion Conversion { get; } = InvoiceConversion.Of(Source.Reading, Target);

        /// <summary>The writer found nothing missing, and a rule did.</summary>
        public bool IsByRule => Conversion.Content is null && Target.Write(InvoiceConversion.Formed(Source.Reading.Invoice, Target.Profile)).Content is not null;

        public IEnumerable<string> Problems()
        {
            if (Conversion.Content is not { } content)
            {
                yield break;
            }

            var root = RawDocument.Read(content, RawLimits.Default).Root!;
            if (!Target.Reads(root) || Target.Read(root).Count != 1)
            {
                yield return "its reader does not take it";
            }

            foreach (var fault in InvoiceSchemas.FaultsOf(content, root))
            {
                yield return fault;
            }

            foreach (var finding in RuleSets.Check(root, Target.Profile).Where(finding => finding.Severity == Severity.Fatal))
            {
                yield return finding.ToString();
            }
        }
    }
}
