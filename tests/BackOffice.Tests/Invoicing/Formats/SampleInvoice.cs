using BackOffice.Invoicing.Domain;
using NodaTime;

namespace BackOffice.Invoicing.Formats;

/// <summary>One invoice of ours with every term of EN 16931-1, so that what a reader, a writer or the page leaves out is seen.</summary>
public static class SampleInvoice
{
    public static Invoice WithEveryTerm { get; } = InvoiceCalculation.Complete(Draft(), new InvoiceCalculationTerms { VatExchangeRate = 4.9771m }).Invoice!;

    public static Invoice CreditNote { get; } = WithEveryTerm with
    {
        Number = "NC-2026-7",
        TypeCode = "381",
        Preceding = [new PrecedingInvoice("2026/143", new LocalDate(2026, 2, 2))],
        Attachments = [],
    };

    private static Invoice Draft() => new()
    {
        Number = "2026/143",
        IssueDate = new LocalDate(2026, 2, 2),
        TypeCode = "380",
        Currency = "EUR",
        VatCurrency = "RON",
        TaxPointDate = new LocalDate(2026, 1, 31),
        DueDate = new LocalDate(2026, 3, 4),
        PaymentTerms = "30 giorni data fattura\nmora: 8 %",
        Notes = [new InvoiceNote("Merce viaggia a rischio del destinatario", "AAI")],
        BusinessProcess = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0",
        Specification = "urn:cen.eu:en16931:2017",
        References = new InvoiceReferences
        {
            Buyer = "REF-CLUJ",
            Project = "PRJ-9",
            Contract = "CTR-11",
            PurchaseOrder = "PO-4",
            SalesOrder = "SO-5",
            ReceivingAdvice = "NIR-6",
            DespatchAdvice = "DDT-7",
            Tender = "LOT-8",
            InvoicedObject = new Identifier("POD-9", "ABT"),
            BuyerAccounting = "6021",
        },
        Preceding = [new PrecedingInvoice("2026/12", new LocalDate(2026, 1, 9))],
        Seller = Party("Fornaci di Brunate S.r.l.", "Brunate Terrecotte", "IT01234567897", new InvoiceAddress { Line1 = "Via Scalini 3", Line2 = "Frazione San Maurizio", Line3 = "Scala B", City = "Brunate", PostCode = "22034", Subdivision = "CO", Country = "IT" }) with
        {
            TaxRegistration = "01234567897",
            LegalForm = "Capitale sociale € 10.400 i.v.",
        },
        Buyer = Party("Cărămida Clujeană SRL", "Cărămida", "RO18547290", new InvoiceAddress { Line1 = "Str. Horea 12", Line2 = "Corp C", Line3 = "Birou 4", City = "Cluj-Napoca", PostCode = "400174", Subdivision = "RO-CJ", Country = "RO" }),
        Payee = new InvoiceParty { Name = "Lario Factoring S.p.A.", Ids = [new Identifier("8033976000011", "0088")], LegalId = new Identifier("CO-998877", Scheme: null) },
        TaxRepresentative = new InvoiceParty { Name = "Reprezentanță Fiscală SA", VatId = "RO4221306", Address = new InvoiceAddress { Line1 = "Bd. Eroilor 5", City = "Brașov", PostCode = "500030", Subdivision = "RO-BV", Country = "RO" } },
        Delivery = new InvoiceDelivery
        {
            Name = "Șantier Florești",
            Location = new Identifier("8033976000028", "0088"),
            Date = new LocalDate(2026, 1, 30),
            Period = new InvoicePeriod(new LocalDate(2026, 1, 1), new LocalDate(2026, 1, 31)),
            Address = new InvoiceAddress { Line1 = "Str. Avram Iancu 400", City = "Florești", PostCode = "407280", Subdivision = "RO-CJ", Country = "RO" },
        },
        Payments =
        [
            new PaymentInstruction
            {
                MeansCode = "59", MeansText = "Addebito SEPA", Remittance = "RF18539007547034", Accounts = [new CreditAccount("IT60X0542811101000000123456", "Lario Factoring", "BPMOIT22XXX")],
                Card = new PaymentCard("3456", "M. Rossi"), DirectDebit = new DirectDebit("MND-77", "IT66ZZZ0123456789", "RO49AAAA1B31007593840000"),
            },
        ],
        AllowancesAndCharges =
        [
            new AllowanceCharge { Percentage = 5, Vat = new VatCategory("S", 22), Reason = "Sconto fedeltà", ReasonCode = "95" },
            new AllowanceCharge { IsCharge = true, Amount = 48.50m, Vat = new VatCategory("S", 22), Reason = "Trasporto", ReasonCode = "FC" },
        ],
        Vat = [new VatShare { Category = new VatCategory("E", 0), ExemptionReason = "Art. 10 D.P.R. 633/72", ExemptionCode = "VATEX-EU-132" }],
        Attachments =
        [
            new InvoiceAttachment { Reference = "ALL-1", Description = "Bolla firmata", Content = "JVBERi0xLjcK", MimeType = "application/pdf", FileName = "bolla.pdf" },
            new InvoiceAttachment { Reference = "ALL-2", Location = "https://example.org/bolle?n=7&a=2026" },
        ],
        Lines = [Bricks, Course],
        Sums = new InvoiceSums { Prepaid = 100, Rounding = 0.01m },
    };

    private static InvoiceLine Bricks => new()
    {
        Id = "1",
        Note = "Su bancale",
        InvoicedObject = new Identifier("BAN-3", "ABZ"),
        Quantity = 1200,
        Unit = "H87",
        OrderLine = "10",
        BuyerAccounting = "6022",
        Period = new InvoicePeriod(new LocalDate(2026, 1, 1), new LocalDate(2026, 1, 15)),
        AllowancesAndCharges = [new AllowanceCharge { Percentage = 2.5m, Reason = "Seconda scelta", ReasonCode = "71" }, new AllowanceCharge { IsCharge = true, Amount = 15, Reason = "Imballo", ReasonCode = "ABL" }],
        Price = new LinePrice { Net = 89.4m, Discount = 5.6m, Gross = 95, BaseQuantity = 100, BaseUnit = "H87" },
        Vat = new VatCategory("S", 22),
        Item = new InvoiceItem
        {
            Name = "Mattone <pieno> & forato",
            Description = "25 × 12 × 5,5 cm",
            SellerId = "MAT-25",
            BuyerId = "CAR-25",
            StandardId = new Identifier("8033976000035", "0160"),
            Classes = [new ItemClass("69041000", "HS", "2022")],
            OriginCountry = "IT",
            Attributes = [new ItemProperty("Colore", "rosso")],
        },
    };

    private static InvoiceLine Course => new()
    {
        Id = "2",
        Quantity = 1.5m,
        Unit = "DAY",
        Price = new LinePrice { Net = 340 },
        Vat = new VatCategory("E", 0),
        Item = new InvoiceItem { Name = "Corso di posa" },
    };

    private static InvoiceParty Party(string name, string tradingName, string vatId, InvoiceAddress address) => new()
    {
        Name = name,
        TradingName = tradingName,
        Ids = [new Identifier($"{vatId}-K", Scheme: null)],
        LegalId = new Identifier($"{vatId}-R", Scheme: null),
        VatId = vatId,
        ElectronicAddress = new Identifier(vatId, vatId.StartsWith("IT", StringComparison.Ordinal) ? "0211" : "9947"),
        Address = address,
        Contact = new InvoiceContact { Name = $"Ufficio {tradingName}", Telephone = "+39 031 220 001", Email = "contabilita@example.org" },
    };
}
