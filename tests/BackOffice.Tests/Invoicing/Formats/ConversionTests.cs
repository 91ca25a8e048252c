using System.Globalization;
using BackOffice.Invoicing.Formats.Cii;
using BackOffice.Invoicing.Formats.Ubl;
using BackOffice.Tests.Conformance;

namespace BackOffice.Invoicing.Formats;

/// <summary>Documents of others from one syntax into the other and back: what is lost is named, and nothing else is.</summary>
public sealed class ConversionTests(ITestOutputHelper output)
{
    private static readonly UblFormat Ubl = new();
    private static readonly CiiFormat Cii = new();

    [Fact]
    public void A_UBL_document_becomes_CII_and_back_and_what_is_lost_is_named()
        => Convert(["en16931-ubl", "cius-ro", "peppol"], "UBL -> CII -> UBL", Ubl, Cii);

    [Fact]
    public void A_CII_document_becomes_UBL_and_back_and_what_is_lost_is_named()
        => Convert(["en16931-cii", "cius-ro"], "CII -> UBL -> CII", Cii, Ubl);

    private void Convert(IReadOnlyList<string> sets, string name, IInvoiceFormat from, IInvoiceFormat to)
    {
        var (converted, missing, lossless) = (0, 0, 0);
        List<string> problems = [];
        foreach (var row in Corpus.Manifest().Where(row => row.File.StartsWith("einvoice/", StringComparison.Ordinal) && sets.Contains(row.Set) && row.Kind == "valid"))
        {
            var root = RawDocument.Read(Corpus.Read(row.File), RawLimits.Default).Root!;
            if (!from.Reads(root))
            {
                continue;
            }

            var invoice = from.Read(root)[0];
            var conversion = InvoiceConversion.Of(invoice, to);
            if (conversion.Content is not { } content)
            {
                missing++;
                output.WriteLine($"  {Path.GetFileName(row.File)} lacks {string.Join(", ", conversion.Missing)}");
                continue;
            }

            converted++;
            var there = to.Read(RawDocument.Read(content, RawLimits.Default).Root!)[0];
            var back = from.Read(RawDocument.Read(from.Write(there.Invoice).Content ?? [], RawLimits.Default).Root!)[0].Invoice;
            var lost = conversion.Lost;
            lossless += lost.Count == 0 ? 1 : 0;
            output.WriteLine(lost.Count == 0 ? $"  {Path.GetFileName(row.File)}: nothing lost" : $"  {Path.GetFileName(row.File)}: lost {string.Join("; ", lost.Select(term => $"{term.Path} = {term.Value}"))}");
            problems.AddRange(there.NotCarried.Select(term => $"{row.File}: {term} is not read"));
            // Nothing may be lost on the way back that was not lost on the way there.
            problems.AddRange(InvoiceDifference.Between(there.Invoice, back).Select(term => $"{row.File}: {term} is lost on the way back"));
            problems.AddRange(row.XsdVerdict == "FAIL" ? [] : InvoiceSchemas.Errors(content).Where(error => !IsOfOldList(error)).Select(error => $"{row.File}: {error}"));
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {converted} converted, {lossless} of them without loss, {missing} missing something"));
        Assert.True(problems.Count == 0, string.Join('\n', problems));
        Assert.NotEqual(0, converted);
    }

    /// <summary>The schema of D16B lists the codes of 2016; EN 16931 allows newer ones, and the rules decide for CII.</summary>
    private static bool IsOfOldList(string error) => error.Contains("Enumeration constraint failed", StringComparison.Ordinal);
}
