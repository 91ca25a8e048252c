using BackOffice.Payments.Domain;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Payments;

public sealed class BankMessageTests
{
    private const string One = "0123456789abcdef-00001-00001";
    private const string Returned = "<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>";

    [Theory]
    [InlineData("02")]
    [InlineData("04")]
    [InlineData("08")]
    public void A_debit_is_a_payment_and_the_balances_prove_it(string version)
    {
        var (message, transactions) = Samples.Read(Samples.Statement(version, 100m, 60m, Samples.Entry(40, isDebit: true, Samples.Detail(One, 40), version: version))); // 100 - 40

        var paid = Assert.Single(transactions);
        Assert.Equal((BankMessageKind.Statement, BankOutcome.Paid, BankScope.Line, One), (message.Kind, paid.Outcome, paid.Scope, paid.EndToEndId));
        Assert.Equal((Money.Euros(40), new LocalDate(2026, 11, 27)), (paid.Amount, paid.BookedOn));
        Assert.Empty(message.Findings);
    }

    [Fact]
    public void A_statement_that_does_not_balance_is_refused()
    {
        var (message, _) = Samples.Read(Samples.Statement("08", 100m, 61m, Samples.Entry(40, isDebit: true, Samples.Detail(One, 40))));

        Assert.True(message.IsRefused);
        Assert.Equal(BankFindingKind.Unbalanced, Assert.Single(message.Findings).Kind);
    }

    [Fact]
    public void A_return_is_told_by_its_reason_or_by_the_reversal_mark()
    {
        var (message, transactions) = Samples.Read(Samples.Statement(
            "08",
            0m,
            80m, // + 40 + 40
            Samples.Entry(40, isDebit: false, Samples.Detail(One, 40, Returned)),
            Samples.Entry(40, isDebit: false, Samples.Detail(One, 40), "<RvslInd>true</RvslInd>")));

        Assert.All(transactions, transaction => Assert.Equal(BankOutcome.Returned, transaction.Outcome));
        Assert.Equal(["AC04", null], transactions.Select(transaction => transaction.Reason));
        Assert.False(message.IsRefused);
    }

    [Fact]
    public void A_bank_that_marks_reversals_on_the_side_of_the_original_balances_too()
        => Assert.False(Samples.Read(Samples.Statement("08", 0m, 40m, Samples.Entry(40, isDebit: true, Samples.Detail(One, 40), "<RvslInd>true</RvslInd>"))).Message.IsRefused); // - (-40)

    [Fact]
    public void Money_that_comes_in_is_no_answer_and_an_announcement_none_yet()
    {
        var pending = Samples.Entry(40, isDebit: true, Samples.Detail(One, 40)).Replace("BOOK", "PDNG", StringComparison.Ordinal);
        var (message, transactions) = Samples.Read(Samples.Statement("08", 0m, 5m, Samples.Entry(5, isDebit: false, Samples.Detail("CUSTOMER-1", 5)), pending));

        Assert.Equal([BankOutcome.Incoming, BankOutcome.Pending], transactions.Select(transaction => transaction.Outcome));
        Assert.False(message.IsRefused);
    }

    [Fact]
    public void A_batch_booked_as_one_sum_is_about_the_order()
    {
        var (_, transactions) = Samples.Read(Samples.Statement(
            "08",
            1_000m,
            0m,
            Samples.Entry(1_000, isDebit: true, $"<Btch><PmtInfId>{Samples.Tag}-1</PmtInfId><NbOfTxs>250</NbOfTxs></Btch>")));

        var whole = Assert.Single(transactions);
        Assert.Equal((BankScope.Order, $"{Samples.Tag}-1", Money.Euros(1_000)), (whole.Scope, whole.OrderReference, whole.Amount));
    }

    [Fact]
    public void Details_that_do_not_make_the_entry_are_said()
    {
        var (message, transactions) = Samples.Read(Samples.Statement("08", 100m, 50m, Samples.Entry(50, isDebit: true, Samples.Detail(One, 40) + Samples.Detail(One, 11)))); // 51

        Assert.Equal(2, transactions.Count);
        Assert.Equal(BankFindingKind.DetailsDiffer, Assert.Single(message.Findings).Kind);
        Assert.False(message.IsRefused);
    }

    [Fact]
    public void A_status_report_speaks_of_lines_batches_and_messages()
    {
        var rejected = $"<TxInfAndSts><OrgnlEndToEndId>{One}</OrgnlEndToEndId><TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>AC01</Cd></Rsn></StsRsnInf></TxInfAndSts>";

        var line = Assert.Single(Samples.Read(Samples.StatusReport("<GrpSts>PART</GrpSts>", "<PmtInfSts>PART</PmtInfSts>", rejected)).Transactions);
        Assert.Equal((BankOutcome.Rejected, BankScope.Line, One, "AC01"), (line.Outcome, line.Scope, line.EndToEndId, line.Reason));
        var batch = Assert.Single(Samples.Read(Samples.StatusReport(batch: "<PmtInfSts>ACSC</PmtInfSts>")).Transactions);
        Assert.Equal((BankOutcome.Paid, BankScope.Order, $"{Samples.Tag}-1"), (batch.Outcome, batch.Scope, batch.OrderReference));
        var group = Assert.Single(Samples.Read(Samples.StatusReport("<GrpSts>RJCT</GrpSts><StsRsnInf><Rsn><Cd>AM05</Cd></Rsn></StsRsnInf>")).Transactions);
        Assert.Equal((BankOutcome.Rejected, BankScope.Order, Samples.Tag, "AM05"), (group.Outcome, group.Scope, group.OrderReference, group.Reason));
        var accepted = Assert.Single(Samples.Read(Samples.StatusReport("<GrpSts>ACCP</GrpSts>")).Transactions);
        Assert.Equal(BankOutcome.Accepted, accepted.Outcome);
        Assert.Equal(BankFindingKind.UnknownStatus, Assert.Single(Samples.Read(Samples.StatusReport("<GrpSts>WHAT</GrpSts>")).Message.Findings).Kind);
    }

    [Theory]
    [InlineData("", BankFindingKind.Broken)]
    [InlineData("no xml", BankFindingKind.Broken)]
    [InlineData("<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>", BankFindingKind.Broken)]
    [InlineData("<a/>", BankFindingKind.UnknownMessage)]
    [InlineData("""<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>""", BankFindingKind.Broken)]
    [InlineData("""<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt><Ntry><Amt Ccy="EUR">x</Amt></Ntry></Stmt></BkToCstmrStmt></Document>""", BankFindingKind.Unreadable)]
    [InlineData("""<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt><Ntry><Amt Ccy="XYZ">1</Amt></Ntry></Stmt></BkToCstmrStmt></Document>""", BankFindingKind.Unreadable)]
    public void What_is_damaged_or_unknown_is_refused(string xml, BankFindingKind kind)
    {
        var (message, _) = Samples.Read(xml);

        Assert.True(message.IsRefused);
        Assert.Equal(kind, message.Findings[0].Kind);
    }

    [Fact]
    public void What_is_deeper_or_longer_than_banks_send_is_refused()
    {
        var deep = """<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">""" + string.Concat(Enumerable.Repeat("<a>", 50)) + string.Concat(Enumerable.Repeat("</a>", 50)) + "</Document>";
        var many = Samples.Statement("08", 0m, 0m, [.. Enumerable.Repeat("<x/>", 100)]);

        Assert.Equal(BankFindingKind.TooLarge, Samples.Read(deep).Message.Findings[0].Kind);
        Assert.Equal(BankFindingKind.TooLarge, Samples.Read(System.Text.Encoding.UTF8.GetBytes(many), new BankMessageLimits { MaxElements = 50 }).Message.Findings[0].Kind);
        Assert.False(Samples.Read(System.Text.Encoding.UTF8.GetBytes(many)).Message.IsRefused);
    }
}
