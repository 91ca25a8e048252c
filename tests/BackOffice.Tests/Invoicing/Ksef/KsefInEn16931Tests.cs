using BackOffice.Invoicing.Domain;
using BackOffice.Invoicing.Formats;
using BackOffice.Invoicing.Formats.Ksef;
using NodaTime;

namespace BackOffice.Invoicing.Ksef;

/// <summary>Polish invoices in the form of EN 16931.</summary>
public sealed class KsefInEn16931Tests
{
    private static readonly VatCategory At23 = new("S", 23);
    private static readonly VatCategory At22 = new("S", 22);

    [Fact]
    public void A_line_with_VAT_in_it_is_net_and_the_cent_that_rounding_leaves_goes_to_the_largest()
    {
        // 10.00 and 20.00 with VAT are 8.13 and 16.26 without, 24.39; 30.00 x 100 / 123 = 24.390 -> stated 24.40
        var invoice = Formed(new Invoice
        {
            Lines = [Gross("1", 10.00m), Gross("2", 20.00m)],
            Vat = [Share(At23, 24.40m, 5.60m)],
            Sums = new InvoiceSums { WithVat = 30.00m },
            Poland = new PolishInvoice { Kind = "VAT" },
        });

        Assert.Equal([8.13m, 16.27m], invoice.Lines.Select(line => line.Amount!.Value));
        Assert.Equal((24.40m, 5.60m, 30.00m, 30.00m), (invoice.Sums.WithoutVat, invoice.Sums.Vat, invoice.Sums.WithVat, invoice.Sums.Due));
        Assert.Equal([8.1300813m, 16.2601626m], invoice.Lines.Select(line => line.Price.Net!.Value));
        Assert.Empty(invoice.AllowancesAndCharges);
    }

    [Fact]
    public void Stated_lines_stay_and_rounding_becomes_an_allowance()
    {
        var invoice = Formed(new Invoice { Lines = [Net("1", 10.00m), Net("2", 20.00m)], Vat = [Share(At23, 29.99m, 6.90m)], Sums = new InvoiceSums { WithVat = 36.89m }, Poland = new PolishInvoice { Kind = "VAT" } });

        Assert.Equal([10.00m, 20.00m], invoice.Lines.Select(line => line.Amount!.Value));
        Assert.Equal((false, 0.01m), (invoice.AllowancesAndCharges[0].IsCharge, invoice.AllowancesAndCharges[0].Amount!.Value)); // 30.00 - 0.01 = 29.99
        Assert.Equal((30.00m, 0.01m, 29.99m), (invoice.Sums.Lines, invoice.Sums.Allowances, invoice.Sums.WithoutVat));
    }

    [Fact]
    public void What_advances_have_taxed_is_taken_off_a_final_invoice_and_they_are_named()
    {
        var invoice = Formed(new Invoice
        {
            Lines = [Net("1", 1_000m)],
            Vat = [Share(At23, 400m, 92m)],
            Sums = new InvoiceSums { WithVat = 492m },
            Poland = new PolishInvoice { Kind = "ROZ", AdvanceInvoices = [new AdvanceInvoice { Number = "Z/1" }] },
        });

        Assert.Equal((600m, At23), (invoice.AllowancesAndCharges[0].Amount!.Value, invoice.AllowancesAndCharges[0].Vat)); // 1000 - 400
        Assert.Equal((400m, 92m, 492m), (invoice.Sums.WithoutVat, invoice.Sums.Vat, invoice.Sums.Due));
        Assert.Equal("Z/1", Assert.Single(invoice.Preceding).Number);
    }

    [Fact]
    public void An_advance_has_a_line_for_each_rate()
    {
        var invoice = Formed(new Invoice { Vat = [Share(At23, 100m, 23m), Share(new VatCategory("E", 0), 50m, 0m)], Sums = new InvoiceSums { WithVat = 173m }, Poland = new PolishInvoice { Kind = "ZAL" } });

        Assert.Equal([("Zaliczka", 100m, "S"), ("Zaliczka", 50m, "E")], invoice.Lines.Select(line => (line.Item.Name, line.Amount!.Value, line.Vat!.Code)));
        Assert.Equal((150m, 173m), (invoice.Sums.WithoutVat, invoice.Sums.Due));
    }

    [Fact]
    public void A_correction_adds_up_to_what_changes_and_prices_are_not_negative()
    {
        var before = Net("1", -100m) with { Quantity = -10, Price = new LinePrice { Net = 10m }, Poland = new PolishLine { IsBefore = true } };
        var invoice = Formed(new Invoice { Lines = [before, Net("1", 80m), Net("2", -5m) with { Quantity = null, Price = new LinePrice { Net = -5m } }], Vat = [Share(At23, -25m, -5.75m)], Sums = new InvoiceSums { WithVat = -30.75m }, Poland = new PolishInvoice { Kind = "KOR" } });

        Assert.Equal([(-10m, 10m), (1m, 80m), (-1m, 5m)], invoice.Lines.Select(line => (line.Quantity!.Value, line.Price.Net!.Value)));
        Assert.Equal((-25m, -30.75m), (invoice.Sums.WithoutVat, invoice.Sums.Due)); // -100 + 80 - 5
    }

    [Fact]
    public void Two_rates_of_one_field_are_two_shares_and_two_fields_of_one_category_are_one()
    {
        var reverse = new VatCategory("AE", 0);
        var invoice = Formed(new Invoice
        {
            Lines =
            [
                Net("1", 100m), Net("2", 50m) with { Vat = At22 },
                Net("3", 10m) with { Vat = reverse, Poland = new PolishLine { Treatment = PolishTreatment.DomesticReverseCharge } },
                Net("4", 20m) with { Vat = reverse, Poland = new PolishLine { Treatment = PolishTreatment.ServiceToEuBusiness } },
                Net("5", 7m) with { Vat = new VatCategory("O", Rate: null) },
            ],
            Vat =
            [
                Share(At23, 150m, 34m), // 23.00 + 11.00
                Share(new VatCategory("O", Rate: null), 7m, 0m) with { ExemptionCode = "VATEX-EU-O" },
                Share(reverse, 20m, 0m) with { Poland = new PolishVatShare { Treatment = PolishTreatment.ServiceToEuBusiness }, ExemptionCode = "VATEX-EU-AE" },
                Share(reverse, 10m, 0m) with { Poland = new PolishVatShare { Treatment = PolishTreatment.DomesticReverseCharge }, ExemptionCode = "VATEX-EU-AE" },
            ],
            Sums = new InvoiceSums { WithVat = 221m },
            Poland = new PolishInvoice { Kind = "VAT" },
        });

        Assert.Equal(
            [("S", 23m, 100m, 23m), ("S", 22m, 50m, 11m), ("E", 0m, 7m, 0m), ("AE", 0m, 30m, 0m)],
            invoice.Vat.Select(share => (share.Category.Code, share.Category.Rate!.Value, share.Base!.Value, share.Tax!.Value)));
        Assert.Equal((null, "VATEX-EU-AE"), (invoice.Vat[2].ExemptionCode, invoice.Vat[3].ExemptionCode));
        Assert.Equal("E", invoice.Lines[4].Vat!.Code); // BR-O-02: the seller has a VAT number
        Assert.Equal(221m, invoice.Sums.WithVat);
    }

    [Fact]
    public void A_gap_that_is_no_rounding_stays_for_a_rule_to_find()
    {
        var invoice = Formed(new Invoice { Lines = [Net("1", 100m)], Vat = [Share(At23, 90m, 20.70m)], Sums = new InvoiceSums { WithVat = 110.70m }, Poland = new PolishInvoice { Kind = "VAT" } });

        Assert.Empty(invoice.AllowancesAndCharges);
        Assert.Equal((100m, 110.70m), (invoice.Sums.WithoutVat, invoice.Sums.WithVat)); // BR-CO-15 does not hold
    }

    [Fact]
    public void Where_goods_went_and_when_and_how_long_there_is_to_pay_is_found_where_KSeF_says_it()
    {
        var day = new LocalDate(2026, 3, 1);
        var invoice = Formed(new Invoice
        {
            Lines = [Net("1", 1m) with { Poland = new PolishLine { DeliveryDate = day } }, Net("2", 1m) with { Poland = new PolishLine { DeliveryDate = day } }],
            Payments = [new PaymentInstruction { MeansCode = "30" }],
            Poland = new PolishInvoice
            {
                Conditions = new PolishConditions { Transports = [new PolishTransport { To = new PolishAddress { Country = "DE", Line1 = "Am Markt 1" } }] },
                Payment = new PolishPayment { DueAfter = new PaymentEvent { Count = 14, Unit = "dni", Event = "od dostawy" }, CashDiscount = "2%", CashDiscountCondition = "do 7 dni" },
            },
        });

        Assert.Equal((day, "DE"), (invoice.Delivery?.Date, invoice.Delivery?.Address?.Country));
        Assert.Equal("14 dni od dostawy; Skonto: 2% do 7 dni", invoice.PaymentTerms);
        Assert.Equal(("1", "przelew"), (invoice.Payments[0].MeansCode, invoice.Payments[0].MeansText)); // BR-61
        Assert.All(invoice.Lines, line => Assert.Equal(new InvoicePeriod(day, day), line.Period));
    }

    [Fact]
    public void What_has_the_form_already_keeps_it()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var once = Ordered(KsefInEn16931.Of(new PolishInvoices(seed).Next()));
            var twice = Ordered(KsefInEn16931.Of(once));
            Assert.Empty(InvoiceDifference.Between(once, twice));
            Assert.Empty(InvoiceDifference.Between(twice, once));
        }
    }

    private static Invoice Ordered(Invoice invoice) => invoice with { Vat = [.. invoice.Vat.OrderBy(share => share.Category.Code, StringComparer.Ordinal).ThenBy(share => share.Category.Rate)] };

    private static Invoice Formed(Invoice invoice) => KsefInEn16931.Of(invoice);

    private static VatShare Share(VatCategory category, decimal taxable, decimal tax) => new() { Category = category, Base = taxable, Tax = tax };

    private static InvoiceLine Net(string id, decimal amount)
        => new() { Id = id, Amount = amount, Quantity = 1, Unit = "C62", Price = new LinePrice { Net = amount }, Vat = At23, Item = new InvoiceItem { Name = "x" } };

    private static InvoiceLine Gross(string id, decimal amount)
        => new() { Id = id, Quantity = 1, Vat = At23, Item = new InvoiceItem { Name = "x" }, Poland = new PolishLine { GrossPrice = amount, GrossAmount = amount } };
}
