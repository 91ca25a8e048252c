using BackOffice.Invoicing.Domain;

namespace BackOffice.Invoicing.Formats.Ksef;

/// <summary>WarunkiTransakcji.</summary>
internal static class KsefConditions
{
    private static readonly KsefMap<PolishTransport> Transport = new KsefMap<PolishTransport>()
        .Whole("RodzajTransportu", it => it.Mode is 6 ? null : it.Mode, (it, mode) => it with { Mode = mode }, 1, 8)
        .Other("TransportInny", "OpisInnegoTransportu", it => it.Mode is null ? it.OtherMode : null, (it, text) => it with { OtherMode = text }, 50)
        .Require(it => it.Mode is (>= 1 and <= 5) or 7 or 8 || (it.Mode is null && KsefFields.HasWords(it.OtherMode)), "RodzajTransportu", "How it was transported.")
        .Group("Przewoznik", it => it.Carrier, (it, party) => it with { Carrier = party }, KsefParties.Carrier)
        .Code("NrZleceniaTransportu", it => it.OrderNumber, (it, number) => it with { OrderNumber = number })
        .Whole("OpisLadunku", it => it.Cargo, (it, cargo) => it with { Cargo = cargo }, 1, 20)
        .Other("LadunekInny", "OpisInnegoLadunku", it => it.Cargo is null ? it.OtherCargo : null, (it, text) => it with { OtherCargo = text }, 50)
        .Require(it => it.Cargo is >= 1 and <= 20 || (it.Cargo is null && KsefFields.HasWords(it.OtherCargo)), "OpisLadunku", "What the cargo is.")
        .Text("JednostkaOpakowania", it => it.PackagingUnit, (it, text) => it with { PackagingUnit = text })
        .Code("DataGodzRozpTransportu", it => it.StartedAt, (it, time) => it with { StartedAt = time }, KsefTimes.IsTime)
        .Code("DataGodzZakTransportu", it => it.EndedAt, (it, time) => it with { EndedAt = time }, KsefTimes.IsTime)
        .Group("WysylkaZ", it => it.From, (it, address) => it with { From = address }, KsefAddresses.Plain)
        .Many("WysylkaPrzez", it => it.Via.Take(20), (it, all) => it with { Via = all }, KsefAddresses.Plain)
        .Group("WysylkaDo", it => it.To, (it, address) => it with { To = address }, KsefAddresses.Plain);

    private static readonly KsefMap<PolishConditions> Rest = new KsefMap<PolishConditions>()
        .Texts("NrPartiiTowaru", it => it.Lots, (it, lots) => it with { Lots = lots }, KsefTexts.Words)
        .Text("WarunkiDostawy", it => it.DeliveryTerms, (it, text) => it with { DeliveryTerms = text })
        .Number("KursUmowny", it => IsAgreed(it) ? it.AgreedExchangeRate : null, (it, rate) => it with { AgreedExchangeRate = rate }, KsefDigits.Quantity)
        .Code("WalutaUmowna", it => IsAgreed(it) ? it.AgreedCurrency : null, (it, code) => it with { AgreedCurrency = code }, KsefCodes.IsCurrency)
        .Many("Transport", it => it.Transports.Take(20), (it, all) => it with { Transports = all }, Transport)
        .Mark("PodmiotPosredniczacy", it => it.IsByIntermediary, it => it with { IsByIntermediary = true });

    public static KsefMap<Invoice> All { get; } = new KsefMap<Invoice>()
        .Many(
            "Umowy",
            invoice => References(OfPoland(invoice)?.ContractDate, invoice.References.Contract, OfPoland(invoice)?.OtherContracts).Take(100),
            (invoice, all) => With(invoice with { References = invoice.References with { Contract = all[0].Number } }, it => it with { ContractDate = all[0].Date, OtherContracts = [.. all.Skip(1)] }),
            Reference("DataUmowy", "NrUmowy"))
        .Many(
            "Zamowienia",
            invoice => References(OfPoland(invoice)?.OrderDate, invoice.References.PurchaseOrder, OfPoland(invoice)?.OtherOrders).Take(100),
            (invoice, all) => With(invoice with { References = invoice.References with { PurchaseOrder = all[0].Number } }, it => it with { OrderDate = all[0].Date, OtherOrders = [.. all.Skip(1)] }),
            Reference("DataZamowienia", "NrZamowienia"))
        .Inline(OfPoland, (invoice, conditions) => With(invoice, _ => conditions), Rest);

    private static KsefMap<DatedReference> Reference(string date, string number) => new KsefMap<DatedReference>()
        .Date(date, it => it.Date, (it, day) => it with { Date = day }, KsefFields.OfContract)
        .Code(number, it => it.Number, (it, text) => it with { Number = text });

    private static IEnumerable<DatedReference> References(NodaTime.LocalDate? date, string? number, IReadOnlyList<DatedReference>? others)
        => (date is null && number is null ? [] : new[] { new DatedReference { Date = date, Number = number } }).Concat(others ?? []);

    private static bool IsAgreed(PolishConditions it) => it.AgreedExchangeRate is not null && it.AgreedCurrency is { } currency && KsefCodes.IsCurrency(currency);

    private static PolishConditions? OfPoland(Invoice invoice) => invoice.Poland?.Conditions;

    private static Invoice With(Invoice invoice, Func<PolishConditions, PolishConditions> change)
    {
        var poland = invoice.Poland ?? new PolishInvoice();
        return invoice with { Poland = poland with { Conditions = change(poland.Conditions ?? new PolishConditions()) } };
    }
}
