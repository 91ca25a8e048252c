using System.Text;
using BackOffice.Documents.Domain.Formats;
using BackOffice.Invoicing.Domain;
using BackOffice.Invoicing.Formats;
using BackOffice.Invoicing.Formats.FatturaPa;
using NodaTime;

namespace BackOffice.Invoicing.FatturaPa;

public sealed class SdiNoticeTests
{
    private const string Public = "http://www.fatturapa.gov.it/sdi/messaggi/v1.0";
    private const string Private = "http://ivaservizi.agenziaentrate.gov.it/docs/xsd/fattura/messaggi/v1.0";

    [Fact]
    public void A_rejection_says_every_control_that_the_file_did_not_pass()
    {
        var reading = SdiNotices.Read(RawDocument.Read(InvoicingSamples.Read("sdi-rejection.xml"), RawLimits.Default).Root!)!;
        var rejection = Assert.IsType<SdiRejection>(reading.Notice);
        Assert.Empty(reading.NotCarried);
        Assert.Equal([new("00422", "ImponibileImporto non calcolato", "Verificare le linee"), new("00423", "PrezzoTotale non calcolato", Suggestion: null)], rejection.Errors);
        Assert.Equal(("700100201", "IT12345670017_00032.xml.p7m", "56", "opec.1", "Prova"), (rejection.SdiId, rejection.FileName, rejection.MessageId, rejection.PecMessageId, rejection.Note));
        Assert.Equal((new SdiArchive("700100200", "IT12345670017_00030.zip"), "2026-03-31T10:00:00.000+02:00"), (rejection.Archive, rejection.ReceivedAt));
    }

    [Fact]
    public void An_outcome_carries_what_the_customer_decided_of_which_invoice()
    {
        var reading = SdiNotices.Read(RawDocument.Read(InvoicingSamples.Read("sdi-outcome.xml"), RawLimits.Default).Root!)!;
        Assert.Empty(reading.NotCarried);
        var outcome = Assert.IsType<SdiOutcome>(reading.Notice).Outcome!;
        Assert.Equal(("EC02", "Importo non dovuto", "C-9", new SdiInvoiceReference("2026/17", 2026, 2)), (outcome.Decision, outcome.Description, outcome.CustomerMessageId, outcome.Invoice));
    }

    [Fact]
    public void A_delivery_says_when_and_to_whom()
    {
        var notice = Read<SdiDelivery>(Private, "RicevutaConsegna", "<DataOraRicezione>a</DataOraRicezione><DataOraConsegna>b</DataOraConsegna><Destinatario><Codice>ABC1234</Codice><Descrizione>Canale</Descrizione></Destinatario><Hash>ff</Hash>");
        Assert.Equal(("a", "b", new SdiRecipient("ABC1234", "Canale"), "ff"), (notice.ReceivedAt, notice.DeliveredAt, notice.Recipient, notice.Hash));
    }

    [Fact]
    public void A_notice_of_no_delivery_says_since_when_the_buyer_has_it_in_his_area()
    {
        var notice = Read<SdiNonDelivery>(Private, "RicevutaImpossibilitaRecapito", "<DataOraRicezione>a</DataOraRicezione><DataMessaADisposizione>2026-04-01</DataMessaADisposizione><Descrizione>PEC piena</Descrizione>");
        Assert.Equal(("a", new LocalDate(2026, 4, 1), "PEC piena"), (notice.ReceivedAt, notice.AvailableOn, notice.Description));
        Assert.Equal("b", Read<SdiNonDelivery>(Public, "NotificaMancataConsegna", "<Descrizione>b</Descrizione>").Description);
    }

    [Fact]
    public void The_other_notices_say_what_they_are_about()
    {
        const string About = "<RiferimentoFattura><NumeroFattura>7</NumeroFattura><AnnoFattura>2026</AnnoFattura></RiferimentoFattura>";
        var invoice = new SdiInvoiceReference("7", 2026, Position: null);
        Assert.Equal(("EC01", invoice), Read<SdiCustomerOutcome>(Public, "NotificaEsitoCommittente", About + "<Esito>EC01</Esito>") is var said ? (said.Decision, said.Invoice) : default);
        Assert.Equal(("EN01", invoice, "c"), Read<SdiOutcomeRejection>(Public, "ScartoEsitoCommittente", About + "<Scarto>EN01</Scarto><MessageIdCommittente>c</MessageIdCommittente>") is var refused ? (refused.Reason, refused.Invoice, refused.CustomerMessageId) : default);
        Assert.Equal((invoice, "d"), Read<SdiTermExpiry>(Public, "NotificaDecorrenzaTermini", About + "<Descrizione>d</Descrizione>") is var expired ? (expired.Invoice, expired.Description) : default);
        Assert.Equal("e", Read<SdiTransmissionProof>(Public, "AttestazioneTrasmissioneFattura", "<HashFileOriginale>e</HashFileOriginale>").OriginalHash);
        Assert.Equal(("UF1A2B", "FPA12", 2), Read<SdiFileMetadata>(Public, "MetadatiInvioFile", "<CodiceDestinatario>UF1A2B</CodiceDestinatario><Formato>FPA12</Formato><TentativiInvio>2</TentativiInvio>") is var data ? (data.Addressee, data.Format, data.Attempts) : default);
    }

    [Fact]
    public void Every_root_that_intake_knows_is_read_as_its_type()
        => Assert.All(SdiNoticeReader.Roots, known => Assert.Equal(known.Type, SdiNotices.TypeOf(Root(known.Schema, known.Root, ""))));

    [Fact]
    public void An_unknown_element_is_not_dropped_and_an_invoice_is_no_notice()
    {
        var reading = SdiNotices.Read(Root(Public, "NotificaEsito", "<Nuovo>x</Nuovo>"))!;
        Assert.Equal([new LostTerm("/ns3:NotificaEsito/Nuovo", "x")], reading.NotCarried);
        Assert.Null(SdiNotices.Read(RawDocument.Read(InvoicingSamples.Read("fatturapa-everything.xml"), RawLimits.Default).Root!));
        Assert.Null(SdiNotices.Read(Root(Private, "NotificaEsito", "")));
    }

    private static T Read<T>(string schema, string root, string inside)
        where T : SdiNotice
    {
        var reading = SdiNotices.Read(Root(schema, root, "<IdentificativoSdI>1</IdentificativoSdI>" + inside))!;
        Assert.Empty(reading.NotCarried);
        Assert.Equal("1", reading.Notice.SdiId);
        return Assert.IsType<T>(reading.Notice);
    }

    private static RawNode Root(string schema, string root, string inside)
        => RawDocument.Read(Encoding.UTF8.GetBytes($"<n:{root} xmlns:n=\"{schema}\">{inside}</n:{root}>"), RawLimits.Default).Root!;
}
