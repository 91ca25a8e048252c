using System.Globalization;
using System.Text;
using BackOffice.Invoicing.Formats;
using BackOffice.Invoicing.Formats.FatturaPa;
using BackOffice.Invoicing.Rules;
using BackOffice.Invoicing.Rules.FatturaPa;

namespace BackOffice.Invoicing.FatturaPa;

/// <summary>Each control of the exchange, by one change to a file that passes all of them.</summary>
public sealed class FatturaPaRuleTests
{
    private const string Everything = "fatturapa-everything.xml";
    private const string Simplified = "fatturapa-simplified.xml";

    [Theory]
    [InlineData(Everything)]
    [InlineData(Simplified)]
    public void The_samples_pass_every_control(string sample) => Assert.Empty(Check(Text(sample)));

    [Theory]
    [InlineData("00400", "<AliquotaIVA>0.00</AliquotaIVA>\n        <Natura>N4</Natura>", "<AliquotaIVA>0.00</AliquotaIVA>")]
    [InlineData("00401", "<AliquotaIVA>22.00</AliquotaIVA>\n        <Ritenuta>SI</Ritenuta>", "<AliquotaIVA>22.00</AliquotaIVA><Ritenuta>SI</Ritenuta><Natura>N4</Natura>")]
    [InlineData("00411", "DatiRitenuta>", "Altro>")]
    [InlineData("00413", "<Natura>N4</Natura></DatiCassaPrevidenziale>", "</DatiCassaPrevidenziale>")]
    [InlineData("00414", "<Ritenuta>SI</Ritenuta><RiferimentoAmministrazione>", "<Ritenuta>SI</Ritenuta><Natura>N4</Natura><RiferimentoAmministrazione>")]
    [InlineData("00415", "DatiRitenuta>", "Altro>")]
    [InlineData("00417", "<IdCodice>02438750586</IdCodice></IdFiscaleIVA>\n        <CodiceFiscale>02438750586</CodiceFiscale>", "</IdFiscaleIVA>")]
    [InlineData("00418", "<TipoDocumento>TD06</TipoDocumento>", "<TipoDocumento>TD04</TipoDocumento>", "<Data>2026-01-31</Data>", "<Data>2026-04-01</Data>")]
    [InlineData("00419", "<AliquotaIVA>22.00</AliquotaIVA><SpeseAccessorie>", "<AliquotaIVA>10.00</AliquotaIVA><SpeseAccessorie>")]
    [InlineData("00420", "<Imposta>0.00</Imposta><RiferimentoNormativo>Inversione contabile", "<Imposta>0.00</Imposta><EsigibilitaIVA>S</EsigibilitaIVA><RiferimentoNormativo>Inversione contabile")]
    [InlineData("00421", "<Imposta>228.80</Imposta>", "<Imposta>228.82</Imposta>")]
    [InlineData("00422", "<ImponibileImporto>52.00</ImponibileImporto>", "<ImponibileImporto>53.01</ImponibileImporto>")]
    [InlineData("00423", "<PrezzoTotale>50.00</PrezzoTotale>", "<PrezzoTotale>50.02</PrezzoTotale>")]
    [InlineData("00424", "<AliquotaIVA>22.00</AliquotaIVA>", "<AliquotaIVA>0.22</AliquotaIVA>")]
    [InlineData("00425", "<Numero>2026/17</Numero>", "<Numero>ABC</Numero>")]
    [InlineData("00427", "<CodiceDestinatario>UF1A2B</CodiceDestinatario>", "<CodiceDestinatario>UF1A2B7</CodiceDestinatario>")]
    [InlineData("00428", "<FormatoTrasmissione>FPA12</FormatoTrasmissione>", "<FormatoTrasmissione>FPR12</FormatoTrasmissione>")]
    [InlineData("00429", "<AliquotaIVA>0.00</AliquotaIVA><Natura>N1</Natura>", "<AliquotaIVA>0.00</AliquotaIVA>")]
    [InlineData("00430", "<AliquotaIVA>22.00</AliquotaIVA><SpeseAccessorie>", "<AliquotaIVA>22.00</AliquotaIVA><Natura>N1</Natura><SpeseAccessorie>")]
    [InlineData("00437", "<Tipo>SC</Tipo><Importo>0.55</Importo>", "<Tipo>SC</Tipo>")]
    [InlineData("00438", "<Tipo>MG</Tipo><Importo>1.00</Importo>", "<Tipo>MG</Tipo>")]
    [InlineData("00443", "<AliquotaIVA>22.00</AliquotaIVA><SpeseAccessorie>", "<AliquotaIVA>10.00</AliquotaIVA><SpeseAccessorie>")]
    [InlineData("00444", "<Natura>N6.3</Natura><ImponibileImporto>", "<Natura>N6.4</Natura><ImponibileImporto>")]
    [InlineData("00445", "N6.3", "N6")]
    [InlineData("00471", "<IdCodice>02438750586</IdCodice>", "<IdCodice>12345670017</IdCodice>")]
    [InlineData("00472", "<TipoDocumento>TD06</TipoDocumento>", "<TipoDocumento>TD27</TipoDocumento>")]
    [InlineData("00473", "<TipoDocumento>TD06</TipoDocumento>", "<TipoDocumento>TD17</TipoDocumento>")]
    [InlineData("00474", "<TipoDocumento>TD06</TipoDocumento>", "<TipoDocumento>TD21</TipoDocumento>")]
    [InlineData("XSD", "<PrezzoTotale>50.00</PrezzoTotale>", "<PrezzoTotale>50,00</PrezzoTotale>")]
    [InlineData("XSD", "FatturaElettronicaBody", "Corpo")]
    public void A_control_is_broken_by_what_it_forbids(string rule, string from, string to, string? from2 = null, string? to2 = null)
    {
        var text = Text(Everything);
        var changed = text.Replace(from, to, StringComparison.Ordinal).Replace(from2 ?? " never ", to2 ?? "", StringComparison.Ordinal);
        Assert.NotEqual(text, changed);
        var finding = Check(changed).First(finding => finding.Rule == rule);
        Assert.Equal(Severity.Fatal, finding.Severity);
        Assert.StartsWith("/p:FatturaElettronica", finding.Path, StringComparison.Ordinal);
        Assert.NotEmpty(finding.Term);
    }

    [Fact]
    public void A_number_may_occur_once_in_a_lot_and_year()
    {
        var text = Text(Everything);
        var body = text[text.IndexOf("  <FatturaElettronicaBody>", StringComparison.Ordinal)..text.IndexOf("</f:FatturaElettronica>", StringComparison.Ordinal)];
        Assert.Equal("00409", Assert.Single(Check(text.Replace(body, body + body, StringComparison.Ordinal))).Rule);
        var credit = body.Replace("TD06", "TD04", StringComparison.Ordinal);
        Assert.Empty(Check(text.Replace(body, body + credit, StringComparison.Ordinal)));
    }

    [Fact]
    public void The_generic_natures_were_right_until_2020()
        => Assert.Empty(Check(Text(Everything).Replace("N6.3", "N6", StringComparison.Ordinal).Replace("<Data>2026-03-31</Data>", "<Data>2020-12-31</Data>", StringComparison.Ordinal)));

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void A_cent_is_forgiven_and_two_are_not(int cents, bool isBroken)
    {
        var tax = (228.80m + (cents / 100m)).ToString("0.00", CultureInfo.InvariantCulture);
        Assert.Equal(isBroken, Check(Text(Everything).Replace("<Imposta>228.80</Imposta>", $"<Imposta>{tax}</Imposta>", StringComparison.Ordinal)).Any(finding => finding.Rule == "00421"));
    }

    [Fact]
    public void Every_control_has_its_number_once_but_those_of_the_form()
        => Assert.Equal(FatturaPaRules.All.Count - 1, FatturaPaRules.All.DistinctBy(rule => rule.Id).Count());

    [Fact]
    public void Ten_thousand_lines_are_judged_in_one_walk()
    {
        const string Line = "<DettaglioLinee><NumeroLinea>1</NumeroLinea><Descrizione>x</Descrizione><Quantita>2.00</Quantita><PrezzoUnitario>3.00</PrezzoUnitario><PrezzoTotale>7.00</PrezzoTotale><AliquotaIVA>22.00</AliquotaIVA></DettaglioLinee>";
        var text = new StringBuilder("<p:FatturaElettronica versione=\"FPR12\" xmlns:p=\"http://ivaservizi.agenziaentrate.gov.it/docs/xsd/fatture/v1.2\"><FatturaElettronicaBody><DatiBeniServizi>");
        text.Insert(text.Length, Line, 10_000).Append("<DatiRiepilogo><AliquotaIVA>22.00</AliquotaIVA><ImponibileImporto>70000.00</ImponibileImporto><Imposta>15400.00</Imposta></DatiRiepilogo></DatiBeniServizi></FatturaElettronicaBody></p:FatturaElettronica>");
        var found = Check(text.ToString());
        Assert.Equal(100, found.Count(finding => finding.Rule == "00423")); // a rule is told a hundred times at most
        Assert.DoesNotContain(found, finding => finding.Rule is "00421" or "00422");
    }

    [Theory]
    [InlineData("<CodiceArticolo><CodiceTipo>CPV</CodiceTipo><CodiceValore>71300000-1</CodiceValore></CodiceArticolo>")]
    [InlineData("<CodiceArticolo><CodiceTipo>SSC</CodiceTipo><CodiceValore>1</CodiceValore></CodiceArticolo>")]
    [InlineData("<DatiFattureCollegate><IdDocumento>2026/3</IdDocumento><Data>2026-01-31</Data></DatiFattureCollegate>")]
    [InlineData("<DettaglioPagamento><ModalitaPagamento>MP05</ModalitaPagamento><ImportoPagamento>1.00</ImportoPagamento></DettaglioPagamento>")]
    [InlineData("<Ignoto>1</Ignoto>")]
    [InlineData("<Sede><Comune>Roma</Comune></Sede>")]
    [InlineData("<FatturaElettronicaBody><DatiGenerali><DatiGeneraliDocumento><TipoDocumento>TD01</TipoDocumento></DatiGeneraliDocumento></DatiGenerali></FatturaElettronicaBody>")]
    public void A_hundred_thousand_of_anything_take_no_more_than_their_share(string element)
    {
        // Before the first element of its kind, or where there is room for it.
        var text = Text(Everything);
        var at = text.IndexOf($"<{element[1..element.IndexOf('>', StringComparison.Ordinal)]}>", StringComparison.Ordinal);
        var many = new StringBuilder(text).Insert(at < 0 ? text.IndexOf("<DatiVeicoli>", StringComparison.Ordinal) : at, element, 100_000);
        var root = RawDocument.Read(Encoding.UTF8.GetBytes(many.ToString()), RawLimits.Default).Root!;

        var watch = System.Diagnostics.Stopwatch.StartNew();
        RuleSets.Check(root, Profile.FatturaPa);
        foreach (var reading in new FatturaPaFormat().Read(root).Take(2))
        {
            new FatturaPaFormat().Write(reading.Invoice);
        }

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), watch.Elapsed.ToString()); // far less; a square of it would be minutes
    }

    private static string Text(string sample) => Encoding.UTF8.GetString(InvoicingSamples.Read(sample));

    private static IReadOnlyList<Finding> Check(string text) => RuleSets.Check(RawDocument.Read(Encoding.UTF8.GetBytes(text), RawLimits.Default).Root!, Profile.FatturaPa);
}
