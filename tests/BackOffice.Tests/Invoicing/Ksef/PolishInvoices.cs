using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using BackOffice.Invoicing.Domain;
using BackOffice.Invoicing.Formats.Ksef;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Invoicing.Ksef;

/// <summary>Polish invoices by chance: any mixture of what FA(3) has, with right sums.</summary>
[SuppressMessage("Security", "CA5394", Justification = "Seeded chance, so that a failure repeats.")]
internal sealed class PolishInvoices(int seed)
{
    private const string KsefNumberOfDocs = "5265877635-20250826-0100001AF629-AF";

    private static readonly string[] Nips = ["5265877635", "9999999999", "1111111111", "5210415750"];
    private static readonly string[] Words = ["lodówka", "Łódź", "usługa & montaż", "<części>", "żółw \"A\"", "ćwierć", "szt. 1", "zażółć gęślą jaźń"];

    private readonly Random chance = new(seed);

    /// <summary>A whole invoice; nothing in it is beyond what FA(3) can hold.</summary>
    public Invoice Next()
    {
        var kind = Pick("VAT", "VAT", "VAT", "KOR", "ZAL", "ROZ", "UPR", "KOR_ZAL", "KOR_ROZ");
        var currency = Pick("PLN", "PLN", "EUR", "USD");
        var margin = Maybe(5, () => (MarginScheme?)chance.Next(4));
        var isAdvance = kind is "ZAL" or "KOR_ZAL";
        var billed = Lines(chance.Next(1, 12), kind is "KOR" or "KOR_ROZ", isAdvance ? null : margin);
        var vat = Shares(billed, currency);
        var total = vat.Sum(share => share.Base!.Value + share.Tax!.Value);
        var isSelfBilled = Chance(5);
        return new Invoice
        {
            Number = $"FV/{chance.Next(1, 9999).ToString(CultureInfo.InvariantCulture)}/2026",
            IssueDate = Day(),
            TypeCode = kind switch
            {
                "ZAL" => "386",
                "KOR" or "KOR_ZAL" or "KOR_ROZ" => "384",
                _ => isSelfBilled ? "389" : "380",
            },
            Currency = currency,
            DueDate = Maybe(2, () => (LocalDate?)Day()),
            PaymentTerms = Maybe(4, Text),
            References = new InvoiceReferences { Contract = Maybe(3, Text), PurchaseOrder = Maybe(3, Text), DespatchAdvice = Maybe(3, Text), Buyer = Maybe(4, Text) },
            Notes = Some(3, () => new InvoiceNote(Text() + "\n" + Text(), Subject: null)),
            Preceding = kind.StartsWith("KOR", StringComparison.Ordinal) ? [.. Some(3, Preceding), Preceding()] : [],
            Seller = Seller(),
            Buyer = Party(isBuyer: true),
            TaxRepresentative = Maybe(6, Seller) is { } representative ? representative with { Poland = null } : null,
            Delivery = Delivery(),
            Payments = Payments(),
            Vat = vat,
            Sums = new InvoiceSums { WithVat = total },
            Lines = isAdvance ? [] : billed,
            Poland = Poland(kind, isAdvance ? null : margin, vat, isSelfBilled) with
            {
                Settlement = Maybe(4, () => Settlement(total)),
                Order = isAdvance ? new PolishOrder { Value = Figure(2), Lines = [.. billed.Select(OrderLine)] } : null,
            },
        };
    }

    private PolishInvoice Poland(string kind, MarginScheme? margin, IReadOnlyList<VatShare> vat, bool isSelfBilled) => new()
    {
        CreatedAt = "2026-02-01T10:30:00Z",
        CreatedBy = Maybe(2, Text),
        IssuePlace = Maybe(2, Text),
        Kind = kind,
        ExchangeRate = Maybe(4, () => (decimal?)Figure(6)),
        Annotations = new PolishAnnotations
        {
            IsCashAccounted = Chance(4),
            IsSelfBilled = isSelfBilled,
            IsReverseCharge = vat.Any(share => share.Category.Code == "AE"),
            IsSplitPayment = Chance(3),
            IsTriangular = Chance(6),
            Margin = margin,
            Exemption = vat.Any(share => share.Category.Code == "E" && share.Poland is null) ? new PolishExemption((ExemptionBasis)chance.Next(3), Text()) : null,
            NewVehicles = Maybe(6, () => (bool?)true) is true ? [Vehicle()] : [],
            IsReportedVehicle = null,
        } is var notes && notes.NewVehicles.Count > 0 ? notes with { IsReportedVehicle = Chance(2) } : notes,
        Correction = kind.StartsWith("KOR", StringComparison.Ordinal) ? Correction() : null,
        Advances = kind == "ZAL" ? Some(4, () => new AdvancePayment { Date = Day(), Amount = Figure(2), ExchangeRate = Maybe(2, () => (decimal?)Figure(6)) }) : [],
        AdvanceInvoices = kind == "ROZ" ? Some(3, () => Chance(2) ? new AdvanceInvoice { KsefNumber = KsefNumberOfDocs } : new AdvanceInvoice { Number = Text() }) : [],
        FollowsReceipt = Chance(4),
        IsBetweenRelated = Chance(4),
        IsForExciseRefund = Chance(9),
        Descriptions = Some(4, () => new PolishDescription { Line = Maybe(2, () => (int?)chance.Next(1, 99)), Key = Text(), Value = Text() }),
        Payment = Maybe(2, Payment),
        Conditions = Maybe(2, Conditions),
        ThirdParties = Some(3, Third),
        Registers = Some(2, () => new PolishRegister { FullName = Text(), Krs = Maybe(2, () => "0000099999"), Regon = Maybe(2, () => "999999999"), Bdo = Maybe(2, () => "000099999") }),
        Attachment = Some(2, Block),
    };

    private List<InvoiceLine> Lines(int count, bool isCorrection, MarginScheme? margin)
    {
        List<InvoiceLine> lines = [];
        while (lines.Count < count)
        {
            lines.Add(Line((lines.Count + 1).ToString(CultureInfo.InvariantCulture), isCorrection && Chance(2), margin));
        }

        return lines;
    }

    private InvoiceLine Line(string id, bool isBefore, MarginScheme? margin)
    {
        var (quantity, price) = ((decimal)chance.Next(1, 50), Figure(2));
        var amount = Rounding.HalfUp.Round(quantity * price, 2);
        var rate = Pick([.. KsefRates.All]);
        var isMargin = margin is not null && Chance(2);
        var isElsewhere = !isMargin && Chance(8);
        var treatment = isMargin ? PolishTreatment.MarginScheme : isElsewhere ? PolishTreatment.OneStopShop : rate.Treatment;
        var unit = Pick("szt.", "godz.", "kg", "worek");
        return new InvoiceLine
        {
            Id = id,
            Quantity = isBefore ? -quantity : quantity,
            Unit = KsefUnits.CodeOf(unit),
            Amount = isBefore ? -amount : amount,
            Price = new LinePrice { Net = price },
            Vat = isMargin ? new VatCategory("E", 0) : isElsewhere ? new VatCategory("S", 19) : rate.Category,
            Item = new InvoiceItem { Name = Text(), SellerId = Maybe(3, Text), StandardId = Maybe(3, () => new Identifier("5901234123457", "0160")) },
            Poland = new PolishLine
            {
                IsBefore = isBefore,
                UnitWord = unit,
                UniqueId = Maybe(3, () => "aaaa" + id),
                DeliveryDate = Maybe(4, () => (LocalDate?)Day()),
                Pkwiu = Maybe(5, () => "62.01.11.0"),
                Cn = Maybe(5, () => "8418 21 91"),
                Pkob = Maybe(9, () => "1110"),
                GrossPrice = Maybe(6, () => (decimal?)Figure(4)),
                GrossAmount = Maybe(6, () => (decimal?)Figure(2)),
                Vat = Maybe(6, () => (decimal?)Figure(2)),
                Treatment = treatment,
                IsOfAnnex15 = Chance(9),
                Excise = Maybe(9, () => (decimal?)Figure(2)),
                Gtu = Maybe(4, () => Pick("GTU_01", "GTU_09", "GTU_13")),
                Procedure = Maybe(8, () => Pick("TT_D", "IED", "WSTO_EE")),
                ExchangeRate = Maybe(8, () => (decimal?)Figure(6)),
            },
        };
    }

    /// <summary>A line of an order has fewer fields.</summary>
    private static InvoiceLine OrderLine(InvoiceLine line)
        => line with { Poland = line.Poland! with { DeliveryDate = null, GrossPrice = null, GrossAmount = null, ExchangeRate = null } };

    private static List<VatShare> Shares(IReadOnlyList<InvoiceLine> lines, string currency)
    {
        List<VatShare> shares = [];
        foreach (var sums in KsefRates.Sums)
        {
            var of = lines.Where(line => KsefRates.SumsOf(line.Vat!, line.Poland?.Treatment) == sums).ToList();
            if (of.Count == 0)
            {
                continue;
            }

            // Several rates of one field are one share.
            var (category, total) = (of[0].Vat!, of.Sum(line => line.Amount!.Value));
            var tax = sums.Tax is null ? 0 : of.GroupBy(line => line.Vat!).Sum(rate => Rounding.HalfUp.Round(rate.Sum(line => line.Amount!.Value) * (rate.Key.Rate ?? 0) / 100, 2));
            var zloty = sums.TaxInZloty is null || currency == "PLN" ? (decimal?)null : Rounding.HalfUp.Round(tax * 4.25m, 2);
            var treatment = of[0].Poland?.Treatment;
            shares.Add(new VatShare
            {
                Category = category,
                Base = total,
                Tax = tax,
                Poland = zloty is null && treatment is null ? null : new PolishVatShare { TaxInZloty = zloty, Treatment = treatment },
            });
        }

        // Lines of the same field at several rates: which of them the share is of, the sums do not say.
        return [.. shares.Select(share => IsMixed(share, lines) ? share with { Category = Nearest(share) } : share)];
    }

    private static bool IsMixed(VatShare share, IReadOnlyList<InvoiceLine> lines)
    {
        var sums = KsefRates.SumsOf(share.Category, share.Poland?.Treatment);
        return lines.Where(line => KsefRates.SumsOf(line.Vat!, line.Poland?.Treatment) == sums).Select(line => line.Vat).Distinct().Skip(1).Any();
    }

    private static VatCategory Nearest(VatShare share)
        => KsefRates.All.Where(rate => rate.Sums == KsefRates.SumsOf(share.Category, share.Poland?.Treatment))
            .MinBy(rate => Math.Abs((share.Base!.Value * (rate.Category.Rate ?? 0) / 100) - share.Tax!.Value))!.Category;

    private InvoiceParty Seller() => new()
    {
        Name = Text(),
        VatId = "PL" + Pick(Nips),
        Address = Address("PL"),
        Contact = Contact(),
        Poland = new PolishParty { ShowsEuPrefix = Chance(3), Eori = Maybe(4, () => "PL1234567890123"), Status = Maybe(5, () => (TaxpayerStatus?)chance.Next(4)), Correspondence = Maybe(4, PlainAddress) } is var poland && poland == new PolishParty() ? null : poland,
    };

    private InvoiceParty Party(bool isBuyer)
    {
        var party = Identified(chance.Next(isBuyer ? 4 : 5)) with
        {
            Name = Text(),
            Address = Maybe(2, () => Address("DE")),
            Contact = Contact(),
            Ids = Chance(3) ? [new Identifier("K-77", Scheme: null)] : [],
        };
        var poland = (party.Poland ?? new PolishParty()) with { BuyerKey = Maybe(3, () => "K1"), Correspondence = Maybe(4, PlainAddress), Eori = Maybe(5, () => "DE123456") };
        return party with { Poland = isBuyer ? poland with { IsForLocalUnit = false, IsForGroupMember = false } : poland };
    }

    private InvoiceParty Identified(int kind) => kind switch
    {
        0 => new InvoiceParty { VatId = "PL" + Pick(Nips) },
        1 => new InvoiceParty { VatId = Pick("DE123456789", "ATU12345678", "EL123456789") },
        2 => new InvoiceParty { TaxRegistration = "12-3456789", Poland = new PolishParty { TaxIdCountry = "US" } },
        3 => new InvoiceParty(),
        _ => new InvoiceParty { Poland = new PolishParty { InternalId = "5265877635-12345" } },
    };

    private PolishThirdParty Third()
    {
        var party = Party(isBuyer: false);
        return Chance(4)
            ? new PolishThirdParty { Party = party, OtherRole = Text() }
            : new PolishThirdParty { Party = party, Role = (ThirdPartyRole)chance.Next(1, 11), Share = Maybe(5, () => (decimal?)10) };
    }

    private InvoiceAddress Address(string country) => country == "PL"
        ? new InvoiceAddress { Country = country, Line1 = Text(), City = Maybe(2, () => "Łódź"), PostCode = null } is { City: not null } town ? town with { PostCode = "90-001" } : new InvoiceAddress { Country = country, Line1 = Text() }
        : new InvoiceAddress { Country = country, Line1 = Text(), Line2 = Maybe(2, Text) };

    private PolishAddress PlainAddress() => new() { Country = "PL", Line1 = Text(), Line2 = Maybe(2, Text), Gln = Maybe(4, () => "5901234000009") };

    private InvoiceContact? Contact() => Maybe(2, () => new InvoiceContact { Email = "ktos@przyklad.pl", Telephone = Maybe(2, () => "+48 600 700 800") });

    private InvoiceDelivery? Delivery() => chance.Next(3) switch
    {
        0 => new InvoiceDelivery { Date = Day() },
        1 => new InvoiceDelivery { Period = new InvoicePeriod(new LocalDate(2026, 1, 1), new LocalDate(2026, 1, 31)) },
        _ => null,
    };

    private PrecedingInvoice Preceding() => new(Text(), Day()) { Poland = Chance(2) ? new PolishPreceding { KsefNumber = KsefNumberOfDocs } : new PolishPreceding { IsOutsideKsef = true } };

    private PolishCorrection Correction() => new()
    {
        Reason = Maybe(2, Text),
        Effect = Maybe(2, () => (CorrectionEffect?)chance.Next(3)),
        Period = Maybe(4, Text),
        RightNumber = Maybe(4, Text),
        SellerBefore = Maybe(4, () => new InvoiceParty { Name = Text(), VatId = "PL" + Pick(Nips), Address = Address("PL") }),
        BuyersBefore = Some(2, () => Identified(chance.Next(4)) with { Name = Text() }),
        AmountBefore = Maybe(3, () => (decimal?)Figure(2)),
    };

    private IReadOnlyList<PaymentInstruction> Payments()
    {
        var accounts = Some(2, () => new CreditAccount("PL61109010140000071219812874", Name: null, Maybe(2, () => "WBKPPLPP")) { Poland = Maybe(2, () => new PolishAccount { Bank = Text(), OwnAccountOfBank = Maybe(3, () => (int?)2) }) });
        var factor = Some(2, () => new CreditAccount("61109010140000071219812874", Name: null, Bic: null) { Poland = new PolishAccount { IsOfFactor = true, Description = Maybe(2, Text) } });
        var means = chance.Next(3) switch
        {
            0 => new PaymentInstruction { MeansCode = Pick("10", "30", "48", "20") },
            1 => new PaymentInstruction { MeansCode = "ZZZ", MeansText = Text() },
            _ => new PaymentInstruction(),
        };
        return means.MeansCode.Length == 0 && accounts.Count + factor.Count == 0 ? [] : [means with { Accounts = [.. accounts, .. factor] }];
    }

    private PolishPayment Payment() => new PolishPayment
    {
        PaidOn = Maybe(3, () => (LocalDate?)Day()),
        OtherTerms = [],
        CashDiscountCondition = "do 7 dni",
        CashDiscount = "2%",
        KsefPaymentId = Maybe(4, () => "123AbCdEfGh12"),
        Link = Maybe(4, () => "https://platnosci.przyklad.pl/x?IPKSeF=123AbCdEfGh12"),
    } is var payment && payment.PaidOn is null && Chance(2)
        ? payment with { PartsAreWhole = Chance(2), Parts = [new PartPayment { Amount = Figure(2), Date = Day(), Form = PaymentForm.Mobile }] }
        : payment;

    private PolishSettlement Settlement(decimal total) => new()
    {
        Charges = [new SettlementItem { Amount = 5, Reason = "kaucja" }],
        SumOfCharges = 5,
        Deductions = [new SettlementItem { Amount = 2.50m, Reason = "nadwyżka" }],
        SumOfDeductions = 2.50m,
        ToPay = total + 2.50m,
    };

    private PolishConditions Conditions() => new()
    {
        Lots = Some(2, Text),
        DeliveryTerms = Maybe(2, () => "CIP"),
        AgreedExchangeRate = 4.2512m,
        AgreedCurrency = "EUR",
        IsByIntermediary = Chance(3),
        Transports = Some(2, () => new PolishTransport
        {
            Mode = Maybe(2, () => (int?)Pick(1, 3, 7, 8)),
            Carrier = Maybe(2, () => new InvoiceParty { Name = Text(), VatId = "PL" + Pick(Nips), Address = Address("PL") }),
            OrderNumber = Maybe(2, Text),
            Cargo = Maybe(2, () => (int?)chance.Next(1, 21)),
            PackagingUnit = Maybe(2, Text),
            StartedAt = Maybe(2, () => "2026-01-31T08:00:00+01:00"),
            EndedAt = Maybe(2, () => "2026-01-31T18:00:00"),
            From = Maybe(2, PlainAddress),
            Via = Some(2, PlainAddress),
            To = Maybe(2, PlainAddress),
        } is var way ? way with { OtherMode = way.Mode is null ? "wielbłąd" : null, OtherCargo = way.Cargo is null ? "różne" : null } : way),
    };

    private PolishAttachmentBlock Block() => new()
    {
        Heading = Maybe(2, Text),
        Facts = [new PolishKeyValue { Key = Text(), Value = Text() }],
        Paragraphs = Some(3, Text),
        Tables = Some(2, () => new PolishTable
        {
            Facts = Some(2, () => new PolishKeyValue { Key = Text(), Value = Text() }),
            Description = Maybe(2, Text),
            Columns = [new PolishColumn { Name = "a", Type = "txt" }, new PolishColumn { Name = "b", Type = "dec" }],
            Rows = [new PolishRow { Cells = ["x", ""] }, new PolishRow { Cells = ["", "1.00"] }],
            Totals = Maybe(2, () => new PolishRow { Cells = ["", "1.00"] }),
        }),
    };

    private NewVehicle Vehicle() => new() { FirstUse = Day(), Line = 1, Make = Maybe(2, Text), Colour = Maybe(2, Text), Mileage = "1200", Vin = Maybe(2, () => "WVWZZZ1JZXW000001"), Type = Maybe(2, Text) };

    private bool Chance(int ofHowMany) => chance.Next(ofHowMany) == 0;

    private T? Maybe<T>(int ofHowMany, Func<T> value) => Chance(ofHowMany) ? value() : default;

    private IReadOnlyList<T> Some<T>(int most, Func<T> value) => [.. Enumerable.Range(0, chance.Next(most + 1)).Select(_ => value())];

    private T Pick<T>(params T[] values) => values[chance.Next(values.Length)];

    private string Text() => $"{Pick(Words)} {Pick(Words)} {chance.Next(100).ToString(CultureInfo.InvariantCulture)}";

    private LocalDate Day() => new LocalDate(2025, 9, 1).PlusDays(chance.Next(400));

    /// <summary>Positive, with so many decimals.</summary>
    private decimal Figure(int decimals) => new(chance.Next(1, 2_000_000), 0, 0, isNegative: false, (byte)decimals);
}
