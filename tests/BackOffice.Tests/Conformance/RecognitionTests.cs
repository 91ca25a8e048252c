using BackOffice.Documents.Domain;

namespace BackOffice.Tests.Conformance;

public sealed class RecognitionTests(ITestOutputHelper output)
{
    private static readonly string[] NotDocuments = [".json", ".txt", ".csv", ".md", ".rst"];

    [Fact]
    public void Every_document_of_the_corpus_is_recognised_or_set_aside_with_a_reason()
    {
        IReadOnlyList<(CorpusRow Row, Examination Seen)> seen = ExamineAll();

        Report("recognised", seen.Where(pair => !pair.Seen.IsQuarantined).Select(pair => pair.Seen.Kind.ToString()));
        Report("set aside", seen.Where(pair => pair.Seen.IsQuarantined).Select(pair => pair.Seen.Quarantine!.Reason.ToString()));
        Report("routed", seen.Select(pair => $"{pair.Seen.Route.Destination}{(pair.Seen.Route.NeedsPerson ? ", a person first" : string.Empty)}"));

        Assert.True(seen.Count > 350);
        Assert.All(seen, pair => Assert.True((pair.Seen.Kind == DocumentKind.Unknown) == pair.Seen.IsQuarantined, pair.Row.File));
    }

    [Fact]
    public void Only_damaged_files_are_set_aside()
    {
        string[] setAside = [.. ExamineAll().Where(pair => pair.Seen.IsQuarantined).Select(pair => $"{pair.Row.File}: {pair.Seen.Quarantine!.Reason}")];

        Assert.Equal(
            [
                // Its attachment says encoding="" or the like: not XML.
                "einvoice/facturx-pdf/invalid/v2_factur-x-invalid-xml-encoding-attribute.pdf: Broken",
                "einvoice/fatturapa/invalid/mut_fpa_00200-malformed.xml: Broken",
                "einvoice/fatturapa/invalid/net_IT02182030391_31_tampered.Base64.xml.p7m: BrokenSignature",
                "einvoice/fatturapa/invalid/net_IT02182030391_31_tampered.xml.p7m: BrokenSignature",
                "einvoice/fatturapa/invalid/zc_eigor_con-ritenuta-acconto-e-cassa-previdenziale.xml: Broken",
            ],
            setAside.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("en16931-ubl", "UblCreditNote UblInvoice")]
    [InlineData("ubl21-samples", "UblCreditNote UblInvoice")]
    [InlineData("en16931-cii", "CiiInvoice")]
    [InlineData("cius-ro", "CiiInvoice UblInvoice")]
    [InlineData("peppol", "UblInvoice")]
    [InlineData("peppol-orders-it", "DespatchAdvice Order OrderResponse")]
    [InlineData("fatturapa", "FatturaPaPrivate FatturaPaPublic")]
    [InlineData("ksef", "KsefFa2 KsefFa3 KsefFaRr KsefReceipt PefCreditNote UblInvoice")]
    [InlineData("facturx-pdf", "FacturX Pdf ZugferdV1")]
    [InlineData("camt", "BankStatement")]
    [InlineData("pain", "PaymentOrder")]
    [InlineData("ocrmypdf", "Image Pdf")]
    [InlineData("invoice2data", "Image Pdf")]
    [InlineData("rendered", "Image")]
    public void The_valid_files_of_a_set_are_of_its_kinds(string set, string kinds)
    {
        string found = string.Join(' ', ExamineAll()
            .Where(pair => pair.Row.Set == set && (pair.Row.Kind == "valid" || pair.Row.Kind == "doc"))
            .Select(pair => pair.Seen.Kind.ToString())
            .Distinct()
            .Order(StringComparer.Ordinal));

        Assert.Equal(kinds, found);
    }

    private static IReadOnlyList<(CorpusRow Row, Examination Seen)> ExamineAll() =>
    [
        .. Corpus.Manifest()
            .Where(row => row.Set != "rule-units" && !NotDocuments.Contains(Path.GetExtension(row.File)))
            .Select(row => (row, DocumentExaminer.Examine(Corpus.Read(row.File), row.File, ExaminationLimits.Default))),
    ];

    private void Report(string title, IEnumerable<string> names)
    {
        output.WriteLine(title);
        foreach (KeyValuePair<string, int> group in names.CountBy(name => name).OrderByDescending(group => group.Value))
        {
            output.WriteLine($"{group.Value,6} {group.Key}");
        }
    }
}
