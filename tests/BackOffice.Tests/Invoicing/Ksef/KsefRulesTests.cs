using System.Text;
using BackOffice.Invoicing.Rules;
using BackOffice.Invoicing.Rules.Ksef;

namespace BackOffice.Invoicing.Ksef;

/// <summary>Each rule: what breaks it, and what it lets pass. Every case is the sample with one change.</summary>
public sealed class KsefRulesTests
{
    private const string Line2 = "<P_11>200.00</P_11>";

    [Fact]
    public void The_sample_breaks_no_rule() => Assert.Empty(Check(KsefSamples.Fa3));

    [Theory]
    [InlineData("PL-JST", "<JST>2</JST>", "<JST>1</JST>")]
    [InlineData("PL-GV", "<GV>2</GV>", "<GV>1</GV>")]
    [InlineData("PL-UDZIAL", "<Rola>1</Rola>", "<Rola>4</Rola><Udzial>100.01</Udzial>")]
    [InlineData("PL-KODUE", "<NIP>1111111111</NIP>", "<KodUE>PL</KodUE><NrVatUE>1111111111</NrVatUE>")]
    [InlineData("PL-VAT", "<P_14_3>50.00</P_14_3>", "<P_14_3>50.03</P_14_3>")] // 1000 x 5 % = 50; two lines: 0.02
    [InlineData("PL-SUM", "<P_15>1250.00</P_15>", "<P_15>1250.03</P_15>")] // 1000 + 50 + 200
    [InlineData("PL-LINES", Line2, "<P_11>199.97</P_11>")]
    [InlineData("PL-ZLOTY", "<KodWaluty>PLN</KodWaluty>", "<KodWaluty>EUR</KodWaluty>")]
    [InlineData("PL-SETTLE", "<DoZaplaty>1200.00</DoZaplaty>", "<DoZaplaty>1250.00</DoZaplaty>")] // 1250 - 50
    [InlineData("PL-SETTLE", "<SumaOdliczen>50</SumaOdliczen>", "<SumaOdliczen>60</SumaOdliczen>")]
    [InlineData("PL-NIP", "<NIP>5265877635</NIP>", "<NIP>5265877634</NIP>")]
    [InlineData("PL-NRRB", "61109010140000071219812874", "62109010140000071219812874")]
    [InlineData("PL-NRRB", "61109010140000071219812874", "6110901014000007121981287")]
    [InlineData("PL-NRRB", "61109010140000071219812874", "PL62109010140000071219812874")]
    [InlineData("PL-KOR", "<RodzajFaktury>VAT<", "<RodzajFaktury>KOR<")]
    [InlineData("PL-KSEF", "<RodzajFaktury>VAT</RodzajFaktury>", "<RodzajFaktury>KOR</RodzajFaktury><DaneFaKorygowanej><NrKSeFFaKorygowanej>5265877635-20250826-0100001AF629-AE</NrKSeFFaKorygowanej></DaneFaKorygowanej>")]
    [InlineData("PL-KOR", "<RodzajFaktury>VAT</RodzajFaktury>", "<RodzajFaktury>VAT</RodzajFaktury><DaneFaKorygowanej/>")]
    [InlineData("PL-OKRES", "<P_6_Do>2026-02-28", "<P_6_Do>2026-01-28")]
    [InlineData("PL-ZW", "<P_19>1</P_19><P_19A>art. 43 ust. 1 pkt 2</P_19A>", "<P_19N>1</P_19N>")]
    [InlineData("PL-MARZA", "<P_13_7>200.00</P_13_7>", "<P_13_7>200.00</P_13_7><P_13_11>0.01</P_13_11>")]
    [InlineData("PL-OO", "<P_12>zw</P_12>", "<P_12>oo</P_12>")]
    public void A_rule_that_is_broken_says_so_and_where(string rule, string from, string to)
    {
        var found = Check(KsefSamples.Fa3.Replace(from, to, StringComparison.Ordinal));

        var finding = Assert.Single(found, finding => finding.Rule == rule);
        Assert.StartsWith("/Faktura", finding.Path, StringComparison.Ordinal);
        Assert.NotEmpty(finding.Message);
    }

    [Theory]
    [InlineData("<JST>2</JST>", "<JST>1</JST>", "<Rola>1</Rola>", "<Rola>8</Rola>")]
    [InlineData("<GV>2</GV>", "<GV>1</GV>", "<Rola>1</Rola>", "<Rola>10</Rola>")]
    [InlineData("<P_14_3>50.00</P_14_3>", "<P_14_3>50.01</P_14_3>", "<P_15>1250.00</P_15>", "<P_15>1250.01</P_15>")]
    [InlineData("61109010140000071219812874", "PL61109010140000071219812874", "", "")]
    [InlineData("<NrRB>61109010140000071219812874</NrRB>", "<NrRB>193100000154171012</NrRB><SWIFT>RZBAATWW</SWIFT>", "", "")]
    [InlineData("<KodWaluty>PLN</KodWaluty>", "<KodWaluty>EUR</KodWaluty>", "</P_14_3>", "</P_14_3><P_14_3W>212.50</P_14_3W>")]
    public void What_is_right_breaks_none(string from, string to, string also, string with)
    {
        var document = KsefSamples.Fa3.Replace(from, to, StringComparison.Ordinal);

        Assert.Empty(Check(also.Length == 0 ? document : document.Replace(also, with, StringComparison.Ordinal)));
    }

    [Fact]
    public void Goods_of_annex_15_above_15000_are_paid_split()
    {
        var large = KsefSamples.Fa3
            .Replace("<P_13_7>200.00</P_13_7>", "<P_13_7>20000.00</P_13_7>", StringComparison.Ordinal)
            .Replace("<P_15>1250.00</P_15>", "<P_15>21050.00</P_15>", StringComparison.Ordinal)
            .Replace("<DoZaplaty>1200.00</DoZaplaty>", "<DoZaplaty>21000.00</DoZaplaty>", StringComparison.Ordinal)
            .Replace(Line2, "<P_11>20000.00</P_11>", StringComparison.Ordinal);

        Assert.Empty(Check(large));
        Assert.Equal(["PL-MPP"], Check(large.Replace("<P_12>zw</P_12>", "<P_12>zw</P_12><P_12_Zal_15>1</P_12_Zal_15>", StringComparison.Ordinal)).Select(finding => finding.Rule));
    }

    [Fact]
    public void A_field_of_two_rates_may_hold_either_or_a_mixture()
    {
        Assert.Empty(Check(AtTwoRates("80.00"))); // 1000 x 8 %
        Assert.Empty(Check(AtTwoRates("70.00"))); // 1000 x 7 %
        Assert.Empty(Check(AtTwoRates("75.00"))); // 500 x 8 % + 500 x 7 %
        Assert.Contains(Check(AtTwoRates("81.00")), finding => finding.Rule == "PL-VAT");
    }

    [Theory]
    [InlineData("PL-BOM", "\uFEFF", "")]
    [InlineData("PL-PI", "", "<?xml-stylesheet href='a.xsl'?>")]
    public void Bytes_that_KSeF_refuses_are_found(string rule, string before, string after)
    {
        var declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
        var content = Encoding.UTF8.GetBytes(before + KsefSamples.Fa3.Replace(declaration, declaration + after, StringComparison.Ordinal));

        Assert.Equal([rule], CheckContent(content).Select(finding => finding.Rule));
    }

    [Fact]
    public void Another_encoding_than_UTF_8_is_found()
    {
        var latin = Encoding.Latin1.GetBytes(KsefSamples.Fa3.Replace("encoding=\"UTF-8\"", "encoding=\"iso-8859-1\"", StringComparison.Ordinal));

        Assert.Equal(["PL-UTF8"], CheckContent(latin).Select(finding => finding.Rule));
    }

    [Fact]
    public void A_document_above_a_million_bytes_is_found_unless_it_has_an_attachment()
    {
        var long1 = KsefSamples.Fa3.Replace("</Faktura>", $"<!--{new string('x', 1_000_000)}--></Faktura>", StringComparison.Ordinal);

        Assert.Equal(["PL-SIZE"], CheckContent(Encoding.UTF8.GetBytes(long1)).Select(finding => finding.Rule));
        Assert.Empty(CheckContent(Encoding.UTF8.GetBytes(long1.Replace("</Faktura>", "<Zalacznik/></Faktura>", StringComparison.Ordinal))));
    }

    [Fact]
    public void Control_characters_are_a_warning()
        => Assert.Equal(["PL-CHARS"], CheckContent(Encoding.UTF8.GetBytes(KsefSamples.Fa3.Replace("Kłos", "K\u0082os", StringComparison.Ordinal))).Select(finding => finding.Rule));

    [Theory]
    [InlineData("<Faktura xmlns='http://crd.gov.pl/wzor/2025/06/25/13775/'/>")]
    [InlineData("<Faktura xmlns='http://crd.gov.pl/wzor/2025/06/25/13775/'><Fa><P_15>x</P_15><Rozliczenie/><Platnosc/></Fa></Faktura>")]
    [InlineData("<Invoice xmlns='urn:oasis:names:specification:ubl:schema:xsd:Invoice-2'/>")]
    public void Fragments_and_other_documents_that_go_through_KSeF_break_none(string document) => Assert.Empty(Check(document));

    private static string AtTwoRates(string vat) => KsefSamples.Fa3
        .Replace("<P_13_3>1000.00</P_13_3>", "<P_13_2>1000.00</P_13_2>", StringComparison.Ordinal)
        .Replace("<P_14_3>50.00</P_14_3>", $"<P_14_2>{vat}</P_14_2>", StringComparison.Ordinal)
        .Replace("<P_12>5</P_12>", "<P_12>8</P_12>", StringComparison.Ordinal)
        .Replace("<P_15>1250.00</P_15>", $"<P_15>12{vat}</P_15>", StringComparison.Ordinal)
        .Replace("<DoZaplaty>1200.00</DoZaplaty>", $"<DoZaplaty>12{vat}</DoZaplaty>", StringComparison.Ordinal)
        .Replace("<Kwota>50</Kwota>", "<Kwota>0</Kwota>", StringComparison.Ordinal)
        .Replace("<SumaOdliczen>50</SumaOdliczen>", "<SumaOdliczen>0</SumaOdliczen>", StringComparison.Ordinal);

    private static IReadOnlyList<Finding> Check(string document) => RuleSets.Check(KsefSamples.Root(document), Profile.Ksef);

    private static IReadOnlyList<Finding> CheckContent(byte[] content)
    {
        var report = new Report();
        ContentRules.Check(content, Formats.RawDocument.Read(content, Formats.RawLimits.Default).Root!, report);
        return report.Findings;
    }
}
