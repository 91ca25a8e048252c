using System.Text;
using System.Xml;
using BackOffice.Payments.Domain;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Payments;

/// <summary>Debts, orders and banks' messages for the tests.</summary>
internal static class Samples
{
    public const string Tag = "0123456789abcdef";

    public static readonly PaymentRules Rules = PaymentRuleFiles.Read();

    public static Iban Iban(string text) => Primitives.Iban.Read(text).Value ?? throw new ArgumentException("No account.", nameof(text));

    public static Debtor Debtor { get; } = new("Acme S.r.l.", Iban("IT60X0542811101000000123456"));

    public static PaymentOrderTerms Terms(PaymentFormat format = PaymentFormat.Pain00100109, int year = 2026, int month = 11, int day = 27) => format switch
    {
        PaymentFormat.RonCsv => new(new Debtor("Acme SRL", Iban("RO49AAAA1B31007593840000")), new LocalDate(year, month, day), Currency.Ron, PaymentPurpose.Salary, format),
        PaymentFormat.PlnCsv => new(new Debtor("Acme Sp. z o.o.", Iban("PL61109010140000071219812874")), new LocalDate(year, month, day), Currency.Pln, PaymentPurpose.Salary, format),
        _ => new(Debtor, new LocalDate(year, month, day), Currency.Eur, PaymentPurpose.Salary, format),
    };

    public static Payable Payable(int number = 1, string name = "Łucja Ștefănescu-Müller", decimal amount = 1_234.56m, string account = "DE89370400440532013000")
        => new(new PayableKey("salary", "2026-11", $"p{number}|2026-11|regular|1"), new Creditor(name, Iban(account)), Money.Euros(amount)) { Remittance = "Stipendio 2026-11" };

    public static string File(PaymentOrderTerms terms, params Payable[] payables)
    {
        var batch = new PaymentBatch(Tag, terms, new DateTimeOffset(2026, 11, 25, 8, 30, 15, TimeSpan.Zero), payables.Length, payables.Sum(payable => payable.Amount.Amount));
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, CreditTransferFile.Settings))
        {
            var file = new CreditTransferFile(xml, batch);
            file.Begin();
            for (var line = 0; line < payables.Length; line++)
            {
                file.Write(new OrderedPayable(new EndToEndId(Tag, 1, line + 1).ToString(), payables[line]));
            }

            file.End();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    public static (BankMessage Message, IReadOnlyList<BankTransaction> Transactions) Read(string xml) => Read(Encoding.UTF8.GetBytes(xml));

    public static (BankMessage Message, IReadOnlyList<BankTransaction> Transactions) Read(byte[] content, BankMessageLimits? limits = null)
    {
        using var reader = XmlReader.Create(new MemoryStream(content), BankMessage.Settings);
        var message = new BankMessage(reader, limits);
        return (message, [.. message.Transactions()]);
    }

    /// <summary>A statement of one currency; the entries are written as they are.</summary>
    public static string Statement(string version, decimal opening, decimal closing, params string[] entries)
    {
        string Balance(string code, decimal amount) => FormattableString.Invariant($"""<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">{Math.Abs(amount)}</Amt><CdtDbtInd>{(amount < 0 ? "DBIT" : "CRDT")}</CdtDbtInd><Dt><Dt>2026-11-27</Dt></Dt></Bal>""");
        return $"""<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}"><BkToCstmrStmt><GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-11-27T20:00:00</CreDtTm></GrpHdr><Stmt><Id>S1</Id>{Balance("OPBD", opening)}{Balance("CLBD", closing)}{string.Concat(entries)}</Stmt></BkToCstmrStmt></Document>""";
    }

    public static string Entry(decimal amount, bool isDebit, string details, string extra = "", string version = "08")
        => FormattableString.Invariant($"""<Ntry><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>{(isDebit ? "DBIT" : "CRDT")}</CdtDbtInd>{extra}<Sts>{(version == "08" ? "<Cd>BOOK</Cd>" : "BOOK")}</Sts><BookgDt><Dt>2026-11-27</Dt></BookgDt><NtryDtls>{details}</NtryDtls></Ntry>""");

    public static string Detail(string endToEnd, decimal amount, string extra = "")
        => FormattableString.Invariant($"""<TxDtls><Refs><EndToEndId>{endToEnd}</EndToEndId></Refs><Amt Ccy="EUR">{amount}</Amt>{extra}</TxDtls>""");

    public static string StatusReport(string group = "", string batch = "", string transactions = "")
        => $"""<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.03"><CstmrPmtStsRpt><GrpHdr><MsgId>R1</MsgId><CreDtTm>2026-11-26T10:00:00</CreDtTm></GrpHdr><OrgnlGrpInfAndSts><OrgnlMsgId>{Tag}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.03</OrgnlMsgNmId>{group}</OrgnlGrpInfAndSts>{(batch.Length + transactions.Length == 0 ? "" : $"<OrgnlPmtInfAndSts><OrgnlPmtInfId>{Tag}-1</OrgnlPmtInfId>{batch}{transactions}</OrgnlPmtInfAndSts>")}</CstmrPmtStsRpt></Document>""";
}
