using System.Globalization;
using BackOffice.Invoicing.Domain;
using BackOffice.Invoicing.Formats;
using BackOffice.Invoicing.Formats.FatturaPa;
using BackOffice.Tests.Conformance;

namespace BackOffice.Invoicing.FatturaPa;

public sealed class FatturaPaInEn16931Tests(ITestOutputHelper output)
{
    private static readonly FatturaPaFormat Format = new();

    [Fact]
    public void The_equations_of_EN_16931_hold_for_every_valid_Italian_invoice()
    {
        var invoices = 0;
        foreach (var row in FatturaPaConformanceTests.Rows().Where(row => row.RuleVerdict == "PASS" && row.XsdVerdict == "PASS"))
        {
            foreach (var reading in Format.Read(RawDocument.Read(Corpus.Read(row.File), RawLimits.Default).Root!))
            {
                Holds(FatturaPaInEn16931.Of(reading.Invoice).Invoice, row.File);
                invoices++;
            }
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{invoices} invoices in the form of EN 16931"));
        Assert.Equal(19, invoices);
    }

    [Fact]
    public void The_equations_hold_for_invoices_made_by_chance()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            Holds(FatturaPaInEn16931.Of(new ItalianInvoices(seed).Next()).Invoice, seed.ToString(CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public void What_has_the_form_already_keeps_it()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var once = FatturaPaInEn16931.Of(new ItalianInvoices(seed).Next()).Invoice;
            var twice = FatturaPaInEn16931.Of(once).Invoice;
            Assert.Empty(InvoiceDifference.Between(once, twice));
            Assert.Empty(InvoiceDifference.Between(twice, once));
        }
    }

    [Fact]
    public void What_follows_is_filled_in_and_what_is_changed_is_listed()
    {
        var line = new InvoiceLine { Id = "1", Unit = "cassa", Amount = -10.005m, Price = new LinePrice { Net = -10.005m }, Vat = new VatCategory("S", 22m), Item = new InvoiceItem { Name = "x" } };
        var (invoice, changed) = FatturaPaInEn16931.Of(new Invoice { Currency = "EUR", Lines = [line], Vat = [new VatShare { Category = new("S", 22m), Base = -10.01m, Tax = -2.20m }], Sums = new() { WithVat = -12.21m } });
        Assert.Equal((-1m, "ZZ", -10.01m, 10.005m), (invoice.Lines[0].Quantity, invoice.Lines[0].Unit, invoice.Lines[0].Amount, invoice.Lines[0].Price.Net));
        Assert.Equal((-10.01m, -2.20m, -12.21m, -12.21m), (invoice.Sums.WithoutVat, invoice.Sums.Vat, invoice.Sums.WithVat, invoice.Sums.Due)); // -10.01 - 2.20
        Assert.Equal([new("lines[1].unit", "cassa"), new("lines[1].amount", "-10.005")], changed);
    }

    [Fact]
    public void A_part_that_is_not_subject_to_VAT_is_exempt_beside_others_and_stays_so_alone()
    {
        var outside = new InvoiceLine { Id = "1", Amount = 1m, Vat = new VatCategory("O", Rate: null), Italy = new ItalianLine { Nature = "N2.2" } };
        var taxed = new InvoiceLine { Id = "2", Amount = 10m, Vat = new VatCategory("S", 22m) };
        var share = new VatShare { Category = new("O", Rate: null), Base = 1m, Tax = 0m, ExemptionCode = "VATEX-EU-O", Italy = new ItalianVatShare { Nature = "N2.2" } };
        var mixed = FatturaPaInEn16931.Of(new Invoice { Lines = [outside, taxed], Vat = [share, new VatShare { Category = new("S", 22m), Base = 10m, Tax = 2.2m }] }).Invoice;
        Assert.Equal([("E", 1m, "Natura N2.2", null), ("S", 10m, null, null)], mixed.Vat.Select(one => (one.Category.Code, one.Base!.Value, one.ExemptionReason, one.ExemptionCode)));
        var alone = FatturaPaInEn16931.Of(new Invoice { Lines = [outside], Vat = [share] }).Invoice;
        Assert.Equal(("O", "VATEX-EU-O"), (alone.Vat[0].Category.Code, alone.Vat[0].ExemptionCode));
        var registered = FatturaPaInEn16931.Of(new Invoice { Seller = new InvoiceParty { VatId = "IT12345670017" }, Lines = [outside], Vat = [share] }).Invoice;
        Assert.Equal(("E", "E"), (registered.Vat[0].Category.Code, registered.Lines[0].Vat!.Code)); // BR-O-02
    }

    private static void Holds(Invoice invoice, string name)
    {
        var sums = invoice.Sums;
        Assert.True(sums.Lines == invoice.Lines.Sum(line => line.Amount), $"{name}: BR-CO-10");
        Assert.True(sums.WithoutVat == sums.Lines - (sums.Allowances ?? 0) + (sums.Charges ?? 0), $"{name}: BR-CO-13");
        Assert.True(sums.Vat == invoice.Vat.Sum(share => share.Tax), $"{name}: BR-CO-14");
        Assert.True(sums.WithVat == sums.WithoutVat + sums.Vat, $"{name}: BR-CO-15");
        Assert.True(sums.Due == sums.WithVat - (sums.Prepaid ?? 0) + (sums.Rounding ?? 0), $"{name}: BR-CO-16");
        Assert.True(sums.WithoutVat == invoice.Vat.Sum(share => share.Base), $"{name}: BR-S-08 and its like");
        Assert.All(invoice.Vat, share => Assert.True(Math.Abs((share.Base!.Value * (share.Category.Rate ?? 0) / 100) - share.Tax!.Value) < 1, $"{name}: BR-CO-17"));
        Assert.All(invoice.Lines, line => Assert.True(line is { Quantity: not null, Unit: not null, Price.Net: >= 0 or null }, $"{name}: BT-129, BT-130, BR-27"));
        Assert.Equal(invoice.Vat.Count, invoice.Vat.DistinctBy(share => share.Category).Count());
    }
}
