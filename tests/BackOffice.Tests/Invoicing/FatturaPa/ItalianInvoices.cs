using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using BackOffice.Invoicing.Domain;
using BackOffice.Invoicing.Formats.FatturaPa;
using NodaTime;

namespace BackOffice.Invoicing.FatturaPa;

/// <summary>Invoices made by chance, and right: what their lines say, their summaries and payments say, too.</summary>
[SuppressMessage("Security", "CA5394", Justification = "Seeded chance, so that a failure repeats.")]
internal sealed class ItalianInvoices(int seed)
{
    private static readonly string[] Natures = ["N1", "N2.1", "N2.2", "N3.1", "N3.2", "N3.3", "N3.4", "N3.5", "N3.6", "N4", "N5", "N6.1", "N6.3", "N6.9", "N7"];
    private static readonly string[] Texts = ["Consulenza", "Progetto «ponte»", "Caffè & tè <misto>", "Già così: più, perché", "  a  b ".Trim(), "x"];

    private readonly Random chance = new(seed);

    public Invoice Next()
    {
        var kinds = Kinds();
        List<InvoiceLine> bare = [.. Enumerable.Range(1, chance.Next(1, 9)).Select(number => Line(number, Pick(kinds)))];
        IReadOnlyList<AllowanceCharge> funds = Maybe(3) ? [Fund(Pick(kinds), bare.Sum(line => line.Amount!.Value))] : [];
        var shares = Shares(bare, funds);
        var taxes = new ItalianTaxes(shares);
        var total = shares.Sum(share => share.Base!.Value + share.Tax!.Value);
        var isTaxWithheld = bare.Exists(line => line.Italy!.IsSubjectToWithholding) || funds.Any(fund => fund.Italy!.IsSubjectToWithholding);
        var addressee = chance.Next(4);
        return new Invoice
        {
            Number = $"{chance.Next(1, 9999).ToString(CultureInfo.InvariantCulture)}/A",
            IssueDate = Day(),
            TypeCode = "380",
            Currency = "EUR",
            Notes = [.. Enumerable.Range(0, chance.Next(3)).Select(_ => new InvoiceNote(Pick(Texts), Subject: null))],
            References = References(),
            Seller = Seller(),
            Buyer = Buyer(addressee),
            Delivery = Maybe(3) ? new InvoiceDelivery { Date = Day(), Address = Maybe(2) ? Address("IT") : null } : null,
            Lines = [.. bare.Select(line => line with { Italy = NullIfEmpty(line.Italy! with { Nature = OwnNature(taxes, line.Vat!, line.Italy!.Nature) }) })],
            AllowancesAndCharges = [.. funds.Select(fund => fund with { Italy = fund.Italy! with { Nature = OwnNature(taxes, fund.Vat!, fund.Italy!.Nature) } })],
            Vat = shares,
            Sums = new InvoiceSums { WithVat = total, Rounding = Maybe(4) ? 0.01m : null },
            Payments = [new PaymentInstruction { MeansCode = "30", Remittance = Maybe(2) ? "RIF 7" : null, Accounts = [new CreditAccount("IT60X0542811101000000123456", Pick(Texts), Maybe(2) ? "BLOPIT22XXX" : null)], Italy = new ItalianPayment { Amount = total } }],
            DueDate = Maybe(2) ? Day() : null,
            Italy = new ItalianInvoice
            {
                DocumentType = Maybe(2) ? null : Pick(["TD06", "TD24", "TD25", "TD26"]),
                Transmission = new ItalianTransmission { Sender = "IT01879020517", Progressive = chance.Next(100_000).ToString(CultureInfo.InvariantCulture), Addressee = addressee == 3 ? "XXXXXXX" : null },
                Withholdings = isTaxWithheld ? [new ItalianWithholding("RT01", 20m, 20m, "A")] : [],
                StampDuty = Maybe(3) ? new ItalianStampDuty("SI", 2m) : null,
                TotalChanges = Maybe(4) ? [new ItalianPriceChange("SC", 10m, Amount: null)] : [],
            },
        };
    }

    private static string? OwnNature(ItalianTaxes taxes, VatCategory category, string? nature) => taxes.NatureOf(category, own: null) == nature ? null : nature;

    private static ItalianLine? NullIfEmpty(ItalianLine line) => line.Equals(new ItalianLine()) ? null : line;

    /// <summary>How things are taxed in this invoice: two or three ways.</summary>
    private List<Taxed> Kinds() => [.. Enumerable.Range(0, chance.Next(1, 4)).Select(_ => Maybe(2) ? new Taxed(Pick([22m, 10m, 5m, 4m]), Nature: null) : new Taxed(0m, Pick(Natures))).DistinctBy(kind => (kind.Rate, kind.Nature))];

    private InvoiceLine Line(int number, Taxed kind)
    {
        var quantity = Maybe(4) ? (decimal?)null : chance.Next(1, 50_000) / (Maybe(2) ? 1m : 1_000m);
        var unitPrice = chance.Next(-10, 1_000_000) / (Maybe(2) ? 100m : 10_000m);
        IReadOnlyList<ItalianPriceChange> changes = Maybe(3) ? [Maybe(2) ? new("SC", 10m, Amount: null) : new(Pick(["SC", "MG"]), Percentage: null, 0.25m)] : [];
        var net = changes.Aggregate(unitPrice, (price, change) => price + ((change.Type == "MG" ? 1 : -1) * (change.Amount ?? price * change.Percentage!.Value / 100)));
        var discount = unitPrice - net;
        return new InvoiceLine
        {
            Id = number.ToString(CultureInfo.InvariantCulture),
            Quantity = quantity,
            Unit = Maybe(2) ? "ore" : null,
            Amount = decimal.Round(net * (quantity ?? 1), Maybe(2) ? 8 : 2),
            Price = changes.Count > 0 && discount > 0 ? new LinePrice { Net = net, Gross = unitPrice, Discount = discount } : new LinePrice { Net = net },
            Period = Maybe(4) ? new InvoicePeriod(new LocalDate(2025, 12, 1), Day()) : null,
            BuyerAccounting = Maybe(4) ? "CAP-1" : null,
            Vat = kind.Category,
            Item = new InvoiceItem { Name = Pick(Texts), SellerId = Maybe(3) ? "A-1" : null },
            Italy = new ItalianLine
            {
                UnitPrice = changes.Count > 0 ? unitPrice : null,
                PriceChanges = changes,
                IsSubjectToWithholding = Maybe(5),
                Nature = kind.Nature,
                Others = Maybe(5) ? [new ItalianOtherValue("NOTA", "testo", 1.5m, Day())] : [],
            },
        };
    }

    private AllowanceCharge Fund(Taxed kind, decimal sum) => new()
    {
        IsCharge = true,
        Amount = decimal.Round(sum * 4 / 100, 2),
        Base = Maybe(2) ? decimal.Round(sum, 2) : null,
        Percentage = 4m,
        Vat = kind.Category,
        Reason = "Cassa previdenziale TC04",
        Italy = new ItalianFund { Type = "TC04", IsSubjectToWithholding = Maybe(2), Nature = kind.Nature },
    };

    private List<VatShare> Shares(IReadOnlyList<InvoiceLine> lines, IReadOnlyList<AllowanceCharge> funds)
    {
        var parts = lines.Select(line => (new Taxed(line.Vat!.Rate ?? 0, line.Italy!.Nature), Amount: line.Amount!.Value))
            .Concat(funds.Select(fund => (new Taxed(fund.Vat!.Rate ?? 0, fund.Italy!.Nature), Amount: fund.Amount!.Value)));
        return [.. parts.GroupBy(part => part.Item1, part => part.Amount).Select(group => Share(group.Key, group.Sum()))];
    }

    private VatShare Share(Taxed kind, decimal sum)
    {
        var vatex = kind.Nature is null ? null : FatturaPaCodes.Current.Natures.Vatex(kind.Nature);
        var stated = decimal.Round(sum, 2);
        return new VatShare
        {
            Category = kind.Category,
            Base = stated,
            Tax = decimal.Round(stated * kind.Rate / 100, 2),
            ExemptionCode = vatex,
            ExemptionReason = kind.Nature is null ? null : "Art. 10 DPR 633/72",
            Italy = new ItalianVatShare
            {
                Nature = FatturaPaCodes.Current.NatureOf(kind.Category, vatex) == kind.Nature ? null : kind.Nature,
                Exigibility = Pick(["I", "D"]),
                Rounding = stated - sum is var rounding and not 0 ? rounding : null,
            },
        };
    }

    private InvoiceReferences References()
        => Maybe(2) ? new() : new() { PurchaseOrder = "ORD-1", Contract = Maybe(2) ? "CON-1" : null, Project = Maybe(2) ? "B11B21000010001" : null, Tender = Maybe(2) ? "9876543210" : null, BuyerAccounting = Maybe(2) ? "CAP-9" : null };

    private InvoiceParty Seller() => new()
    {
        Name = "Mario Rossi",
        VatId = "IT12345670017",
        TaxRegistration = Maybe(2) ? "RSSMRA80A01H501U" : null,
        Address = Address("IT"),
        Contact = Maybe(2) ? new InvoiceContact { Telephone = "0119876543", Email = "studio@esempio.example" } : null,
        Italy = new ItalianParty { FirstName = "Mario", FamilyName = "Rossi", TaxRegime = Pick(["RF01", "RF19", "RF20"]), Company = Maybe(3) ? new ItalianCompany("TO", "1", 10_000m, "SU", "LN") : null },
    };

    private InvoiceParty Buyer(int addressee)
    {
        var country = addressee == 3 ? "FR" : "IT";
        return new InvoiceParty
        {
            Name = Pick(Texts),
            VatId = addressee == 3 ? "FR83404833048" : "IT02438750586",
            LegalId = addressee == 2 ? new Identifier("02438750586", "0210") : null,
            ElectronicAddress = addressee switch { 0 => new("UF1A2B", "0201"), 1 => new("ABC1234", "0205"), 2 => new("cliente@pec.example", "0202"), _ => null },
            Address = Address(country),
        };
    }

    private InvoiceAddress Address(string country)
    {
        var number = Maybe(2) ? chance.Next(1, 99).ToString(CultureInfo.InvariantCulture) : null;
        return new InvoiceAddress { Line1 = number is null ? "Via della Libertà" : $"Via della Libertà {number}", HouseNumber = number, City = "Torino", PostCode = "10121", Subdivision = country == "IT" ? "TO" : null, Country = country };
    }

    private LocalDate Day() => new LocalDate(2026, 1, 1).PlusDays(chance.Next(300));

    private bool Maybe(int one) => chance.Next(one) == 0;

    private T Pick<T>(IReadOnlyList<T> from) => from[chance.Next(from.Count)];

    private readonly record struct Taxed(decimal Rate, string? Nature)
    {
        public VatCategory Category => ItalianTaxes.CategoryOf(Rate, Nature, isSplit: false)!;
    }
}
