using BackOffice.Invoicing.Domain;
using NodaTime;

namespace BackOffice.Invoicing.Formats.Ksef;

/// <summary>What a correcting, an advance and a final invoice say of others.</summary>
internal static class KsefCorrections
{
    private static readonly KsefMap<PolishCorrection> Why = new KsefMap<PolishCorrection>()
        .Text("PrzyczynaKorekty", it => it.Reason, (it, text) => it with { Reason = text })
        .Choice("TypKorekty", it => it.Effect, (it, effect) => it with { Effect = effect });

    private static readonly KsefMap<Corrected> Original = new KsefMap<Corrected>()
        .Date("DataWystFaKorygowanej", it => it.Date, (it, date) => it with { Date = date }, KsefFields.OfInvoice, "When a corrected invoice was issued.")
        .Code("NrFaKorygowanej", it => it.Number, (it, number) => it with { Number = number }, 256, "The number of a corrected invoice.")
        .Implied("NrKSeF", it => KsefNumber.IsWellFormed(it.KsefNumber), "NrKSeFFaKorygowanej")
        .Code("NrKSeFFaKorygowanej", it => it.KsefNumber, (it, number) => it with { KsefNumber = number }, KsefNumber.IsWellFormed)
        .Mark("NrKSeFN", it => it.IsOutsideKsef && !KsefNumber.IsWellFormed(it.KsefNumber), it => it with { IsOutsideKsef = true })
        .Require(it => it.IsOutsideKsef || KsefNumber.IsWellFormed(it.KsefNumber), "NrKSeFFaKorygowanej", "The KSeF number of a corrected invoice, or that it was issued outside KSeF.");

    private static readonly KsefMap<PolishCorrection> Details = new KsefMap<PolishCorrection>()
        .Text("OkresFaKorygowanej", it => it.Period, (it, text) => it with { Period = text })
        .Code("NrFaKorygowany", it => it.RightNumber, (it, number) => it with { RightNumber = number })
        .Group("Podmiot1K", it => it.SellerBefore, (it, party) => it with { SellerBefore = party }, KsefParties.SellerBefore)
        .Many("Podmiot2K", it => it.BuyersBefore.Take(101), (it, parties) => it with { BuyersBefore = parties }, KsefParties.BuyerBefore)
        .Amount("P_15ZK", it => it.AmountBefore, (it, amount) => it with { AmountBefore = amount })
        .Number("KursWalutyZK", it => it.AmountBefore is null ? null : it.ExchangeRateBefore, (it, rate) => it with { ExchangeRateBefore = rate }, KsefDigits.Quantity);

    /// <summary>PrzyczynaKorekty to KursWalutyZK.</summary>
    public static KsefMap<Invoice> All { get; } = new KsefMap<Invoice>()
        .Inline(OfPoland, WithPoland, Why)
        .Many("DaneFaKorygowanej", Originals, (invoice, all) => invoice with { Preceding = [.. all.Select(it => it.ToPreceding())] }, Original)
        .Require(invoice => !KsefMarks.IsCorrection(invoice.Poland?.Kind) || invoice.Preceding.Count > 0, "DaneFaKorygowanej", "The invoices that are corrected.")
        .Inline(OfPoland, WithPoland, Details);

    /// <summary>ZaliczkaCzesciowa.</summary>
    public static KsefMap<AdvancePayment> Advance { get; } = new KsefMap<AdvancePayment>()
        .Date("P_6Z", it => it.Date, (it, date) => it with { Date = date }, KsefFields.OfInvoice, "When an advance was paid.")
        .Amount("P_15Z", it => it.Amount, (it, amount) => it with { Amount = amount }, "What was paid in advance.")
        .Number("KursWalutyZW", it => it.ExchangeRate, (it, rate) => it with { ExchangeRate = rate }, KsefDigits.Quantity);

    /// <summary>FakturaZaliczkowa.</summary>
    public static KsefMap<AdvanceInvoice> AdvanceInvoice { get; } = new KsefMap<AdvanceInvoice>()
        .Other("NrKSeFZN", "NrFaZaliczkowej", it => KsefNumber.IsWellFormed(it.KsefNumber) ? null : it.Number, (it, number) => it with { Number = number })
        .Code("NrKSeFFaZaliczkowej", it => it.KsefNumber, (it, number) => it with { KsefNumber = number }, KsefNumber.IsWellFormed)
        .Require(it => KsefNumber.IsWellFormed(it.KsefNumber) || KsefFields.HasWords(it.Number), "FakturaZaliczkowa", "The number of an advance invoice.");

    private static PolishCorrection? OfPoland(Invoice invoice) => invoice.Poland?.Correction;

    private static Invoice WithPoland(Invoice invoice, PolishCorrection correction) => invoice with { Poland = (invoice.Poland ?? new PolishInvoice()) with { Correction = correction } };

    /// <summary>Only a correction may name them.</summary>
    private static IEnumerable<Corrected> Originals(Invoice invoice)
        => invoice.Preceding.Select(it => new Corrected { Date = it.IssueDate, Number = it.Number, KsefNumber = it.Poland?.KsefNumber, IsOutsideKsef = it.Poland?.IsOutsideKsef == true });

    private sealed record Corrected
    {
        public LocalDate? Date { get; init; }

        public string Number { get; init; } = "";

        public string? KsefNumber { get; init; }

        public bool IsOutsideKsef { get; init; }

        public PrecedingInvoice ToPreceding()
            => new(Number, Date) { Poland = KsefNumber is null && !IsOutsideKsef ? null : new PolishPreceding { KsefNumber = KsefNumber, IsOutsideKsef = IsOutsideKsef } };
    }
}
