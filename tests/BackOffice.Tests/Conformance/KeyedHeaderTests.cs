using System.Globalization;
using BackOffice.Documents.Domain;
using NodaTime.Text;

namespace BackOffice.Tests.Conformance;

/// <summary>Headers against values that a person read from the files and typed in.</summary>
public sealed class KeyedHeaderTests
{
    // file | number | date | seller | seller's tax id | buyer | currency | total with tax
    private const string Keyed = """
        einvoice/en16931-ubl/valid/ce_ex_guide-example2.xml|TOSL108|2013-06-30|Salescompany ltd.|NO 123456789MVA|The Buyercompany|NOK|1801.78
        einvoice/en16931-ubl/valid/ce_tf_BIS_Billing_30-Hyrbil.xml|321123|2008-01-02|Ubiquitous Fleet of Cars Sverige AB|SE 012345678901|Testverket|SEK|578.75
        einvoice/en16931-ubl/valid/xr_ubl-br-cl-14-15-and-br-co-09-country-codes-kosovo.xml|123456XX|2016-04-04|[Seller name]|1A 1A 123456789|[Buyer name]|EUR|336.9
        einvoice/en16931-ubl/valid/ce_ex_ubl-tc434-example1.xml|12115118|2015-01-09|De Koksmaat|NL 8200.98.395.B.01|ODIN 59|EUR|250.33
        einvoice/en16931-cii/valid/ce_ex_CII_example1.xml|12115118|2015-01-09|De Koksmaat|NL 8200.98.395.B.01|ODIN 59|EUR|250.33
        einvoice/en16931-cii/valid/zf2_testout-ZF2PushCreditNote.xml|123|2020-12-22|Test company|DE 0815|Franz Müller|EUR|3.57
        einvoice/cius-ro/valid/ubl_b2g_example1.xml|12115118|2015-01-09|The Sellercompany Incorporated|RO 1111111111118|Ministerul Finantelor|RON|250.33
        einvoice/cius-ro/valid/ubl_b2g_example9.xml|1316/85|2020-02-13|Azienda Unita Sanitaria Locale di Reggio Emilia|RO 1111111111118|Ministerul Finantelor - Actiuni Generale|EUR|1520.12
        einvoice/peppol/valid/agid_17_FT_G2C_Natura_N4_pagamento_con_PagoPA.xml|17_FT_BIS3_V31_G2C|2020-10-19|USL Fornitore|IT 02188520544|Nome#Cognome:Mario#Rossi|EUR|82.00
        einvoice/ksef/valid/mf_FA_3_Przyklad_4.xml|FV2026/02/150|2026-02-15|ABC AGD sp. z o. o.|PL 9999999999|CDE sp. j.|PLN|64279.92
        einvoice/ksef/valid/fop_FA_2_Przyklad_7.xml|FK2022/07/243|2022-07-15|ABC AGD sp. z o. o.|PL 9999999999|CeDeE s.c.|PLN|-50000
        einvoice/ksef/valid/ksef2_KSEF_06_EXP.xml|FE/2025/12/0001|2025-12-12|GLOBAL EXPORT sp. z o.o.|PL 9999999999|EXPORT PARTNER sp. z o.o.|USD|15000
        einvoice/ksef/valid/fop_FA_RR_1_Przyklad_1.xml|5105600952|2026-04-27|Rolnik ryczałtowy|PL 5451824119|ABC DEF Pełna nazwa test SP. zoo|PLN|24600.00
        einvoice/fatturapa/valid/zc_eigor_A4-Subscription.xml|TOSL108|2013-04-10|SubscriptionSeller|DK 16356706|Buyercompany ltd|DKK|1125.00
        einvoice/fatturapa/valid/goblin_invoice-irpef-no-flag.xml|42|2026-04-24|PAOLO PIETRO CAPPELLARI|IT 04358650960|MR. ADVENTURES S.R.L.|EUR|1395.68
        einvoice/fatturapa/valid/goblin_invoice-credit-note.xml|CN-001|2024-10-09|MªF. Services|IT 12345678903|MARIO LEONI|EUR|1388.40
        einvoice/fatturapa/valid/net_IT02182030391_31.Base64.xml.p7m|2|2018-06-08|Azienda di esempio|IT 02182030391|CIR 2000 snc|EUR|122.00
        einvoice/fatturapa/invalid/net_IT02182030391_32.xml|3|2017-01-27|Azienda di esempio|IT 12345678901|CIR 2000 snc|EUR|174.80
        einvoice/facturx-pdf/valid/fx_EN16931_OEPNV.pdf|E2018092011804|2018-09-20|Verkehrsbetriebe GmbH|DE 123456789|Liselotte Müllermann|EUR|9.00
        einvoice/facturx-pdf/valid/v2_Facture_FR_MINIMUM.pdf|FA-2017-0010|2017-11-13|Au bon moulin|FR 11999999998|Ma jolie boutique|EUR|671.15
        einvoice/facturx-pdf/invalid/v2_MustangRE-20171118_506_ZUGFeRD1and2.pdf|RE-20171118/506|2017-11-18|Bei Spiel GmbH|DE 136695976|Theodor Est|EUR|571.04
        """;

    [Fact]
    public void Headers_are_what_a_person_reads()
    {
        string[] rows = Keyed.Split('\n', StringSplitOptions.TrimEntries);

        Assert.Equal(rows, rows.Select(row => AsRead(row.Split('|')[0])));
    }

    private static string AsRead(string file)
    {
        DocumentHeader? header = DocumentExaminer.Examine(Corpus.Read(file), file, ExaminationLimits.Default).Header;
        return string.Join(
            '|',
            file,
            header?.Number,
            header?.IssueDate is { } date ? LocalDatePattern.Iso.Format(date) : null,
            header?.Seller.Name,
            $"{header?.Seller.Country} {header?.Seller.TaxId}",
            header?.Buyer.Name,
            header?.Currency,
            header?.GrossAmount?.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void A_file_with_a_current_and_an_old_invoice_is_read_by_the_current_one()
    {
        const string Both = "einvoice/facturx-pdf/invalid/v2_MustangRE-20171118_506_ZUGFeRD1and2.pdf";

        Examination seen = DocumentExaminer.Examine(Corpus.Read(Both), Both, ExaminationLimits.Default);

        Assert.Equal((DocumentKind.FacturX, "factur-x.xml"), (seen.Kind, seen.AttachmentName));
        Assert.Equal("urn:cen.eu:en16931:2017:compliant:factur-x.eu:1p0:extended", seen.Header?.Profile);
    }

    [Fact]
    public void A_lot_tells_how_many_documents_it_holds()
    {
        const string Lot = "einvoice/fatturapa/invalid/net_IT02182030391_32.xml";

        DocumentHeader? header = DocumentExaminer.Examine(Corpus.Read(Lot), Lot, ExaminationLimits.Default).Header;

        Assert.Equal(2, header?.BodyCount);
        Assert.Equal(["3", "4"], header?.Numbers);
    }
}
