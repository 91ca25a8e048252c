using System.Globalization;
using BackOffice.Primitives;

namespace BackOffice.Invoicing.Domain;

public sealed class InvoiceCalculationTests
{
    private static readonly VatCategory Standard = new("S", 22);
    private static readonly VatCategory Reduced = new("S", 10);

    [Fact]
    public void Lines_allowances_and_mixed_rates_make_the_amount_due()
    {
        var invoice = Calculated(Draft(Line(3, 19.99m, Standard), Line(10, 1.5m, Reduced)) with
        {
            AllowancesAndCharges =
            [
                new AllowanceCharge { Percentage = 10, Vat = Standard, Reason = "Loyalty" },
                new AllowanceCharge { IsCharge = true, Amount = 4.5m, Vat = Reduced, Reason = "Freight" },
            ],
            Sums = new InvoiceSums { Prepaid = 20 },
        });

        Assert.Equal([59.97m, 15.00m], invoice.Lines.Select(line => line.Amount!.Value)); // 3 x 19.99, 10 x 1.50
        Assert.Equal(
            [(54.97m - 1.00m, 11.87m), (19.50m, 1.95m)], // 59.97 - 6.00 at 22 %, 15.00 + 4.50 at 10 %
            invoice.Vat.Select(share => (share.Base!.Value, share.Tax!.Value)));
        Assert.Equal(
            new InvoiceSums { Lines = 74.97m, Allowances = 6.00m, Charges = 4.50m, WithoutVat = 73.47m, Vat = 13.82m, WithVat = 87.29m, Prepaid = 20, Due = 67.29m },
            invoice.Sums);
    }

    [Fact]
    public void A_price_for_several_pieces_is_divided_last()
        => Assert.Equal(100.00m, Assert.Single(Calculated(Draft(new InvoiceLine { Id = "1", Quantity = 30, Price = new LinePrice { Net = 10, BaseQuantity = 3 }, Vat = Standard })).Lines).Amount); // 30 x 10 / 3

    [Fact]
    public void A_gross_price_and_a_discount_make_the_net_price()
    {
        var line = Assert.Single(Calculated(Draft(new InvoiceLine { Id = "1", Quantity = 4, Price = new LinePrice { Gross = 2.5m, Discount = 0.3m }, Vat = Standard })).Lines);

        Assert.Equal((2.2m, 8.80m), (line.Price.Net, line.Amount)); // 2.50 - 0.30, by 4
    }

    [Fact]
    public void Allowances_and_charges_of_a_line_change_its_amount()
        => Assert.Equal(93.00m, Assert.Single(Calculated(Draft(Line(1, 100, Standard) with
        {
            AllowancesAndCharges = [new AllowanceCharge { Percentage = 10 }, new AllowanceCharge { IsCharge = true, Amount = 3 }], // 100 - 10 + 3
        })).Lines).Amount);

    [Fact]
    public void Half_a_cent_is_rounded_away_from_zero_so_that_a_credit_note_mirrors_its_invoice()
    {
        var invoice = Calculated(Draft(Line(1, 0.125m, Standard)));
        var credit = Calculated(Draft(Line(-1, 0.125m, Standard)));

        Assert.Equal((0.13m, 0.03m, 0.16m), (invoice.Sums.Lines, invoice.Sums.Vat, invoice.Sums.Due)); // 0.13 x 22 % = 0.0286
        Assert.Equal((-0.13m, -0.03m, -0.16m), (credit.Sums.Lines, credit.Sums.Vat, credit.Sums.Due));
    }

    [Theory]
    [InlineData("Z", null)]
    [InlineData("AE", "VATEX-EU-AE")]
    [InlineData("K", "VATEX-EU-IC")]
    [InlineData("G", "VATEX-EU-G")]
    [InlineData("O", "VATEX-EU-O")]
    public void What_is_not_taxed_says_why_where_there_is_one_reason(string code, string? reason)
    {
        var share = Assert.Single(Calculated(Draft(Line(2, 50, new VatCategory(code, Rate: null)))).Vat);

        Assert.Equal((new VatCategory(code, code == "O" ? null : 0m), 100.00m, 0m, reason), (share.Category, share.Base, share.Tax, share.ExemptionCode));
    }

    [Fact]
    public void A_reason_that_is_given_is_kept()
    {
        var invoice = Calculated(Draft(Line(1, 10, new VatCategory("E", 0))) with { Vat = [new VatShare { Category = new VatCategory("E", 0), ExemptionReason = "Art. 10 DPR 633/72" }] });

        Assert.Equal(("Art. 10 DPR 633/72", null), (invoice.Vat[0].ExemptionReason, invoice.Vat[0].ExemptionCode));
    }

    [Theory]
    [InlineData("JPY", "33", "7")] // 3.3 x 10 = 33; 7.26 -> 7
    [InlineData("EUR", "33.00", "7.26")]
    [InlineData("KWD", "33.00", "7.26")] // three decimals in the currency, two in EN 16931
    public void Amounts_have_the_decimals_of_the_currency_but_never_more_than_two(string currency, string lines, string vat)
    {
        var sums = Calculated(Draft(Line(3.3m, 10, Standard)) with { Currency = currency }).Sums;

        Assert.Equal((lines, vat), (sums.Lines?.ToString(CultureInfo.InvariantCulture), sums.Vat?.ToString(CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void VAT_in_the_currency_of_accounting_is_that_of_the_document_at_its_rate()
    {
        var result = InvoiceCalculation.Complete(Draft(Line(1, 100, new VatCategory("S", 21))) with { VatCurrency = "RON" }, new InvoiceCalculationTerms { VatExchangeRate = 5.0731m });

        Assert.Equal(106.54m, result.Invoice!.Sums.VatInAccountingCurrency); // 21.00 x 5.0731 = 106.5351
    }

    [Fact]
    public void The_amount_due_may_be_rounded_for_cash()
    {
        var sums = InvoiceCalculation.Complete(Draft(Line(1, 10.01m, Standard)), new InvoiceCalculationTerms { PayableRounding = Rounding.HalfUp.ToStep(0.05m) }).Invoice!.Sums;

        Assert.Equal((12.21m, -0.01m, 12.20m), (sums.WithVat, sums.Rounding, sums.Due)); // 10.01 + 2.20
    }

    [Fact]
    public void What_cannot_be_worked_out_is_named()
    {
        var draft = Draft(
            new InvoiceLine { Id = "1", Vat = Standard },
            Line(1, 1, new VatCategory("E", 5)),
            Line(1, 1, new VatCategory("S", Rate: null)),
            Line(1, 1, new VatCategory("XX", 1)),
            Line(1, -1, new VatCategory("O", Rate: null))) with
        {
            Currency = "EURO",
            VatCurrency = "RON",
            AllowancesAndCharges = [new AllowanceCharge()],
        };

        var terms = InvoiceCalculation.Complete(draft, InvoiceCalculationTerms.None).Faults.Select(fault => fault.Term).ToList();

        Assert.Equal(["BT-5", "BT-111", "BT-129", "BT-146", "BT-151", "BT-151", "BT-151", "BT-146", "BT-92", "BT-95", "BT-151", "BT-120"], terms);
    }

    [Fact]
    public void Amounts_too_large_to_be_kept_exactly_are_refused()
        => Assert.Equal("BG-22", Assert.Single(InvoiceCalculation.Complete(Draft(Line(decimal.MaxValue, 10, Standard)), InvoiceCalculationTerms.None).Faults).Term);

    [Fact]
    public void A_discount_too_large_to_be_kept_exactly_is_refused()
        => Assert.Equal("BG-22", Assert.Single(InvoiceCalculation.Complete(Draft(new InvoiceLine { Quantity = 1, Price = new LinePrice { Gross = decimal.MaxValue, Discount = decimal.MinValue }, Vat = Standard }), InvoiceCalculationTerms.None).Faults).Term);

    private static Invoice Calculated(Invoice draft)
    {
        var result = InvoiceCalculation.Complete(draft, InvoiceCalculationTerms.None);
        Assert.Empty(result.Faults);
        return result.Invoice!;
    }

    private static Invoice Draft(params IReadOnlyList<InvoiceLine> lines) => new() { Currency = "EUR", Lines = lines };

    private static InvoiceLine Line(decimal quantity, decimal price, VatCategory vat) => new() { Id = "1", Quantity = quantity, Price = new LinePrice { Net = price }, Vat = vat };
}
