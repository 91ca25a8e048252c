using System.Globalization;
using System.Text;
using System.Xml;
using BackOffice.Primitives;
using NodaTime.Text;

namespace BackOffice.Payments.Domain;

/// <summary>Writes an order as ISO 20022 pain.001 by the SEPA credit transfer rules, line by line; nothing is held back.</summary>
internal sealed class CreditTransferFile(XmlWriter xml, PaymentBatch batch)
{
    private readonly bool is09 = batch.Terms.Format == PaymentFormat.Pain00100109;
    private readonly CreditTransferParties parties = new(xml, batch.Terms.Format);

    /// <summary>UTF-8 without a mark, no white space: the bytes depend on the order alone.</summary>
    public static XmlWriterSettings Settings { get; } = new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Indent = false, NewLineHandling = NewLineHandling.None };

    private PaymentOrderTerms Terms => batch.Terms;

    /// <summary>Everything before the first line.</summary>
    public void Begin()
    {
        xml.WriteStartDocument();
        xml.WriteStartElement("Document", is09 ? "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09" : "urn:iso:std:iso:20022:tech:xsd:pain.001.001.03");
        xml.WriteStartElement("CstmrCdtTrfInitn");
        xml.WriteStartElement("GrpHdr");
        Write("MsgId", batch.MessageId);
        Write("CreDtTm", batch.SealedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        WriteTotals();
        xml.WriteStartElement("InitgPty");
        Write("Nm", NameOf(Terms.Debtor.Name));
        xml.WriteEndElement();
        xml.WriteEndElement();
        BeginBatch();
    }

    public void Write(OrderedPayable line)
    {
        var creditor = line.Payable.Creditor;
        xml.WriteStartElement("CdtTrfTxInf");
        xml.WriteStartElement("PmtId");
        Write("EndToEndId", line.EndToEndId);
        xml.WriteEndElement();
        xml.WriteStartElement("Amt");
        xml.WriteStartElement("InstdAmt");
        xml.WriteAttributeString("Ccy", line.Payable.Amount.Currency.Code);
        xml.WriteString(Text(line.Payable.Amount.Amount));
        xml.WriteEndElement();
        xml.WriteEndElement();
        parties.WriteAgent("CdtrAgt", creditor.Bic, isRequired: false);
        parties.Write("Cdtr", creditor.Name, creditor.Address);
        parties.WriteAccount("CdtrAcct", creditor.Account!, currency: null);
        xml.WriteStartElement("Purp");
        Write("Cd", PaymentOrderTerms.CodeOf(Terms.Purpose));
        xml.WriteEndElement();
        WriteRemittance(line.Payable);
        xml.WriteEndElement();
    }

    /// <summary>Everything after the last line.</summary>
    public void End()
    {
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndDocument();
        xml.Flush();
    }

    private void BeginBatch()
    {
        xml.WriteStartElement("PmtInf");
        Write("PmtInfId", batch.BatchId);
        Write("PmtMtd", "TRF");
        Write("BtchBookg", Terms.Purpose == PaymentPurpose.Salary ? "true" : "false");
        WriteTotals();
        xml.WriteStartElement("PmtTpInf");
        WriteCode("SvcLvl", "SEPA");
        WriteCode("CtgyPurp", PaymentOrderTerms.CodeOf(Terms.Purpose));
        xml.WriteEndElement();
        WriteExecutionDate(LocalDatePattern.Iso.Format(Terms.ExecutionDate));
        parties.Write("Dbtr", Terms.Debtor.Name, Terms.Debtor.Address);
        parties.WriteAccount("DbtrAcct", Terms.Debtor.Account, Terms.Currency);
        parties.WriteAgent("DbtrAgt", Terms.Debtor.Bic, isRequired: true);
        Write("ChrgBr", "SLEV");
    }

    private void WriteExecutionDate(string day)
    {
        if (!is09)
        {
            Write("ReqdExctnDt", day);
            return;
        }

        xml.WriteStartElement("ReqdExctnDt");
        Write("Dt", day);
        xml.WriteEndElement();
    }

    private void WriteTotals()
    {
        Write("NbOfTxs", batch.Count.ToString(CultureInfo.InvariantCulture));
        Write("CtrlSum", Text(batch.Sum));
    }

    private void WriteRemittance(Payable payable)
    {
        var text = PaymentText.RemittanceOf(payable.Remittance, Terms.Format);
        if (payable.Reference is null && text.IsEmpty)
        {
            return;
        }

        xml.WriteStartElement("RmtInf");
        if (payable.Reference is { } reference)
        {
            xml.WriteStartElement("Strd");
            xml.WriteStartElement("CdtrRefInf");
            xml.WriteStartElement("Tp");
            WriteCode("CdOrPrtry", "SCOR");
            Write("Issr", "ISO");
            xml.WriteEndElement();
            Write("Ref", CreditorReference.Read(reference).Value!.Value);
            xml.WriteEndElement();
            xml.WriteEndElement();
        }
        else
        {
            Write("Ustrd", text.Value);
        }

        xml.WriteEndElement();
    }

    private void WriteCode(string element, string code)
    {
        xml.WriteStartElement(element);
        Write("Cd", code);
        xml.WriteEndElement();
    }

    private void Write(string element, string value) => xml.WriteElementString(element, value);

    private string NameOf(string name) => PaymentText.NameOf(name, Terms.Format).Value;

    private static string Text(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture);
}
