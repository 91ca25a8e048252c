using System.Text;
using System.Xml.Linq;

namespace BackOffice.Demo;

/// <summary>What a bank says of an order file: a pain.002 that names every payment.</summary>
internal static class BankAnswer
{
    private static readonly XNamespace Report = "urn:iso:std:iso:20022:tech:xsd:pain.002.001.10";

    /// <summary>Every payment of a pain.001 is settled.</summary>
    public static ByteArrayContent AllPaid(byte[] order)
    {
        var asked = XDocument.Load(new MemoryStream(order)).Root!;
        string Said(string name) => asked.Descendants(asked.Name.Namespace + name).First().Value;
        var answer = new XElement(
            Report + "Document",
            new XElement(
                Report + "CstmrPmtStsRpt",
                new XElement(Report + "GrpHdr", new XElement(Report + "MsgId", "BANK-1"), new XElement(Report + "CreDtTm", "2026-11-27T12:00:00")),
                new XElement(Report + "OrgnlGrpInfAndSts", new XElement(Report + "OrgnlMsgId", Said("MsgId")), new XElement(Report + "OrgnlMsgNmId", "pain.001.001.09")),
                new XElement(
                    Report + "OrgnlPmtInfAndSts",
                    new XElement(Report + "OrgnlPmtInfId", Said("PmtInfId")),
                    asked.Descendants(asked.Name.Namespace + "EndToEndId").Select(id => new XElement(Report + "TxInfAndSts", new XElement(Report + "OrgnlEndToEndId", id.Value), new XElement(Report + "TxSts", "ACSC"))))));
        return new ByteArrayContent(Encoding.UTF8.GetBytes(answer.ToString())) { Headers = { ContentType = new("application/xml") } };
    }
}
