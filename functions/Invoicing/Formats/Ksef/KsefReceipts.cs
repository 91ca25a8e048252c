using BackOffice.Invoicing.Domain;

namespace BackOffice.Invoicing.Formats.Ksef;

/// <summary>Reads receipts of KSeF (UPO), versions 4-2 and 4-3.</summary>
internal static class KsefReceipts
{
    private static readonly KsefMap<KsefReceipt> Owner = new KsefMap<KsefReceipt>()
        .Code("Nip", it => it.Context, (it, id) => it with { Context = id, ContextKind = KsefContextKind.Nip })
        .Code("IdWewnetrzny", it => it.Context, (it, id) => it with { Context = id, ContextKind = KsefContextKind.InternalId })
        .Code("IdZlozonyVatUE", it => it.Context, (it, id) => it with { Context = id, ContextKind = KsefContextKind.NipAndEuVat })
        .Code("IdDostawcyUslugPeppol", it => it.Context, (it, id) => it with { Context = id, ContextKind = KsefContextKind.PeppolProvider });

    private static readonly KsefMap<KsefReceiptPage> Page = new KsefMap<KsefReceiptPage>()
        .Whole("Strona", it => it.Number, (it, number) => it with { Number = number })
        .Whole("LiczbaStron", it => it.Pages, (it, number) => it with { Pages = number })
        .Whole("ZakresDokumentowOd", it => it.From, (it, number) => it with { From = number })
        .Whole("ZakresDokumentowDo", it => it.To, (it, number) => it with { To = number })
        .Whole("CalkowitaLiczbaDokumentow", it => it.Invoices, (it, number) => it with { Invoices = number });

    private static readonly KsefMap<KsefReceiptEntry> Entry = new KsefMap<KsefReceiptEntry>()
        .Code("NipSprzedawcy", it => it.SellerNip, (it, nip) => it with { SellerNip = nip })
        .Code("NumerKSeFDokumentu", it => it.KsefNumber, (it, number) => it with { KsefNumber = number })
        .Code("NumerFaktury", it => it.InvoiceNumber, (it, number) => it with { InvoiceNumber = number })
        .Date("DataWystawieniaFaktury", it => it.IssueDate, (it, date) => it with { IssueDate = date }, KsefFields.OfInvoice)
        .Add(Time("DataPrzeslaniaDokumentu", (it, time) => it with { SentAt = time }))
        .Add(Time("DataNadaniaNumeruKSeF", (it, time) => it with { NumberedAt = time }))
        .Code("SkrotDokumentu", it => it.Hash, (it, hash) => it with { Hash = hash })
        .Add(new(WithMode, (_, _) => { }));

    private static readonly KsefMap<KsefReceipt> All = new KsefMap<KsefReceipt>()
        .Text("NazwaPodmiotuPrzyjmujacego", it => it.Receiver, (it, name) => it with { Receiver = name })
        .Code("NumerReferencyjnySesji", it => it.Session, (it, number) => it with { Session = number })
        .Wrapper("Uwierzytelnienie", new KsefMap<KsefReceipt>()
            .Wrapper("IdKontekstu", Owner)
            .Code("NumerReferencyjnyTokenaKSeF", it => it.Token, (it, token) => it with { Token = token })
            .Code("SkrotDokumentuUwierzytelniajacego", it => it.AuthenticationHash, (it, hash) => it with { AuthenticationHash = hash }))
        .Group("OpisPotwierdzenia", it => it.Page, (it, page) => it with { Page = page }, Page)
        .Text("NazwaStrukturyLogicznej", it => it.Schema, (it, name) => it with { Schema = name })
        .Code("KodFormularza", it => it.Form, (it, code) => it with { Form = code })
        .Many("Dokument", it => it.Invoices, (it, all) => it with { Invoices = all }, Entry);

    /// <summary>The receipt; null when the document is none. Whatever it is, nothing is thrown.</summary>
    public static KsefReceiptReading? Read(RawNode root)
    {
        if (KsefKinds.Of(root) != KsefKind.Receipt)
        {
            return null;
        }

        var reading = new NodeReading();
        reading.Ignore(root, "wersjaSchemy", "schemaLocation");
        return new KsefReceiptReading(All.Read(root, new KsefReceipt(), reading), reading.NotTaken(root));
    }

    private static KsefField<KsefReceiptEntry> Time(string name, Func<KsefReceiptEntry, NodaTime.Instant, KsefReceiptEntry> set)
        => new((node, entry, reading) => node.Element(name) is { } time && KsefTimes.MomentOf(time.Value) is { } moment && reading.Text(time) is not null ? set(entry, moment) : entry, (_, _) => { });

    private static KsefReceiptEntry WithMode(RawNode node, KsefReceiptEntry entry, NodeReading reading)
        => node.Element("TrybWysylki") is { Value: "Online" or "Offline" } mode && reading.Text(mode) == "Offline" ? entry with { IsOffline = true } : entry;
}

/// <summary>A receipt as read.</summary>
/// <param name="Receipt">What was understood.</param>
/// <param name="NotCarried">What stands in the document and not in the receipt.</param>
internal sealed record KsefReceiptReading(KsefReceipt Receipt, IReadOnlyList<LostTerm> NotCarried);
