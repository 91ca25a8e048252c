using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using BackOffice.Payments.Domain;
using BackOffice.Primitives;
using BackOffice.Tests.Conformance;

namespace BackOffice.Payments;

public sealed class CreditTransferFileTests
{
    public static TheoryData<PaymentFormat> Formats => [PaymentFormat.Pain00100109, PaymentFormat.Pain00100103];

    [Theory]
    [MemberData(nameof(Formats))]
    public void What_we_write_is_valid_by_the_schema(PaymentFormat format)
    {
        var schema = format == PaymentFormat.Pain00100109 ? "pain.001.001.09.xsd" : "pain.001.001.03.xsd";
        var schemas = new XmlSchemaSet();
        using var source = XmlReader.Create(Path.Combine(Corpus.RootOrSkip(), "schemas", "payments", schema));
        schemas.Add(null, source);
        var terms = Samples.Terms(format) with { Debtor = Samples.Debtor with { Bic = "BCITITMM", Address = new PostalAddress("IT", "Milano") } };
        Payable[] payables =
        [
            Samples.Payable(),
            Samples.Payable(2, name: new string('é', 200)) with { Remittance = new string('x', 300) },
            Samples.Payable(3) with { Remittance = null },
            Samples.Payable(4) with { Reference = "RF18 5390 0754 7034" },
            Addressed(5, new PostalAddress("it", "Roma") { Street = "Via Po", BuildingNumber = "1/A", PostCode = "00198" }),
            Addressed(6, new PostalAddress("IT", "Roma") { Lines = ["c/o Rossi", "Interno 3"] }),
            Addressed(7, new PostalAddress(null, null) { Lines = ["Via Po 1", "00198 Roma"] }),
            Samples.Payable(8) with { Creditor = Samples.Payable().Creditor with { Bic = "COBADEFFXXX" } },
            Samples.Payable(9, amount: 0.01m),
        ];
        List<string> problems = [];

        XDocument.Parse(Samples.File(terms, payables)).Validate(schemas, (_, problem) => problems.Add(problem.Message));

        Assert.Empty(problems);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void The_same_order_is_the_same_bytes(PaymentFormat format)
        => Assert.Equal(Samples.File(Samples.Terms(format), Samples.Payable(), Samples.Payable(2)), Samples.File(Samples.Terms(format), Samples.Payable(), Samples.Payable(2)));

    [Fact]
    public void Counts_and_sums_stand_at_both_levels()
    {
        var file = XDocument.Parse(Samples.File(Samples.Terms(), Samples.Payable(1, amount: 1_000.10m), Samples.Payable(2, amount: 0.90m)));

        Assert.Equal(["2", "2"], Values(file, "NbOfTxs"));
        Assert.Equal(["1001.00", "1001.00"], Values(file, "CtrlSum")); // 1000.10 + 0.90
        Assert.Equal(["1000.10", "0.90"], Values(file, "InstdAmt"));
        Assert.Equal([$"{Samples.Tag}-00001-00001", $"{Samples.Tag}-00001-00002"], Values(file, "EndToEndId"));
        Assert.Equal([Samples.Tag], Values(file, "MsgId"));
        Assert.Equal([$"{Samples.Tag}-1"], Values(file, "PmtInfId"));
        Assert.Equal(["2026-11-25T08:30:15Z"], Values(file, "CreDtTm"));
        Assert.Equal("SEPA SALA SALA SALA", string.Join(' ', Values(file, "Cd")));
        Assert.Equal(["SLEV"], Values(file, "ChrgBr"));
        Assert.Equal(["true"], Values(file, "BtchBookg"));
        Assert.Equal(["2026-11-27"], Values(file, "ReqdExctnDt"));
    }

    [Fact]
    public void A_name_is_cut_at_the_limit_of_its_version()
    {
        var payable = Samples.Payable(name: new string('a', 150));

        Assert.Equal(140, Values(XDocument.Parse(Samples.File(Samples.Terms(), payable)), "Nm")[^1].Length);
        Assert.Equal(70, Values(XDocument.Parse(Samples.File(Samples.Terms(PaymentFormat.Pain00100103), payable)), "Nm")[^1].Length);
        Assert.Equal([PayableProblem.NameCut], PayableCheck.NoticesOf(payable, PaymentFormat.Pain00100109));
    }

    [Fact]
    public void Domestic_orders_are_lines_of_RFC_4180()
    {
        var terms = Samples.Terms(PaymentFormat.PlnCsv);
        var payable = new Payable(new PayableKey("salary", "2026-11", "p1"), new Creditor("Żółć, \"Ala\"", Samples.Iban("PL27114020040000300201355387")) { Address = new PostalAddress("PL", "Łódź") { Street = "Piotrkowska", BuildingNumber = "1" } }, new Money(5_000.5m, Currency.Pln)) { Remittance = "Wynagrodzenie 2026-11" };

        Assert.Equal(
            $"{Samples.Tag}-00001-00001,Acme Sp. z o.o.,61109010140000071219812874,\"Żółć, \"\"Ala\"\"\",27114020040000300201355387,Piotrkowska 1 Łódź PL,5000.50,PLN,2026-11-27,SALA,Wynagrodzenie 2026-11\r\n",
            DomesticOrderFile.LineOf(new OrderedPayable(new EndToEndId(Samples.Tag, 1, 1).ToString(), payable), terms));
        Assert.Equal(11, DomesticOrderFile.Header.Split(',').Length);
        Assert.Contains("RO49AAAA1B31007593840000", DomesticOrderFile.LineOf(new OrderedPayable("x", payable), Samples.Terms(PaymentFormat.RonCsv)), StringComparison.Ordinal);
    }

    private static Payable Addressed(int number, PostalAddress address) => Samples.Payable(number) with { Creditor = Samples.Payable().Creditor with { Address = address } };

    private static List<string> Values(XDocument file, string element) => [.. file.Descendants().Where(one => one.Name.LocalName == element).Select(one => one.Value)];
}
