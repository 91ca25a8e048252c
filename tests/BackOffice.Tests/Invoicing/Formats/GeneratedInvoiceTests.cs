using System.Text;
using BackOffice.Invoicing.Domain;
using BackOffice.Invoicing.Formats.Cii;
using BackOffice.Invoicing.Formats.Ubl;
using BackOffice.Invoicing.Rules;

namespace BackOffice.Invoicing.Formats;

/// <summary>What holds for every invoice, tried on five hundred made-up ones.</summary>
public sealed class GeneratedInvoiceTests
{
    private const int Many = 500;

    [Fact]
    public void The_totals_of_every_calculated_invoice_satisfy_the_equations_of_the_standard()
        => Assert.All(Enumerable.Range(1, Many), seed =>
        {
            var (draft, terms) = GeneratedInvoice.Draft(seed);
            var invoice = Calculated(seed);
            var sums = invoice.Sums;

            Assert.Equal(invoice.Lines.Sum(line => line.Amount), sums.Lines); // BR-CO-10
            Assert.Equal(invoice.AllowancesAndCharges.Where(one => !one.IsCharge).Sum(one => one.Amount), sums.Allowances ?? 0); // BR-CO-11
            Assert.Equal(invoice.AllowancesAndCharges.Where(one => one.IsCharge).Sum(one => one.Amount), sums.Charges ?? 0); // BR-CO-12
            Assert.Equal(sums.Lines - (sums.Allowances ?? 0) + (sums.Charges ?? 0), sums.WithoutVat); // BR-CO-13
            Assert.Equal(invoice.Vat.Sum(share => share.Tax), sums.Vat); // BR-CO-14
            Assert.Equal(sums.WithoutVat + sums.Vat, sums.WithVat); // BR-CO-15
            Assert.Equal(sums.WithVat - (sums.Prepaid ?? 0) + (sums.Rounding ?? 0), sums.Due); // BR-CO-16
            Assert.All(invoice.Vat, share => Assert.InRange(share.Tax!.Value - (share.Base!.Value * (share.Category.Rate ?? 0) / 100), -0.5m, 0.5m)); // BR-CO-17
            Assert.Equal(sums.WithoutVat, invoice.Vat.Sum(share => share.Base)); // BR-S-08 and its like
            Assert.Equal(invoice.Lines.Select(line => line.Vat).Concat(invoice.AllowancesAndCharges.Select(one => one.Vat)).Distinct().Count(), invoice.Vat.Count); // BR-CO-18
            Assert.True(terms.PayableRounding is null || sums.Due % 5 == 0);
            Assert.Equal(draft.VatCurrency is not null, sums.VatInAccountingCurrency is not null);
        });

    [Fact]
    public void What_is_written_is_read_again_without_loss_and_accepted_by_the_schema()
    {
        Assert.All(Enumerable.Range(1, Many), seed =>
        {
            var invoice = Calculated(seed);

            AssertWritten(new UblFormat(InvoiceSpecification.En16931), invoice with { Preceding = [.. invoice.Preceding, new PrecedingInvoice("2nd", IssueDate: null)] });
            AssertWritten(new CiiFormat(InvoiceSpecification.En16931), invoice);
        });
    }

    [Fact]
    public void What_is_written_breaks_no_rule_of_its_target()
    {
        List<string> broken = [];
        foreach (var seed in Enumerable.Range(1, Many))
        {
            var invoice = Calculated(seed);
            broken.AddRange(Broken(new UblFormat(InvoiceSpecification.En16931), invoice, Profile.En16931));
            broken.AddRange(Broken(new CiiFormat(InvoiceSpecification.En16931), invoice, Profile.En16931));
            broken.AddRange(Broken(new UblFormat(InvoiceSpecification.CiusRo), invoice, Profile.CiusRo));
            // Peppol compares lines to a fiftieth of any currency, also of one that has no cents.
            broken.AddRange(invoice.Currency == "JPY" ? [] : Broken(new UblFormat(InvoiceSpecification.Peppol), invoice, Profile.Peppol));
        }

        Assert.True(broken.Count == 0, string.Join('\n', broken.Take(20)));
    }

    [Fact]
    public void UBL_and_CII_carry_the_same_and_so_convert_without_loss()
        => Assert.All(Enumerable.Range(1, Many), seed =>
        {
            var invoice = Calculated(seed);

            var cii = Read(new CiiFormat(), new CiiFormat().Write(Read(new UblFormat(), new UblFormat().Write(invoice).Content!)).Content!);

            Assert.Empty(InvoiceDifference.Between(invoice, cii));
        });

    [Fact]
    public void The_same_invoice_is_the_same_bytes()
        => Assert.Equal(new UblFormat().Write(Calculated(7)).Content, new UblFormat().Write(Calculated(7)).Content);

    [Theory]
    [InlineData("peppol", "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0", "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0")]
    [InlineData("cius-ro", "urn:cen.eu:en16931:2017#compliant#urn:efactura.mfinante.ro:CIUS-RO:1.0.1", null)]
    [InlineData("en16931", "urn:cen.eu:en16931:2017", null)]
    public void A_document_names_the_specification_of_its_target(string target, string id, string? process)
    {
        var specification = target switch { "peppol" => InvoiceSpecification.Peppol, "cius-ro" => InvoiceSpecification.CiusRo, _ => InvoiceSpecification.En16931 };

        var invoice = Read(new UblFormat(), new UblFormat(specification).Write(Calculated(1) with { Currency = "RON", VatCurrency = null }).Content!);

        Assert.Equal((id, process), (invoice.Specification, invoice.BusinessProcess));
    }

    [Fact]
    public void What_a_target_needs_and_an_invoice_lacks_is_named_and_never_made_up()
    {
        var bare = new UblFormat(InvoiceSpecification.Peppol).Write(new Invoice());

        Assert.Null(bare.Content);
        Assert.Equal(
            "BT-1 BT-2 BT-3 BT-5 BG-25 BG-23 BT-27 BT-40 BT-44 BT-55 BT-106 BT-109 BT-112 BT-115 BT-34 BT-49 BT-10",
            string.Join(' ', bare.Missing.Select(term => term.Term)));
    }

    [Fact]
    public void A_Romanian_target_asks_for_county_and_currency()
    {
        var invoice = Calculated(1) with { Currency = "EUR", VatCurrency = null };

        var terms = new UblFormat(InvoiceSpecification.CiusRo).Write(invoice with { Buyer = invoice.Buyer with { Address = invoice.Buyer.Address! with { Subdivision = null } } }).Missing;

        Assert.Equal(["BT-6", "BT-54"], terms.Select(term => term.Term));
    }

    [Fact]
    public void Prices_at_the_end_of_what_can_be_counted_are_written()
    {
        var invoice = Calculated(1);
        invoice = invoice with { Lines = [invoice.Lines[0] with { Price = new LinePrice { Net = decimal.MaxValue, Discount = decimal.MaxValue } }, invoice.Lines[0] with { Price = new LinePrice { Net = decimal.MaxValue, Gross = decimal.MinValue } }] };

        Assert.NotNull(new UblFormat().Write(invoice).Content);
        Assert.NotNull(new CiiFormat().Write(invoice).Content);
    }

    [Fact]
    public void Amounts_are_written_without_zeros_beyond_the_cent()
    {
        var invoice = Calculated(2);
        invoice = invoice with { Sums = invoice.Sums with { Prepaid = 1.2300m } };

        Assert.Contains(">1.23</cbc:PrepaidAmount>", Encoding.UTF8.GetString(new UblFormat().Write(invoice).Content!), StringComparison.Ordinal);
        Assert.Contains(">1.23</ram:TotalPrepaidAmount>", Encoding.UTF8.GetString(new CiiFormat().Write(invoice).Content!), StringComparison.Ordinal);
    }

    [Fact]
    public void One_means_of_payment_is_written_and_the_other_named_as_lost()
    {
        var invoice = Calculated(3) with
        {
            Payments = [new PaymentInstruction { MeansCode = "48", Remittance = "R1" }, new PaymentInstruction { MeansCode = "30", Accounts = [new CreditAccount("1", Name: null, Bic: null)] }, new PaymentInstruction { MeansCode = "48", Remittance = "R2" }],
        };

        foreach (var format in (IInvoiceFormat[])[new UblFormat(), new CiiFormat()])
        {
            var written = Read(format, format.Write(invoice).Content!);

            Assert.All(written.Payments, payment => Assert.Equal("48", payment.MeansCode));
            Assert.Contains(InvoiceDifference.Between(invoice, written), lost => lost.Value == "30");
            Assert.Contains(InvoiceDifference.Between(invoice, written), lost => lost.Value == "R2");
        }
    }

    [Fact]
    public void A_transfer_without_an_account_is_missing_one()
        => Assert.Equal("BT-84", Assert.Single(new CiiFormat().Write(Calculated(3) with { Payments = [new PaymentInstruction { MeansCode = "30" }] }).Missing).Term);

    [Fact]
    public void Bucharest_is_named_by_its_sector()
    {
        var invoice = Calculated(1) with { Currency = "RON", VatCurrency = null };

        var terms = new UblFormat(InvoiceSpecification.CiusRo).Write(invoice with { Buyer = invoice.Buyer with { Address = invoice.Buyer.Address! with { City = "București" } } }).Missing;

        Assert.Equal(["BT-52"], terms.Select(term => term.Term));
    }

    [Fact]
    public void Peppol_has_room_for_one_note_and_a_buyer_for_one_identifier_and_what_is_lost_is_named()
    {
        var invoice = Calculated(1) with { Notes = [new InvoiceNote("one", "AAI"), new InvoiceNote("two", Subject: null)], BusinessProcess = "our own" };
        invoice = invoice with { Buyer = invoice.Buyer with { Ids = [new Identifier("1", Scheme: null), new Identifier("2", Scheme: null)] } };

        var written = Read(new UblFormat(), new UblFormat(InvoiceSpecification.Peppol).Write(invoice).Content!);

        Assert.Equal([new InvoiceNote("one\ntwo", "AAI")], written.Notes);
        Assert.Equal(["businessProcess", "buyer.ids[2].value", "notes[1].text", "notes[2].text"], InvoiceDifference.Between(invoice, written).Select(lost => lost.Path).Order(StringComparer.Ordinal));
    }

    private static Invoice Calculated(int seed)
    {
        var (draft, terms) = GeneratedInvoice.Draft(seed);
        var result = InvoiceCalculation.Complete(draft, terms);
        Assert.Empty(result.Faults);
        return result.Invoice!;
    }

    private static IEnumerable<string> Broken(IInvoiceFormat format, Invoice invoice, Profile profile)
        => format.Write(invoice).Content is { } content
            ? RuleSets.Check(RawDocument.Read(content, RawLimits.Default).Root!, profile).Where(finding => finding.Severity == Severity.Fatal).Select(finding => $"{profile}: {finding}")
            : [];

    private static void AssertWritten(IInvoiceFormat format, Invoice invoice)
    {
        var written = format.Write(invoice);
        Assert.Empty(written.Missing);
        Assert.Empty(InvoiceSchemas.Errors(written.Content!));
        var reading = Assert.Single(format.Read(RawDocument.Read(written.Content!, RawLimits.Default).Root!));
        Assert.Empty(reading.NotCarried);
        Assert.Empty(InvoiceDifference.Between(invoice, reading.Invoice));
    }

    private static Invoice Read(IInvoiceFormat format, byte[] document) => format.Read(RawDocument.Read(document, RawLimits.Default).Root!)[0].Invoice;
}
