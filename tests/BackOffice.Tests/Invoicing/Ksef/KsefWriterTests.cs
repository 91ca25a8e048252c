using BackOffice.Invoicing.Domain;
using BackOffice.Invoicing.Formats;
using BackOffice.Invoicing.Formats.Ksef;
using BackOffice.Invoicing.Rules;
using BackOffice.Tests.Conformance;
using NodaTime;

namespace BackOffice.Invoicing.Ksef;

/// <summary>Invoices that never saw KSeF, such as those read from UBL, CII or FatturaPA.</summary>
public sealed class KsefWriterTests
{
    private static readonly KsefFormat Format = new();

    /// <summary>100.00 at 23 percent, 19.99 off the document, 50.00 of it to a German business.</summary>
    private static readonly Invoice FromElsewhere = new()
    {
        Number = "2026-77",
        IssueDate = new LocalDate(2026, 5, 4),
        TypeCode = "380",
        Currency = "PLN",
        DueDate = new LocalDate(2026, 6, 3),
        PaymentTerms = "Net 30",
        References = new InvoiceReferences { Buyer = "0150abc", PurchaseOrder = "PO-9", Contract = "C-1" },
        Seller = new InvoiceParty { Name = "Młyn", VatId = "PL5265877635", Address = new InvoiceAddress { Line1 = "ul. Rzeczna 4", PostCode = "61-001", City = "Poznań", Country = "PL" } },
        Buyer = new InvoiceParty { Name = "Bäckerei", VatId = "DE123456789", Address = new InvoiceAddress { Line1 = "Ring 1", PostCode = "10115", City = "Berlin", Country = "DE" } },
        Payments = [new PaymentInstruction { MeansCode = "58", Remittance = "2026-77", Accounts = [new CreditAccount("PL61109010140000071219812874", Name: null, Bic: null)] }],
        AllowancesAndCharges = [new AllowanceCharge { Amount = 19.99m, Vat = new VatCategory("S", 23), Reason = "Rabatt" }],
        Sums = new InvoiceSums { Lines = 150, Allowances = 19.99m, WithoutVat = 130.01m, Vat = 18.40m, WithVat = 148.41m, Prepaid = 48.41m, Due = 100 },
        Vat = [new VatShare { Category = new VatCategory("S", 23), Base = 80.01m, Tax = 18.40m }, new VatShare { Category = new VatCategory("AE", 0), Base = 50, Tax = 0, ExemptionCode = "VATEX-EU-AE" }],
        Lines =
        [
            new InvoiceLine { Id = "1", Quantity = 10, Unit = "KGM", Amount = 100, Price = new LinePrice { Net = 10 }, Vat = new VatCategory("S", 23), Item = new InvoiceItem { Name = "Mąka" } },
            new InvoiceLine { Id = "2a", Quantity = 1, Unit = "HUR", Amount = 50, Price = new LinePrice { Net = 50 }, Vat = new VatCategory("AE", 0), Item = new InvoiceItem { Name = "Porada" } },
        ],
    };

    [Fact]
    public void What_KSeF_needs_and_nobody_said_is_asked_for_by_its_name()
    {
        var written = Format.Write(FromElsewhere);

        Assert.Null(written.Content);
        Assert.Equal(["DataWytworzeniaFa", "JST", "GV", "P_16", "P_18A", "P_23"], written.Missing.Select(missing => missing.Term));
        Assert.All(written.Missing, missing => Assert.NotEmpty(missing.Why));
    }

    [Fact]
    public void An_empty_invoice_lacks_what_every_invoice_of_KSeF_has()
    {
        var missing = Format.Write(new Invoice()).Missing.Select(term => term.Term).ToList();

        Assert.Equal(["DataWytworzeniaFa", "NIP", "Nazwa", "KodKraju", "AdresL1", "JST", "GV", "KodWaluty", "P_1", "P_2", "P_15", "P_16", "P_18A", "P_23", "RodzajFaktury"], missing);
    }

    [Fact]
    public void Once_that_is_said_it_is_valid_and_breaks_no_rule()
    {
        var content = Format.Write(Decided(FromElsewhere)).Content!;

        Assert.Empty(RuleSets.Check(Root(content), Profile.Ksef));
        Assert.Null(Corpus.Root is null ? null : KsefSchemas.FaultOf(content));
    }

    [Fact]
    public void Allowances_of_the_document_become_lines_and_what_was_paid_is_deducted()
    {
        var root = Root(Format.Write(Decided(FromElsewhere)).Content!);
        var fa = root.Element("Fa")!;
        var lines = fa.Elements("FaWiersz").ToList();

        Assert.Equal(["1", "2", "3"], lines.Select(line => line.Element("NrWierszaFa")!.Value));
        Assert.Equal(("-19.99", "23", "Rabatt"), (lines[2].Element("P_11")!.Value, lines[2].Element("P_12")!.Value, lines[2].Element("P_7")!.Value));
        Assert.Equal(("np II", "godz."), (lines[1].Element("P_12")!.Value, lines[1].Element("P_8A")!.Value));
        Assert.Equal(("50", "1"), (fa.Element("P_13_9")!.Value, fa.Element("Adnotacje")!.Element("P_18")!.Value));
        Assert.Equal(("48.41", "100"), (fa.Element("Rozliczenie")!.Element("SumaOdliczen")!.Value, fa.Element("Rozliczenie")!.Element("DoZaplaty")!.Value));
        Assert.Equal(("DE", "123456789"), (root.Element("Podmiot2")!.Element("DaneIdentyfikacyjne")!.Element("KodUE")!.Value, root.Element("Podmiot2")!.Element("DaneIdentyfikacyjne")!.Element("NrVatUE")!.Value));
    }

    [Fact]
    public void What_is_lost_on_the_way_shows_when_it_is_read_again()
    {
        var invoice = Decided(FromElsewhere);
        var lost = InvoiceDifference.Between(invoice, Format.Read(Root(Format.Write(invoice).Content!))[0].Invoice).Select(term => term.Path);

        Assert.Equal(
            [
                "allowancesAndCharges[1].amount", "allowancesAndCharges[1].reason", "allowancesAndCharges[1].vat.code", "allowancesAndCharges[1].vat.rate",
                "buyer.address.city", "buyer.address.postCode", "lines[2].id", "payments[1].meansCode", "sums.allowances", "sums.lines",
            ],
            lost.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_credit_note_becomes_a_correction_with_its_amounts_turned()
    {
        var credit = Decided(FromElsewhere) with
        {
            TypeCode = "381",
            Preceding = [new PrecedingInvoice("2026-70", new LocalDate(2026, 4, 1)) { Poland = new PolishPreceding { IsOutsideKsef = true } }],
        };
        var fa = Root(Format.Write(credit).Content!).Element("Fa")!;

        Assert.Equal(("KOR", "-148.41", "-80.01", "-18.40"), (fa.Element("RodzajFaktury")!.Value, fa.Element("P_15")!.Value, fa.Element("P_13_1")!.Value, fa.Element("P_14_1")!.Value));
        Assert.Equal(["-10", "-1"], fa.Elements("FaWiersz").Take(2).Select(line => line.Element("P_8B")!.Value));
        Assert.Empty(RuleSets.Check(fa.Parent!, Profile.Ksef));
    }

    [Fact]
    public void A_correction_needs_the_KSeF_number_of_what_it_corrects()
    {
        var credit = Decided(FromElsewhere) with { TypeCode = "381", Preceding = [new PrecedingInvoice("2026-70", new LocalDate(2026, 4, 1))] };

        Assert.Equal("NrKSeFFaKorygowanej", Assert.Single(Format.Write(credit).Missing).Term);
    }

    [Fact]
    public void A_rate_that_Poland_has_not_is_asked_for()
    {
        var italian = Decided(FromElsewhere) with { Vat = [new VatShare { Category = new VatCategory("S", 21), Base = 130.01m, Tax = 27.30m }] };

        Assert.Equal("P_12", Assert.Single(Format.Write(italian).Missing).Term);
    }

    [Fact]
    public void What_is_too_long_is_cut_when_it_is_words_and_left_out_when_it_is_a_number()
    {
        var longer = Decided(FromElsewhere) with
        {
            References = new InvoiceReferences { PurchaseOrder = new string('7', 257) },
            Buyer = Decided(FromElsewhere).Buyer with { Name = new string('ż', 600), Contact = new InvoiceContact { Telephone = "0049 30 1234567890", Email = "nobody" } },
        };
        var root = Root(Format.Write(longer).Content!);

        Assert.Equal(512, root.Element("Podmiot2")!.Element("DaneIdentyfikacyjne")!.Element("Nazwa")!.Value.Length);
        Assert.Null(root.Element("Fa")!.Element("WarunkiTransakcji"));
        Assert.Null(root.Element("Podmiot2")!.Element("DaneKontaktowe"));
    }

    [Fact]
    public void Figures_of_more_decimals_are_rounded_and_larger_ones_are_asked_for()
    {
        var precise = Decided(FromElsewhere) with { Lines = [FromElsewhere.Lines[0] with { Price = new LinePrice { Net = 100, BaseQuantity = 3 } }] };
        var huge = Decided(FromElsewhere) with { Sums = FromElsewhere.Sums with { WithVat = 12345678901234567m, Prepaid = null, Due = null } };

        Assert.Equal("33.33333333", Root(Format.Write(precise).Content!).Element("Fa")!.Element("FaWiersz")!.Element("P_9A")!.Value); // 100 / 3
        Assert.Equal("P_15", Assert.Single(Format.Write(huge).Missing).Term);
    }

    /// <summary>What the seller's system knows and EN 16931 does not.</summary>
    private static Invoice Decided(Invoice invoice) => invoice with
    {
        Buyer = invoice.Buyer with { Poland = new PolishParty { IsForLocalUnit = false, IsForGroupMember = false } },
        Poland = new PolishInvoice
        {
            CreatedAt = "2026-05-04T10:00:00Z",
            Annotations = new PolishAnnotations { IsCashAccounted = false, IsSplitPayment = false, IsTriangular = false },
        },
    };

    private static RawNode Root(byte[] content) => RawDocument.Read(content, RawLimits.Default).Root!;
}
