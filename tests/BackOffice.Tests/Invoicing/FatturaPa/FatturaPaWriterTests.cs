using System.Text;
using BackOffice.Invoicing.Domain;
using BackOffice.Invoicing.Formats;
using BackOffice.Invoicing.Formats.FatturaPa;
using BackOffice.Invoicing.Rules;
using NodaTime;

namespace BackOffice.Invoicing.FatturaPa;

/// <summary>Invoices that come from elsewhere.</summary>
public sealed class FatturaPaWriterTests
{
    private static readonly FatturaPaFormat Format = new();

    [Fact]
    public void What_only_Italy_asks_for_is_missing_and_nothing_is_written()
    {
        var foreign = Plain() with { Italy = null, Seller = Plain().Seller with { Italy = null }, Buyer = Plain().Buyer with { ElectronicAddress = null } };
        var writing = Format.Write(foreign);
        Assert.Null(writing.Content);
        Assert.Equal(["IdTrasmittente", "ProgressivoInvio", "CodiceDestinatario", "RegimeFiscale"], writing.Missing.Select(missing => missing.Term));
        Assert.All(writing.Missing, missing => Assert.NotEmpty(missing.Why));
    }

    [Fact]
    public void A_buyer_abroad_has_the_code_that_all_of_them_have_and_a_post_code_of_noughts()
    {
        var text = Written(Plain() with { Buyer = new InvoiceParty { Name = "Kunde", VatId = "DE136695976", Address = new InvoiceAddress { Line1 = "Weg 1", City = "Ulm", PostCode = "D-89073", Subdivision = "Baden", Country = "DE" } } });
        Assert.Contains("<CodiceDestinatario>XXXXXXX</CodiceDestinatario>", text, StringComparison.Ordinal);
        Assert.Contains("<CAP>00000</CAP>", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Baden", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0201", "UF1A2B", "FPA12")]
    [InlineData("0205", "ABC1234", "FPR12")]
    [InlineData("0202", "a@pec.example", "FPR12")]
    public void The_addressee_decides_the_format(string scheme, string address, string format)
    {
        var text = Written(Plain() with { Buyer = Plain().Buyer with { ElectronicAddress = new Identifier(address, scheme) } });
        Assert.Contains($"versione=\"{format}\"", text, StringComparison.Ordinal);
        Assert.Contains($"<FormatoTrasmissione>{format}</FormatoTrasmissione>", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_that_the_schema_does_not_hold_are_named_and_never_cut()
    {
        var line = Plain().Lines[0];
        Invoice[] wrong =
        [
            Plain() with { Seller = Plain().Seller with { Name = new string('x', 81) } },
            Plain() with { Buyer = Plain().Buyer with { Name = "Żółć" } },
            Plain() with { Lines = [line with { Item = new InvoiceItem { Name = new string('x', 1_001) } }] },
            Plain() with { Number = new string('1', 21) },
            Plain() with { Vat = [Plain().Vat[0] with { Tax = 2.201m }] },
        ];
        Assert.Equal(["Denominazione", "Denominazione", "Descrizione", "Numero", "Imposta"], wrong.Select(invoice => Assert.Single(Format.Write(invoice).Missing).Term));
    }

    [Theory]
    [InlineData("AE", "Natura")]
    [InlineData("Z", "Natura")]
    [InlineData("E", "Natura")]
    [InlineData("O", "Natura")]
    [InlineData("L", "AliquotaIVA")]
    public void A_category_that_Italy_divides_further_asks_for_the_part(string category, string missing)
    {
        var vat = new VatCategory(category, category == "O" ? null : category == "L" ? 7m : 0m);
        var invoice = Plain() with { Lines = [Plain().Lines[0] with { Vat = vat }], Vat = [new VatShare { Category = vat, Base = 10m, Tax = 0m }] };
        Assert.All(Format.Write(invoice).Missing, term => Assert.Equal(missing, term.Term));
        Assert.NotEmpty(Format.Write(invoice).Missing);
    }

    [Theory]
    [InlineData("K", "VATEX-EU-IC", "N3.2")]
    [InlineData("G", "VATEX-EU-G", "N3.1")]
    [InlineData("E", "VATEX-EU-79-C", "N1")]
    [InlineData("E", "VATEX-EU-132-1I", "N4")]
    [InlineData("E", "VATEX-EU-F", "N5")]
    public void A_reason_that_is_certain_is_written_on_summary_and_line(string category, string vatex, string nature)
    {
        var vat = new VatCategory(category, 0m);
        var text = Written(Plain() with { Lines = [Plain().Lines[0] with { Vat = vat }], Vat = [new VatShare { Category = vat, Base = 10m, Tax = 0m, ExemptionCode = vatex }] });
        Assert.Equal(2, text.Split($"<Natura>{nature}</Natura>").Length - 1);
    }

    [Fact]
    public void Allowances_and_charges_of_the_document_are_lines_and_the_controls_hold()
    {
        var vat = new VatCategory("S", 22m);
        var invoice = Plain() with
        {
            AllowancesAndCharges = [new() { Amount = 2m, Vat = vat, Reason = "Sconto" }, new() { IsCharge = true, Amount = 3m, Vat = vat, Reason = "Trasporto" }],
            Vat = [new VatShare { Category = vat, Base = 11m, Tax = 2.42m }], // 10 - 2 + 3; 11 x 22 %
        };
        var text = Written(invoice);
        Assert.Contains("<TipoCessionePrestazione>SC</TipoCessionePrestazione>", text, StringComparison.Ordinal);
        Assert.Contains("<PrezzoTotale>-2.00</PrezzoTotale>", text, StringComparison.Ordinal);
        Assert.Contains("<TipoCessionePrestazione>AC</TipoCessionePrestazione>", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Prices_of_many_negative_quantities_and_allowances_of_lines_become_prices_of_one()
    {
        var vat = new VatCategory("S", 22m);
        InvoiceLine[] lines =
        [
            Line("1", 6m, 20m) with { Price = new LinePrice { Net = 10m, BaseQuantity = 3m } }, // 6 at 3.33333333 are 20
            Line("2", -2m, -10m) with { Price = new LinePrice { Net = 5m } }, // 2 at -5
            Line("3", 3m, 28m) with { Price = new LinePrice { Net = 10m }, AllowancesAndCharges = [new() { Amount = 2m, Reason = "Sconto" }] }, // 3 at 10 - 0.66666667
            Line("4", 2m, 18m) with { Price = new LinePrice { Net = 9m, Gross = 10m, Discount = 1m } }, // 2 at 10 - 1
        ];
        var text = Written(Plain() with { Lines = lines, Vat = [new VatShare { Category = vat, Base = 56m, Tax = 12.32m }] }); // 20 - 10 + 28 + 18
        Assert.Contains("<PrezzoUnitario>3.33333333</PrezzoUnitario>", text, StringComparison.Ordinal);
        Assert.Contains("<PrezzoUnitario>-5.00</PrezzoUnitario>", text, StringComparison.Ordinal);
        Assert.Contains("<Importo>0.66666667</Importo>", text, StringComparison.Ordinal);
        Assert.Contains("<Importo>1.00</Importo>", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Line_numbers_that_are_none_are_counted_and_long_notes_go_on()
    {
        var text = Written(Plain() with { Lines = [Line("A1", 1m, 10m)], Notes = [new InvoiceNote(new string('n', 250), Subject: null)] });
        Assert.Contains("<NumeroLinea>1</NumeroLinea>", text, StringComparison.Ordinal);
        Assert.Equal(2, text.Split("<Causale>").Length - 1); // 200 and 50
    }

    [Fact]
    public void References_of_EN_16931_find_their_places()
    {
        var text = Written(Plain() with
        {
            References = new InvoiceReferences { PurchaseOrder = "O-1", Contract = "C-1", Project = "B11B21000010001", Tender = "9876543210", BuyerAccounting = "CAP" },
            Preceding = [new PrecedingInvoice("2026/1", new LocalDate(2026, 1, 2))],
        });
        Assert.Contains("<CodiceCUP>B11B21000010001</CodiceCUP>", text, StringComparison.Ordinal);
        Assert.Contains("<CodiceCIG>9876543210</CodiceCIG>", text, StringComparison.Ordinal);
        Assert.Contains("<RiferimentoAmministrazione>CAP</RiferimentoAmministrazione>", text, StringComparison.Ordinal);
        Assert.Contains("<DatiFattureCollegate>", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_without_a_body_has_no_invoice_and_a_lot_has_several()
    {
        var text = Encoding.UTF8.GetString(InvoicingSamples.Read("fatturapa-everything.xml"));
        var body = text[text.IndexOf("  <FatturaElettronicaBody>", StringComparison.Ordinal)..text.IndexOf("</f:FatturaElettronica>", StringComparison.Ordinal)];
        Assert.Empty(Format.Read(Root(text.Replace(body, "", StringComparison.Ordinal))));
        var lot = Format.Read(Root(text.Replace(body, body + body.Replace("2026/17", "2026/18", StringComparison.Ordinal), StringComparison.Ordinal)));
        Assert.Equal(["2026/17", "2026/18"], lot.Select(reading => reading.Invoice.Number));
        Assert.Equal(lot[0].Invoice.Seller, lot[1].Invoice.Seller);
        Assert.All(lot, reading => Assert.Empty(reading.NotCarried));
    }

    [Fact]
    public void What_the_exchange_would_refuse_is_not_written()
    {
        var priced = Plain() with { Lines = [Plain().Lines[0] with { Price = new LinePrice { Net = 11m } }] };
        var taxed = Plain() with { Vat = [Plain().Vat[0] with { Tax = 2.22m }] };
        Assert.Equal(["PrezzoTotale"], Format.Write(priced).Missing.Select(missing => missing.Term)); // 00423: 1 at 11 is not 10
        Assert.Equal(["Imposta"], Format.Write(taxed).Missing.Select(missing => missing.Term)); // 00421: 22 % of 10 are 2.20
        Assert.Null(Format.Write(taxed).Content);
    }

    [Fact]
    public void What_may_be_left_out_and_does_not_fit_is_lost_and_found_so()
    {
        var invoice = Plain() with
        {
            Seller = Plain().Seller with { Contact = new InvoiceContact { Telephone = "+49 30 1234567890" } },
            Payments = [new PaymentInstruction { MeansCode = "30", Accounts = [new CreditAccount("1234567", Name: null, Bic: null)] }],
            Sums = new InvoiceSums { Due = 12.20m },
        };
        var writing = Format.Write(invoice);
        Assert.Empty(writing.Missing);
        var lost = InvoiceDifference.Between(invoice, Assert.Single(Format.Read(RawDocument.Read(writing.Content!, RawLimits.Default).Root!)).Invoice).Select(term => term.Path);
        Assert.Equal(["seller.contact.telephone", "payments[1].accounts[1].id", "sums.due"], lost);
    }

    /// <summary>What is written passes the controls.</summary>
    private static string Written(Invoice invoice)
    {
        var writing = Format.Write(invoice);
        Assert.Empty(writing.Missing);
        Assert.Empty(RuleSets.Check(RawDocument.Read(writing.Content!, RawLimits.Default).Root!, Profile.FatturaPa));
        return Encoding.UTF8.GetString(writing.Content!);
    }

    private static RawNode Root(string text) => RawDocument.Read(Encoding.UTF8.GetBytes(text), RawLimits.Default).Root!;

    private static InvoiceLine Line(string id, decimal quantity, decimal amount)
        => new() { Id = id, Quantity = quantity, Unit = "C62", Amount = amount, Price = new LinePrice { Net = amount / quantity }, Vat = new VatCategory("S", 22m), Item = new InvoiceItem { Name = "Merce" } };

    private static Invoice Plain() => new()
    {
        Number = "1",
        IssueDate = new LocalDate(2026, 3, 2),
        TypeCode = "380",
        Currency = "EUR",
        Seller = new InvoiceParty { Name = "Alfa", VatId = "IT12345670017", Address = Address(), Italy = new ItalianParty { TaxRegime = "RF01" } },
        Buyer = new InvoiceParty { Name = "Beta", VatId = "IT02438750586", Address = Address(), ElectronicAddress = new Identifier("ABC1234", "0205") },
        Lines = [Line("1", 1m, 10m)],
        Vat = [new VatShare { Category = new VatCategory("S", 22m), Base = 10m, Tax = 2.20m }],
        Italy = new ItalianInvoice { Transmission = new ItalianTransmission { Sender = "IT12345670017", Progressive = "1" } },
    };

    private static InvoiceAddress Address() => new() { Line1 = "Via Po 1", City = "Torino", PostCode = "10124", Subdivision = "TO", Country = "IT" };
}
