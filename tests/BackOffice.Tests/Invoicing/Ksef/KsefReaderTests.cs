using BackOffice.Invoicing.Domain;
using BackOffice.Invoicing.Formats.Ksef;
using NodaTime;

namespace BackOffice.Invoicing.Ksef;

public sealed class KsefReaderTests
{
    private static readonly KsefFormat Format = new();

    [Fact]
    public void An_invoice_of_KSeF_is_one_of_EN_16931()
    {
        var invoice = Read(KsefSamples.Fa3);

        Assert.Equal(("FV/17/2026", "380", "PLN", new LocalDate(2026, 3, 2)), (invoice.Number, invoice.TypeCode, invoice.Currency, invoice.IssueDate));
        Assert.Equal(("PL5265877635", "Młyn Wodny sp. z o.o.", "ul. Rzeczna 4"), (invoice.Seller.VatId, invoice.Seller.Name, invoice.Seller.Address!.Line1));
        Assert.Equal(("61-001", "Poznań"), (invoice.Seller.Address.PostCode, invoice.Seller.Address.City));
        Assert.Equal(new InvoicePeriod(new LocalDate(2026, 2, 1), new LocalDate(2026, 2, 28)), invoice.Delivery!.Period);
        Assert.Equal([new VatCategory("S", 5), new VatCategory("E", 0)], invoice.Vat.Select(share => share.Category));
        Assert.Equal("art. 43 ust. 1 pkt 2", invoice.Vat[1].ExemptionReason);
        Assert.Equal((1200m, 50m, 1250m), (invoice.Sums.WithoutVat, invoice.Sums.Vat, invoice.Sums.WithVat));
        Assert.Equal((50m, 1200m), (invoice.Sums.Prepaid, invoice.Sums.Due)); // 1250 - 50 deducted
        Assert.Equal("Faktor SA", invoice.Payee!.Name);
        Assert.Equal(("30", "61109010140000071219812874"), (invoice.Payments[0].MeansCode, invoice.Payments[0].Accounts[0].Id));
        Assert.Equal("FA (3)", invoice.Specification);
    }

    [Fact]
    public void What_is_taken_off_is_of_the_line_or_of_one_unit_as_the_amount_shows()
    {
        var lines = Read(KsefSamples.Fa3).Lines;

        Assert.Equal(100, Assert.Single(lines[0].AllowancesAndCharges).Amount); // 500 x 2.20 - 100 = 1000
        Assert.Equal(new LinePrice { Net = 50, Gross = 60, Discount = 10 }, lines[1].Price); // 4 x (60 - 10) = 200
        Assert.Equal(("KGM", "H87"), (lines[0].Unit, lines[1].Unit));
        Assert.Equal("szt.", lines[1].Poland!.UnitWord);
    }

    [Fact]
    public void What_was_said_before_a_correction_counts_against_it()
    {
        var corrected = Read(KsefSamples.Fa3.Replace("<P_12>zw</P_12>", "<P_12>zw</P_12><StanPrzed>1</StanPrzed>", StringComparison.Ordinal));

        Assert.Equal((-4m, -200m), (corrected.Lines[1].Quantity, corrected.Lines[1].Amount));
        Assert.Equal(800, corrected.Sums.Lines); // 1000 - 200
    }

    [Theory]
    [InlineData("23", "S", 23)]
    [InlineData("22", "S", 22)]
    [InlineData("8", "S", 8)]
    [InlineData("7", "S", 7)]
    [InlineData("5", "S", 5)]
    [InlineData("4", "S", 4)]
    [InlineData("3", "S", 3)]
    [InlineData("0 KR", "Z", 0)]
    [InlineData("0 WDT", "K", 0)]
    [InlineData("0 EX", "G", 0)]
    [InlineData("zw", "E", 0)]
    [InlineData("oo", "AE", 0)]
    [InlineData("np I", "O", null)]
    [InlineData("np II", "AE", 0)]
    public void Rates_are_categories_and_back(string code, string category, int? rate)
    {
        var line = Read(KsefSamples.Fa3.Replace("<P_12>5</P_12>", $"<P_12>{code}</P_12>", StringComparison.Ordinal)).Lines[0];

        Assert.Equal(new VatCategory(category, rate), line.Vat);
        Assert.Equal(code, KsefRates.Of(line.Vat!, line.Poland!.Treatment)!.Code);
    }

    [Fact]
    public void Where_the_margin_is_taxed_a_line_without_a_rate_is_exempt_with_its_reason()
    {
        var invoice = Read(KsefSamples.Fa3
            .Replace("<P_PMarzyN>1</P_PMarzyN>", "<P_PMarzy>1</P_PMarzy><P_PMarzy_3_1>1</P_PMarzy_3_1>", StringComparison.Ordinal)
            .Replace("<P_12>5</P_12>", "", StringComparison.Ordinal)
            .Replace("<P_13_3>1000.00</P_13_3>", "<P_13_11>1000.00</P_13_11>", StringComparison.Ordinal)
            .Replace("<P_14_3>50.00</P_14_3>", "", StringComparison.Ordinal));

        Assert.Equal(("E", PolishTreatment.MarginScheme), (invoice.Lines[0].Vat!.Code, invoice.Lines[0].Poland!.Treatment));
        Assert.Equal("VATEX-EU-F", invoice.Vat.Single(share => share.Poland?.Treatment == PolishTreatment.MarginScheme).ExemptionCode);
    }

    [Fact]
    public void FA_2_is_read_as_FA_3_and_its_payment_term_in_words_is_kept()
    {
        var reading = Assert.Single(Format.Read(KsefSamples.Root(KsefSamples.Fa2)));

        Assert.Empty(reading.NotCarried);
        Assert.Equal(("FA (2)", "14 dni od dostawy", new LocalDate(2026, 3, 16)), (reading.Invoice.Specification, reading.Invoice.PaymentTerms, reading.Invoice.DueDate));
    }

    [Theory]
    [InlineData("<P_2>FV/17/2026</P_2>", "<P_2>FV/17/2026</P_2><Nowe>x</Nowe>", "/Faktura/Fa/Nowe")]
    [InlineData("<P_15>1250.00</P_15>", "<P_15>1250,00</P_15>", "/Faktura/Fa/P_15")]
    [InlineData("<P_1>2026-03-02", "<P_1>2026-02-31", "/Faktura/Fa/P_1")]
    [InlineData("<P_16>2</P_16>", "<P_16>3</P_16>", "/Faktura/Fa/Adnotacje/P_16")]
    [InlineData("<Rola>1</Rola>", "<Rola>12</Rola>", "/Faktura/Podmiot3/Rola")]
    [InlineData("<P_12>5</P_12>", "<P_12>6</P_12>", "/Faktura/Fa/FaWiersz[1]/P_12")]
    [InlineData("<P_19A>art. 43 ust. 1 pkt 2</P_19A>", "", "/Faktura/Fa/Adnotacje/Zwolnienie/P_19")]
    [InlineData("<KodFormularza ", "<KodFormularza xx=\"1\" ", "/Faktura/Naglowek/KodFormularza/@xx")]
    public void What_is_not_understood_is_named(string from, string to, string path)
    {
        var reading = Format.Read(KsefSamples.Root(KsefSamples.Fa3.Replace(from, to, StringComparison.Ordinal)))[0];

        Assert.Equal(path, Assert.Single(reading.NotCarried).Path);
    }

    [Fact]
    public void Terms_that_FA_3_has_no_field_for_are_found_in_its_descriptions()
    {
        var invoice = Read(KsefSamples.Fa3.Replace(
            "<RodzajFaktury>VAT</RodzajFaktury>",
            "<RodzajFaktury>VAT</RodzajFaktury><DodatkowyOpis><Klucz>BT-10</Klucz><Wartosc>MPK 7</Wartosc></DodatkowyOpis><DodatkowyOpis><NrWiersza>1</NrWiersza><Klucz>BT-10</Klucz><Wartosc>x</Wartosc></DodatkowyOpis>",
            StringComparison.Ordinal));

        Assert.Equal("MPK 7", invoice.References.Buyer);
        Assert.Equal(1, Assert.Single(invoice.Poland!.Descriptions).Line);
    }

    private static Invoice Read(string document) => Format.Read(KsefSamples.Root(document))[0].Invoice;
}
