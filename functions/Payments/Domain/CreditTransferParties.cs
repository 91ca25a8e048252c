using System.Xml;
using BackOffice.Primitives;

namespace BackOffice.Payments.Domain;

/// <summary>Writes who pays and who is paid: name and address, account, bank.</summary>
internal sealed class CreditTransferParties(XmlWriter xml, PaymentFormat format)
{
    private const string NotProvided = "NOTPROVIDED";

    public void Write(string element, string name, PostalAddress? address)
    {
        xml.WriteStartElement(element);
        Write("Nm", PaymentText.NameOf(name, format).Value);
        if (address is not null && address.Form != AddressForm.None)
        {
            xml.WriteStartElement("PstlAdr");
            foreach (var (field, value, most) in FieldsOf(address))
            {
                WriteText(field, value, most);
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    /// <summary>In the order of the schema, with its limits.</summary>
    private static IEnumerable<(string Field, string? Value, int Most)> FieldsOf(PostalAddress address) =>
    [
        ("StrtNm", address.Street, 70),
        ("BldgNb", address.BuildingNumber, 16),
        ("PstCd", address.PostCode, 16),
        ("TwnNm", address.Town, 35),
        ("Ctry", address.Country?.ToUpperInvariant(), 2),
        .. address.Lines.Select(line => ("AdrLine", (string?)line, 70)),
    ];

    public void WriteAccount(string element, Iban account, Currency? currency)
    {
        xml.WriteStartElement(element);
        xml.WriteStartElement("Id");
        Write("IBAN", account.Value);
        xml.WriteEndElement();
        if (currency is { } own)
        {
            Write("Ccy", own.Code);
        }

        xml.WriteEndElement();
    }

    public void WriteAgent(string element, string? bic, bool isRequired)
    {
        if (bic is null && !isRequired)
        {
            return;
        }

        xml.WriteStartElement(element);
        xml.WriteStartElement("FinInstnId");
        if (bic is not null)
        {
            Write(format == PaymentFormat.Pain00100109 ? "BICFI" : "BIC", Bic.Read(bic).Value!.Value);
        }
        else
        {
            xml.WriteStartElement("Othr");
            Write("Id", NotProvided);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private void WriteText(string element, string? value, int most)
    {
        if (SepaText.Of(value, most) is { IsEmpty: false } text)
        {
            Write(element, text.Value);
        }
    }

    private void Write(string element, string value) => xml.WriteElementString(element, value);
}
