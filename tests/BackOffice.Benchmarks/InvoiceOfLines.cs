using System.Globalization;
using BackOffice.Invoicing.Domain;
using NodaTime;

namespace BackOffice.Benchmarks;

/// <summary>An ordinary invoice of so many lines, with what every country asks for: two rates, a contact, an account, an allowance every tenth line.</summary>
internal static class InvoiceOfLines
{
    public static Invoice European(int lines) => Calculated(Draft(lines, [22, 10]));

    /// <summary>FatturaPA has no allowances of lines that a price could not say as well.</summary>
    public static Invoice Italian(int lines)
    {
        var draft = Draft(lines, [22, 10]);
        var invoice = Calculated(draft with { Lines = [.. draft.Lines.Select(line => line with { AllowancesAndCharges = [] })] });
        return invoice with
        {
            Seller = invoice.Seller with { Italy = new ItalianParty { TaxRegime = "RF01" } },
            Italy = new ItalianInvoice { Transmission = new ItalianTransmission { Sender = "IT01234567897", Progressive = "00001", Addressee = "ABC1234" } },
            Payments = [invoice.Payments[0] with { Italy = new ItalianPayment { Amount = invoice.Sums.Due } }],
        };
    }

    public static Invoice Polish(int lines)
    {
        var draft = Draft(lines, [23, 8]);
        return Calculated(draft with { Currency = "PLN", Seller = draft.Seller with { VatId = "PL5265877635", Address = draft.Seller.Address! with { Country = "PL", PostCode = "00-001" } } }) with
        {
            Buyer = draft.Buyer with { VatId = "PL1111111111", Poland = new PolishParty { IsForLocalUnit = false, IsForGroupMember = false } },
            Poland = new PolishInvoice
            {
                CreatedAt = "2026-02-01T10:30:00Z",
                Annotations = new PolishAnnotations { IsCashAccounted = false, IsSelfBilled = false, IsReverseCharge = false, IsSplitPayment = false, IsTriangular = false },
            },
        };
    }

    private static Invoice Calculated(Invoice draft)
        => InvoiceCalculation.Complete(draft, InvoiceCalculationTerms.None) is { Invoice: { } invoice } ? invoice : throw new InvalidOperationException("The draft lacks something.");

    private static Invoice Draft(int lines, decimal[] rates) => new()
    {
        Number = "2026/4711",
        IssueDate = new LocalDate(2026, 11, 2),
        TypeCode = "380",
        Currency = "EUR",
        DueDate = new LocalDate(2026, 12, 2),
        References = new InvoiceReferences { Buyer = "B-1", PurchaseOrder = "PO-4" },
        Seller = Party("Fornaciaio & Figli S.r.l.", "IT01234567897", "0211"),
        Buyer = Party("Verdi & Bianchi S.p.A.", "IT12345670017", "0211"),
        Delivery = new InvoiceDelivery { Date = new LocalDate(2026, 10, 30) },
        Payments = [new PaymentInstruction { MeansCode = "30", Remittance = "2026/4711", Accounts = [new CreditAccount("IT60X0542811101000000123456", "Fornaciaio", "BPMOIT22")] }],
        Lines = [.. Enumerable.Range(1, lines).Select(number => Line(number, rates[number % rates.Length]))],
    };

    private static InvoiceLine Line(int number, decimal rate) => new()
    {
        Id = number.ToString(CultureInfo.InvariantCulture),
        Quantity = (number % 17) + 1,
        Unit = "H87",
        Price = new LinePrice { Net = 10m + (number % 1000 / 100m) },
        AllowancesAndCharges = number % 10 == 0 ? [new AllowanceCharge { Amount = 1.50m, Reason = "Rebate" }] : [],
        Vat = new VatCategory("S", rate),
        Item = new InvoiceItem { Name = "Sedia di legno", Description = "Faggio, naturale", SellerId = string.Create(CultureInfo.InvariantCulture, $"A-{number}") },
    };

    private static InvoiceParty Party(string name, string vatId, string scheme) => new()
    {
        Name = name,
        VatId = vatId,
        ElectronicAddress = new Identifier(vatId, scheme),
        Address = new InvoiceAddress { Line1 = "Via Po 1", City = "Roma", PostCode = "00198", Subdivision = "RM", Country = "IT" },
        Contact = new InvoiceContact { Name = "Ufficio", Telephone = "+39 06 1234", Email = "a@example.org" },
    };
}
