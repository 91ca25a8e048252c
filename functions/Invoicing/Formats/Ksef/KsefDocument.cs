using BackOffice.Invoicing.Domain;

namespace BackOffice.Invoicing.Formats.Ksef;

/// <summary>Faktura: the whole document, in the order of the schema.</summary>
internal static class KsefDocument
{
    private static readonly KsefMap<PolishInvoice> Made = new KsefMap<PolishInvoice>()
        .Code("DataWytworzeniaFa", it => it.CreatedAt, (it, time) => it with { CreatedAt = time }, KsefTimes.IsCreation, "When the document is made, from 1 September 2025 on; the sending system knows.")
        .Text("SystemInfo", it => it.CreatedBy, (it, name) => it with { CreatedBy = name });

    private static readonly KsefMap<PolishDescription> Description = new KsefMap<PolishDescription>()
        .Whole("NrWiersza", it => it.Line, (it, line) => it with { Line = line })
        .Text("Klucz", it => it.Key, (it, text) => it with { Key = text }, 256, "The name of an additional fact.")
        .Text("Wartosc", it => it.Value, (it, text) => it with { Value = text }, 256, "The value of an additional fact.");

    private static readonly KsefMap<PolishInvoice> Marks = new KsefMap<PolishInvoice>()
        .Many("ZaliczkaCzesciowa", it => it.Advances.Take(31), (it, all) => it with { Advances = all }, KsefCorrections.Advance)
        .Mark("FP", it => it.FollowsReceipt, it => it with { FollowsReceipt = true })
        .Mark("TP", it => it.IsBetweenRelated, it => it with { IsBetweenRelated = true })
        .Many("DodatkowyOpis", it => it.Descriptions, (it, all) => it with { Descriptions = all }, Description)
        .Many("FakturaZaliczkowa", it => it.AdvanceInvoices.Take(100), (it, all) => it with { AdvanceInvoices = all }, KsefCorrections.AdvanceInvoice)
        .Mark("ZwrotAkcyzy", it => it.IsForExciseRefund, it => it with { IsForExciseRefund = true });

    private static readonly KsefMap<SettlementItem> SettlementItem = new KsefMap<SettlementItem>()
        .Amount("Kwota", it => it.Amount, (it, amount) => it with { Amount = amount }, "What is added or deducted.")
        .Text("Powod", it => it.Reason, (it, text) => it with { Reason = text }, 256, "Why something is added or deducted.");

    private static readonly KsefMap<PolishSettlement> Settlement = new KsefMap<PolishSettlement>()
        .Many("Obciazenia", it => it.Charges.Take(100), (it, all) => it with { Charges = all }, SettlementItem)
        .Amount("SumaObciazen", it => it.SumOfCharges, (it, sum) => it with { SumOfCharges = sum })
        .Many("Odliczenia", it => it.Deductions.Take(100), (it, all) => it with { Deductions = all }, SettlementItem)
        .Amount("SumaOdliczen", it => it.SumOfDeductions, (it, sum) => it with { SumOfDeductions = sum })
        .Amount("DoZaplaty", it => it.ToPay, (it, amount) => it with { ToPay = amount })
        .Amount("DoRozliczenia", it => it.ToPay is null ? it.ToRefund : null, (it, amount) => it with { ToRefund = amount });

    private static readonly KsefMap<PolishOrder> Order = new KsefMap<PolishOrder>()
        .Amount("WartoscZamowienia", it => it.Value, (it, value) => it with { Value = value }, "The value of the order.")
        .Many("ZamowienieWiersz", it => it.Lines, (it, lines) => it with { Lines = lines }, KsefLines.OfOrder)
        .Require(it => it.Lines.Count > 0, "ZamowienieWiersz", "The lines of the order.");

    private static readonly KsefMap<PolishRegister> Register = new KsefMap<PolishRegister>()
        .Text("PelnaNazwa", it => it.FullName, (it, name) => it with { FullName = name })
        .Code("KRS", it => it.Krs, (it, number) => it with { Krs = number }, text => text.Length == 10 && IsDigits(text))
        .Code("REGON", it => it.Regon, (it, number) => it with { Regon = number }, text => text.Length is 9 or 14 && IsDigits(text))
        .Code("BDO", it => it.Bdo, (it, number) => it with { Bdo = number }, 9);

    private static readonly KsefMap<Invoice> Dates = new KsefMap<Invoice>()
        .Date("P_6", invoice => invoice.Delivery?.Date, (invoice, date) => On(invoice, delivery => delivery with { Date = date }), KsefFields.OfInvoice)
        .Wrapper("OkresFa", new KsefMap<Invoice>()
            .Date("P_6_Od", invoice => invoice.Delivery?.Period?.From, (invoice, date) => On(invoice, delivery => delivery with { Period = new(date, delivery.Period?.To) }), KsefFields.OfInvoice, "When the invoiced period begins.")
            .Date("P_6_Do", invoice => invoice.Delivery?.Period?.To, (invoice, date) => On(invoice, delivery => delivery with { Period = new(delivery.Period?.From, date) }), KsefFields.OfInvoice, "When the invoiced period ends."),
            invoice => invoice.Delivery is { Date: null, Period: { From: not null, To: not null } });

    private static readonly KsefMap<Invoice> Fa = new KsefMap<Invoice>()
        .Code("KodWaluty", invoice => invoice.Currency, (invoice, code) => invoice with { Currency = code }, KsefCodes.IsCurrency, "The currency.")
        .Date("P_1", invoice => invoice.IssueDate, (invoice, date) => invoice with { IssueDate = date }, KsefFields.OfInvoice, "The issue date, from 2006 on.")
        .Inline(OfPoland, WithPoland, new KsefMap<PolishInvoice>().Text("P_1M", it => it.IssuePlace, (it, place) => it with { IssuePlace = place }))
        .Code("P_2", invoice => invoice.Number, (invoice, number) => invoice with { Number = number }, 256, "The number of the invoice.")
        .Texts("WZ", DespatchNotes, WithDespatchNotes, KsefTexts.Words)
        .With(Dates)
        .With(KsefVat.Sums)
        .Amount("P_15", invoice => invoice.Sums.WithVat, (invoice, amount) => invoice with { Sums = invoice.Sums with { WithVat = amount } }, "The total with VAT.")
        .Inline(OfPoland, WithPoland, new KsefMap<PolishInvoice>()
            .Number("KursWalutyZ", it => it.ExchangeRate, (it, rate) => it with { ExchangeRate = rate }, KsefDigits.Quantity)
            .Group("Adnotacje", it => it.Annotations, (it, notes) => it with { Annotations = notes }, KsefAnnotations.All, "What the VAT act wants said: P_16 to P_23.")
            .Code("RodzajFaktury", it => it.Kind, (it, kind) => it with { Kind = kind }, KsefMarks.IsKind, "The kind of invoice, where BT-3 does not tell."))
        .With(KsefCorrections.All)
        .Inline(OfPoland, WithPoland, Marks)
        .Many("FaWiersz", invoice => invoice.Lines, (invoice, lines) => invoice with { Lines = lines }, KsefLines.OfInvoice)
        .Inline(OfPoland, WithPoland, new KsefMap<PolishInvoice>().Group("Rozliczenie", it => it.Settlement, (it, settlement) => it with { Settlement = settlement }, Settlement))
        .Wrapper("Platnosc", KsefPayments.All)
        .Wrapper("WarunkiTransakcji", KsefConditions.All)
        .Inline(OfPoland, WithPoland, new KsefMap<PolishInvoice>().Group("Zamowienie", it => it.Order, (it, order) => it with { Order = order }, Order));

    private static readonly KsefMap<Invoice> Footer = new KsefMap<Invoice>()
        .Many("Informacje", invoice => invoice.Notes.Take(3).Select(note => new Footnote { Text = note.Text }), (invoice, all) => invoice with { Notes = [.. all.Select(note => new InvoiceNote(note.Text, Subject: null))] }, Footnote.Map)
        .Inline(OfPoland, WithPoland, new KsefMap<PolishInvoice>().Many("Rejestry", it => it.Registers.Take(100), (it, all) => it with { Registers = all }, Register));

    public static KsefMap<Invoice> All { get; } = new KsefMap<Invoice>()
        .Wrapper("Naglowek", new KsefMap<Invoice>().With(KsefForm.Head).Inline(OfPoland, WithPoland, Made))
        .Group("Podmiot1", invoice => invoice.Seller, (invoice, party) => invoice with { Seller = party }, KsefParties.Seller)
        .Group("Podmiot2", invoice => invoice.Buyer, (invoice, party) => invoice with { Buyer = party }, KsefParties.Buyer)
        .Inline(OfPoland, WithPoland, new KsefMap<PolishInvoice>()
            .Many("Podmiot3", it => it.ThirdParties.Take(100), (it, all) => it with { ThirdParties = all }, KsefParties.Third))
        .Group("PodmiotUpowazniony", Authority, WithAuthority, KsefParties.Authority)
        .Wrapper("Fa", Fa)
        .Wrapper("Stopka", Footer)
        .Inline(OfPoland, WithPoland, new KsefMap<PolishInvoice>()
            .Wrapper("Zalacznik", new KsefMap<PolishInvoice>().Many("BlokDanych", it => it.Attachment, (it, blocks) => it with { Attachment = blocks }, KsefAttachments.Block)));

    private static bool IsDigits(string text) => text.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0;

    private static PolishInvoice OfPoland(Invoice invoice) => invoice.Poland ?? new PolishInvoice();

    private static Invoice WithPoland(Invoice invoice, PolishInvoice poland) => invoice with { Poland = poland };

    private static Invoice On(Invoice invoice, Func<InvoiceDelivery, InvoiceDelivery> change) => invoice with { Delivery = change(invoice.Delivery ?? new InvoiceDelivery()) };

    private static List<string> DespatchNotes(Invoice invoice)
        => [.. (invoice.References.DespatchAdvice is { } first ? [first] : Array.Empty<string>()), .. OfPoland(invoice).OtherDespatchNotes];

    private static Invoice WithDespatchNotes(Invoice invoice, IReadOnlyList<string> notes)
    {
        var first = invoice with { References = invoice.References with { DespatchAdvice = notes[0] } };
        return notes.Count == 1 ? first : WithPoland(first, OfPoland(first) with { OtherDespatchNotes = [.. notes.Skip(1)] });
    }

    /// <summary>A tax representative is one, and EN 16931 knows him.</summary>
    private static PolishAuthority? Authority(Invoice invoice)
        => OfPoland(invoice).Authority ?? (invoice.TaxRepresentative is { } party ? new PolishAuthority { Party = party, Role = AuthorityRole.TaxRepresentative } : null);

    private static Invoice WithAuthority(Invoice invoice, PolishAuthority authority)
        => authority.Role == AuthorityRole.TaxRepresentative ? invoice with { TaxRepresentative = authority.Party } : WithPoland(invoice, OfPoland(invoice) with { Authority = authority });

    private sealed record Footnote
    {
        public static KsefMap<Footnote> Map { get; } = new KsefMap<Footnote>().Texts(
            "StopkaFaktury",
            note => [note.Text],
            (note, texts) => note with { Text = texts[0] },
            new KsefTexts { Most = 3500, MostTexts = 1, KeepsLines = true });

        public string Text { get; init; } = "";
    }
}
