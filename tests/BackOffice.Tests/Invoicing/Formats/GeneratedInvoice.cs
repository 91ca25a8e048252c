using System.Globalization;
using BackOffice.Invoicing.Domain;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Invoicing.Formats;

/// <summary>Made-up invoices, the same for the same number: all categories, allowances and charges, credit notes, several currencies, and any optional term here and not there.</summary>
public static class GeneratedInvoice
{
    private static readonly string[] Currencies = ["EUR", "RON", "PLN", "JPY", "KWD", "HUF"];
    private static readonly VatCategory[] Taxed = [new("S", 22), new("S", 10), new("S", 21), new("S", 5.5m), new("Z", 0), new("E", 0), new("AE", 0), new("K", 0), new("G", 0), new("L", 7), new("M", 4)];
    private static readonly VatCategory NotSubject = new("O", Rate: null);

    /// <summary>A draft, with all that is asked for but totals.</summary>
    public static (Invoice Draft, InvoiceCalculationTerms Terms) Draft(int seed)
    {
        var chance = new Random(seed);
        var categories = chance.Next(12) == 0 ? [NotSubject] : Enumerable.Range(0, chance.Next(1, 4)).Select(_ => Taxed[chance.Next(Taxed.Length)]).Distinct().ToArray();
        var currency = Currencies[chance.Next(Currencies.Length)];
        var accounting = currency != "RON" && chance.Next(3) == 0 ? "RON" : null;
        var draft = Head(chance, currency) with
        {
            VatCurrency = accounting,
            Vat = [new VatShare { Category = new VatCategory("E", 0), ExemptionReason = "Exempt & <listed>", ExemptionCode = chance.Next(2) == 0 ? "VATEX-EU-132" : null }],
            Lines = [.. Enumerable.Range(1, chance.Next(1, 9)).Select(number => Line(chance, number, categories))],
            AllowancesAndCharges = [.. Enumerable.Range(0, chance.Next(0, 4)).Select(_ => Allowance(chance) with { Vat = categories[chance.Next(categories.Length)] })],
            Sums = new InvoiceSums { Prepaid = chance.Next(3) == 0 ? chance.Next(1, 50) : null },
        };
        return (Fitting(draft, categories), new InvoiceCalculationTerms { VatExchangeRate = 4.9771m, PayableRounding = chance.Next(4) == 0 ? Rounding.HalfUp.ToStep(5) : null });
    }

    /// <summary>What is not subject to VAT names no VAT number, and an intra-Community supply says when and where it was delivered.</summary>
    private static Invoice Fitting(Invoice draft, VatCategory[] categories) => draft with
    {
        Seller = categories.Contains(NotSubject) ? draft.Seller with { VatId = null } : draft.Seller,
        Buyer = categories.Contains(NotSubject) ? draft.Buyer with { VatId = null } : draft.Buyer,
        TaxRepresentative = categories.Contains(NotSubject) ? null : draft.TaxRepresentative,
        Delivery = categories.Any(category => category.Code == "K") ? Delivery : draft.Delivery,
    };

    private static Invoice Head(Random chance, string currency) => new()
    {
        Number = $"2026/{chance.Next(1, 100000).ToString(CultureInfo.InvariantCulture)}",
        IssueDate = new LocalDate(2026, 1, 1).PlusDays(chance.Next(365)),
        TypeCode = chance.Next(3) == 0 ? "381" : "380",
        Currency = currency,
        TaxPointDate = Maybe(chance) ? new LocalDate(2026, 2, 3) : null,
        DueDate = new LocalDate(2026, 12, 31),
        PaymentTerms = Maybe(chance) ? "30 days\nnet" : null,
        Notes = Maybe(chance) ? [new InvoiceNote("Thank you, “friend” 🙂", "AAI"), new InvoiceNote("#not a subject", Subject: null)] : [],
        References = Maybe(chance) ? References : new InvoiceReferences { Buyer = "B-1" },
        Preceding = Maybe(chance) ? [new PrecedingInvoice("2025/77", Maybe(chance) ? new LocalDate(2025, 12, 1) : null)] : [],
        Seller = Party("Fornaciaio & Figli S.r.l.", "IT", "IT01234567897"),
        Buyer = Party("Blaga Comerț SRL", "RO", "RO18547290"),
        Payee = Maybe(chance) ? new InvoiceParty { Name = "Factor SpA", Ids = [new Identifier("5790000435975", "0088")], LegalId = new Identifier("778", Scheme: null) } : null,
        TaxRepresentative = Maybe(chance) ? new InvoiceParty { Name = "Rep sp. z o.o.", VatId = "PL1111111111", Address = new InvoiceAddress { Line1 = "Piotrkowska 1", Country = "PL", City = "Łódź" } } : null,
        Delivery = Maybe(chance) ? Delivery : null,
        Payments = Maybe(chance) ? Transfer : Debit,
        Attachments = Maybe(chance) ? Attachments : [],
    };

    private static InvoiceReferences References { get; } = new()
    {
        Buyer = "B-1",
        Project = "P-2",
        Contract = "C-3",
        PurchaseOrder = "PO-4",
        SalesOrder = "SO-5",
        ReceivingAdvice = "R-6",
        DespatchAdvice = "D-7",
        Tender = "T-8",
        InvoicedObject = new Identifier("O-9", "ABT"),
        BuyerAccounting = "4711",
    };

    private static InvoiceDelivery Delivery { get; } = new()
    {
        Name = "Depozit 3",
        Location = new Identifier("6754238987643", "0088"),
        Date = new LocalDate(2026, 1, 30),
        Period = new InvoicePeriod(new LocalDate(2026, 1, 1), new LocalDate(2026, 1, 31)),
        Address = new InvoiceAddress { Line1 = "Str. Lungă 1", Line2 = "et. 2", Line3 = "ap. 3", City = "Cluj-Napoca", PostCode = "400001", Subdivision = "RO-CJ", Country = "RO" },
    };

    private static IReadOnlyList<PaymentInstruction> Transfer { get; } =
    [
        new() { MeansCode = "58", MeansText = "SEPA", Remittance = "RF18539007547034", Accounts = [new CreditAccount("IT60X0542811101000000123456", "Fornaciaio", "BPMOIT22"), new CreditAccount("123-456", Name: null, Bic: null)] },
    ];

    private static IReadOnlyList<PaymentInstruction> Debit { get; } = [new() { MeansCode = "59", Remittance = "X", DirectDebit = new DirectDebit("M-1", "IT66ZZZ0123456789", "RO49AAAA1B31007593840000") }];

    private static IReadOnlyList<InvoiceAttachment> Attachments { get; } =
    [
        new() { Reference = "A1", Description = "Time sheet", Content = "JVBERi0xLjcK", MimeType = "application/pdf", FileName = "a.pdf" },
        new() { Reference = "A2", Location = "https://example.org/a?b=1&c=2" },
    ];

    private static InvoiceParty Party(string name, string country, string vatId) => new()
    {
        Name = name,
        TradingName = "Shop",
        Ids = country == "IT" ? [new Identifier("77", Scheme: null), new Identifier("8033976000004", "0088")] : [new Identifier("88", Scheme: null)],
        LegalId = new Identifier("REA-1", Scheme: null),
        VatId = vatId,
        TaxRegistration = country == "IT" ? "01234567897" : null,
        LegalForm = country == "IT" ? "Cap. soc. 10 000" : null,
        ElectronicAddress = new Identifier(vatId, country == "IT" ? "0211" : "9947"),
        Address = new InvoiceAddress { Line1 = "Via Po 1", City = country == "RO" ? "SECTOR3" : "Roma", PostCode = "00198", Subdivision = country == "RO" ? "RO-B" : "RM", Country = country },
        Contact = new InvoiceContact { Name = "Ufficio", Telephone = "+39 06 1", Email = "a@example.org" },
    };

    private static InvoiceLine Line(Random chance, int number, VatCategory[] categories) => new()
    {
        Id = number.ToString(CultureInfo.InvariantCulture),
        Note = Maybe(chance) ? "first\nsecond" : null,
        InvoicedObject = Maybe(chance) ? new Identifier("OBJ", Maybe(chance) ? "ABZ" : null) : null,
        Quantity = chance.Next(-20, 2000) / 100m,
        Unit = "H87",
        OrderLine = Maybe(chance) ? "10" : null,
        BuyerAccounting = Maybe(chance) ? "acc" : null,
        Period = Maybe(chance) ? new InvoicePeriod(new LocalDate(2026, 1, 1), Maybe(chance) ? new LocalDate(2026, 1, 15) : null) : null,
        AllowancesAndCharges = [.. Enumerable.Range(0, chance.Next(0, 3)).Select(_ => Allowance(chance))],
        Price = Price(chance),
        Vat = categories[chance.Next(categories.Length)],
        Item = new InvoiceItem
        {
            Name = "Olio <extra> & vino",
            Description = Maybe(chance) ? "750 ml" : null,
            SellerId = Maybe(chance) ? "S1" : null,
            BuyerId = Maybe(chance) ? "B1" : null,
            StandardId = Maybe(chance) ? new Identifier("4012345001235", "0160") : null,
            Classes = Maybe(chance) ? [new ItemClass("15092000", "HS", "2022"), new ItemClass("15411000-2", "STI", ListVersion: null)] : [],
            OriginCountry = Maybe(chance) ? "IT" : null,
            Attributes = Maybe(chance) ? [new ItemProperty("Lot", "L1"), new ItemProperty("Year", "2025")] : [],
        },
    };

    private static LinePrice Price(Random chance) => chance.Next(3) switch
    {
        0 => new LinePrice { Net = chance.Next(1, 1_000_000) / 1000m },
        1 => new LinePrice { Net = chance.Next(1, 100_000) / 100m, BaseQuantity = chance.Next(1, 12), BaseUnit = "H87" },
        _ => new LinePrice { Gross = 100, Discount = chance.Next(0, 10_000) / 100m },
    };

    private static AllowanceCharge Allowance(Random chance) => Maybe(chance)
        ? new AllowanceCharge { IsCharge = Maybe(chance), Amount = chance.Next(0, 10_000) / 100m, Reason = "Reason" }
        : new AllowanceCharge { IsCharge = Maybe(chance), Percentage = chance.Next(0, 200) / 2m, Reason = "Percentage" };

    private static bool Maybe(Random chance) => chance.Next(2) == 0;
}
