using BackOffice.Invoicing.Domain;

namespace BackOffice.Invoicing.Formats.Ksef;

/// <summary>Platnosc: BG-16 and BT-9, with what KSeF has beyond them.</summary>
internal static class KsefPayments
{
    private static readonly KsefMap<PartPayment> Part = new KsefMap<PartPayment>()
        .Amount("KwotaZaplatyCzesciowej", part => part.Amount, (part, amount) => part with { Amount = amount }, "What was paid in part.")
        .Date("DataZaplatyCzesciowej", part => part.Date, (part, date) => part with { Date = date }, KsefFields.OfPayment, "When a part was paid.")
        .Choice("FormaPlatnosci", part => part.Form, (part, form) => part with { Form = form })
        .Other("PlatnoscInna", "OpisPlatnosci", part => KsefFields.Known(part.Form) is null ? part.OtherForm : null, (part, text) => part with { OtherForm = text });

    private static readonly KsefMap<PaymentEvent> After = new KsefMap<PaymentEvent>()
        .Whole("Ilosc", it => it.Count, (it, count) => it with { Count = count }, int.MinValue)
        .Require(it => it.Count is not null, "TerminOpis", "How long after the event payment is due.")
        .Text("Jednostka", it => it.Unit, (it, unit) => it with { Unit = unit }, 50, "The unit of a payment term.")
        .Text("ZdarzeniePoczatkowe", it => it.Event, (it, what) => it with { Event = what }, 256, "The event that a payment term begins with.");

    private static readonly KsefMap<PaymentTerm> Term = new KsefMap<PaymentTerm>()
        .Date("Termin", term => term.Date, (term, date) => term with { Date = date }, KsefFields.OfPayment)
        .Group("TerminOpis", term => term.After, (term, after) => term with { After = after }, After);

    private static readonly KsefMap<PolishPayment> Paid = new KsefMap<PolishPayment>()
        .Implied("Zaplacono", IsPaid, "DataZaplaty")
        .Date("DataZaplaty", payment => payment.PaidOn, (payment, date) => payment with { PaidOn = date }, KsefFields.OfPayment)
        .YesNo("ZnacznikZaplatyCzesciowej", payment => !IsPaid(payment) && payment.Parts.Count > 0 ? payment.PartsAreWhole is not true : null, (payment, part) => payment with { PartsAreWhole = !part })
        .Many("ZaplataCzesciowa", payment => IsPaid(payment) ? [] : payment.Parts.Take(100), (payment, parts) => payment with { Parts = parts }, Part);

    private static readonly KsefMap<PolishPayment> Discount = new KsefMap<PolishPayment>()
        .Text("WarunkiSkonta", payment => payment.CashDiscountCondition, (payment, text) => payment with { CashDiscountCondition = text }, 256, "What earns the cash discount.")
        .Text("WysokoscSkonta", payment => payment.CashDiscount, (payment, text) => payment with { CashDiscount = text }, 256, "How much the cash discount is.");

    private static readonly KsefMap<PolishPayment> Rest = new KsefMap<PolishPayment>()
        .Wrapper("Skonto", Discount, payment => payment.CashDiscountCondition is not null || payment.CashDiscount is not null)
        .Code("LinkDoPlatnosci", payment => payment.Link, (payment, link) => payment with { Link = link }, KsefPaymentLink.IsLink)
        .Code("IPKSeF", payment => payment.KsefPaymentId, (payment, id) => payment with { KsefPaymentId = id }, KsefPaymentLink.IsId);

    public static KsefMap<Invoice> All { get; } = new KsefMap<Invoice>()
        .Inline(OfPoland, WithPoland, Paid)
        .Many("TerminPlatnosci", Terms, WithTerms, Term)
        .Add(new(WithTermsInWords, (_, _) => { }))
        .With(KsefPaymentForms.OfInvoice)
        .Many("RachunekBankowy", invoice => KsefAccount.Of(invoice, ofFactor: false).Take(100), (invoice, all) => KsefAccount.Add(invoice, all, ofFactor: false), KsefAccount.Map)
        .Many("RachunekBankowyFaktora", invoice => KsefAccount.Of(invoice, ofFactor: true).Take(20), (invoice, all) => KsefAccount.Add(invoice, all, ofFactor: true), KsefAccount.Map)
        .Inline(OfPoland, WithPoland, Rest);

    private static bool IsPaid(PolishPayment payment) => KsefFields.IsWithin(payment.PaidOn, KsefFields.OfPayment);

    private static PolishPayment? OfPoland(Invoice invoice) => invoice.Poland?.Payment;

    private static Invoice WithPoland(Invoice invoice, PolishPayment payment) => invoice with { Poland = (invoice.Poland ?? new PolishInvoice()) with { Payment = payment } };

    private static IEnumerable<PaymentTerm> Terms(Invoice invoice)
    {
        var payment = OfPoland(invoice);
        if (invoice.DueDate is not null || payment?.DueAfter is not null)
        {
            yield return new PaymentTerm { Date = invoice.DueDate, After = payment?.DueAfter };
        }

        foreach (var term in payment?.OtherTerms ?? [])
        {
            yield return term;
        }
    }

    /// <summary>FA(2) has TerminOpis as a text; in FA(3) it is written as BT-20 (see <see cref="KsefTerms"/>).</summary>
    private static Invoice WithTermsInWords(RawNode payment, Invoice invoice, NodeReading reading)
    {
        var words = payment.Elements("TerminPlatnosci").Select(term => reading.Text(term.Element("TerminOpis"))).OfType<string>().ToList();
        return words.Count == 0 ? invoice : invoice with { PaymentTerms = string.Join("; ", words) };
    }

    private static Invoice WithTerms(Invoice invoice, IReadOnlyList<PaymentTerm> terms)
    {
        var first = invoice with { DueDate = terms[0].Date };
        return terms is [{ After: null }] ? first : WithPoland(first, (OfPoland(first) ?? new PolishPayment()) with { DueAfter = terms[0].After, OtherTerms = [.. terms.Skip(1)] });
    }
}
