using System.Globalization;
using BackOffice.Invoicing.Formats.Cii;
using BackOffice.Invoicing.Formats.Ubl;
using BackOffice.Tests.Conformance;

namespace BackOffice.Invoicing.Formats;

/// <summary>Documents of others read, written and read again: what is in the model survives, and what is not in it is named.</summary>
public sealed class RoundTripTests(ITestOutputHelper output)
{
    // Their terms of payment are an empty element: enough for the rule, and nothing that could be written again.
    private static readonly string[] EmptyTerms = ["zf2_ZUGFeRD-invoice_rabatte_3_abschlag_duepayableamount.xml", "zf2_ZUGFeRD-invoice_rabatte_4_abschlag_taxbasistotalamount.xml"];

    [Theory]
    [InlineData("en16931-ubl", 38)]
    [InlineData("en16931-cii", 35)]
    [InlineData("cius-ro", 9)]
    [InlineData("peppol", 14)]
    public void A_valid_document_read_and_written_says_the_same_and_the_schema_accepts_it(string set, int files)
    {
        var rows = Rows(set);
        var trips = rows.ConvertAll(Trip);
        foreach (var lost in trips.SelectMany(trip => trip.NotCarried))
        {
            output.WriteLine($"  {lost}");
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{set}: {trips.Count(trip => trip.NotCarried.Count == 0)} of {rows.Count} documents lossless; what the others have beyond the model is named above"));
        Assert.Equal(files, rows.Count);
        Assert.True(trips.TrueForAll(trip => trip.Problems.Count == 0), string.Join('\n', trips.SelectMany(trip => trip.Problems)));
    }

    private static (IReadOnlyList<string> NotCarried, IReadOnlyList<string> Problems) Trip(CorpusRow row)
    {
        var format = FormatOf(row.File);
        var reading = Read(format, Corpus.Read(row.File));
        IReadOnlyList<string> notCarried = [.. reading.NotCarried.Select(lost => Name(row, lost))];
        var written = format.Write(reading.Invoice);
        if (written.Content is not { } content)
        {
            var lacks = string.Join(", ", written.Missing.Select(term => term.Term));
            return ([.. notCarried, $"{Path.GetFileName(row.File)} lacks {lacks}"], EmptyTerms.Contains(Path.GetFileName(row.File)) && lacks == "BT-9" ? [] : [$"{row.File} lacks {lacks}"]);
        }

        var again = Read(format, content);
        return (notCarried,
        [
            .. InvoiceDifference.Between(reading.Invoice, again.Invoice).Concat(again.NotCarried).Select(lost => Name(row, lost)),
            // Codes of three valid CII documents are newer than the lists in its schema.
            .. row.XsdVerdict == "FAIL" ? [] : InvoiceSchemas.Errors(content).Select(error => $"{row.File}: {error}"),
            .. content.AsSpan().SequenceEqual(format.Write(again.Invoice).Content) ? [] : new[] { $"{row.File}: other bytes the second time" },
        ]);
    }

    private static List<CorpusRow> Rows(string set) => [.. Corpus.Manifest().Where(row => row.File.StartsWith("einvoice/", StringComparison.Ordinal) && row.Set == set && row.Kind == "valid")];

    private static IInvoiceFormat FormatOf(string file) => new CiiFormat().Reads(RawDocument.Read(Corpus.Read(file), RawLimits.Default).Root!) ? new CiiFormat() : new UblFormat();

    private static InvoiceReading Read(IInvoiceFormat format, byte[] document) => Assert.Single(format.Read(RawDocument.Read(document, RawLimits.Default).Root!));

    private static string Name(CorpusRow row, LostTerm lost) => $"{Path.GetFileName(row.File)}: {lost.Path} = {(lost.Value.Length > 60 ? lost.Value[..60] + "…" : lost.Value)}";
}
