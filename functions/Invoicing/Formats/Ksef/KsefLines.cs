using BackOffice.Invoicing.Domain;

namespace BackOffice.Invoicing.Formats.Ksef;

/// <summary>FaWiersz, and ZamowienieWiersz, which has the same fields under other names.</summary>
internal static class KsefLines
{
    public static KsefMap<InvoiceLine> OfInvoice { get; } = new KsefMap<InvoiceLine>()
        .Code("NrWierszaFa", line => line.Id, (line, id) => line with { Id = id }, IsNumber, "The number of a line.")
        .Code("UU_ID", line => line.Poland?.UniqueId, (line, id) => On(line, poland => poland with { UniqueId = id }), 50)
        .Date("P_6A", line => line.Poland?.DeliveryDate, (line, date) => On(line, poland => poland with { DeliveryDate = date }), KsefFields.OfInvoice)
        .With(Item(""))
        .Number("P_9A", KsefPrices.Net, (line, price) => line with { Price = line.Price with { Net = price } }, KsefDigits.Price)
        .Number("P_9B", line => line.Poland?.GrossPrice, (line, price) => On(line, poland => poland with { GrossPrice = price }), KsefDigits.Price)
        .Number("P_10", KsefPrices.Discount, (line, amount) => line with { AllowancesAndCharges = [new AllowanceCharge { Amount = amount }] }, KsefDigits.Price)
        .Amount("P_11", line => Turned(line, line.Amount), (line, amount) => line with { Amount = amount })
        .Amount("P_11A", line => line.Poland?.GrossAmount, (line, amount) => On(line, poland => poland with { GrossAmount = amount }))
        .Amount("P_11Vat", line => line.Poland?.Vat, (line, vat) => On(line, poland => poland with { Vat = vat }))
        .With(Taxed(""))
        .Amount("KwotaAkcyzy", line => line.Poland?.Excise, (line, excise) => On(line, poland => poland with { Excise = excise }))
        .With(Marks(""))
        .Number("KursWaluty", line => line.Poland?.ExchangeRate, (line, rate) => On(line, poland => poland with { ExchangeRate = rate }), KsefDigits.Quantity)
        .With(KsefPrices.OfUnit)
        .With(Before("StanPrzed"));

    public static KsefMap<InvoiceLine> OfOrder { get; } = new KsefMap<InvoiceLine>()
        .Code("NrWierszaZam", line => line.Id, (line, id) => line with { Id = id }, IsNumber, "The number of a line of the order.")
        .Code("UU_IDZ", line => line.Poland?.UniqueId, (line, id) => On(line, poland => poland with { UniqueId = id }), 50)
        .With(Item("Z"))
        .Number("P_9AZ", line => line.Price.Net, (line, price) => line with { Price = line.Price with { Net = price } }, KsefDigits.Price)
        .Amount("P_11NettoZ", line => Turned(line, line.Amount), (line, amount) => line with { Amount = amount })
        .Amount("P_11VatZ", line => line.Poland?.Vat, (line, vat) => On(line, poland => poland with { Vat = vat }))
        .With(Taxed("Z"))
        .With(Marks("Z"))
        .Amount("KwotaAkcyzyZ", line => line.Poland?.Excise, (line, excise) => On(line, poland => poland with { Excise = excise }))
        .With(Before("StanPrzedZ"));

    public static bool IsNumber(string id) => id.Length is > 0 and <= 14 && id.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0 && id.AsSpan().ContainsAnyInRange('1', '9');

    private static KsefMap<InvoiceLine> Item(string suffix) => new KsefMap<InvoiceLine>()
        .Text("P_7" + suffix, line => line.Item.Name, (line, name) => line with { Item = line.Item with { Name = name } }, 512)
        .Code("Indeks" + suffix, line => line.Item.SellerId, (line, id) => line with { Item = line.Item with { SellerId = id } }, 50)
        .Code("GTIN" + suffix, line => line.Item.StandardId is { Scheme: "0160" } id ? id.Value : null, (line, id) => line with { Item = line.Item with { StandardId = new(id, "0160") } }, 20)
        .Code("PKWiU" + suffix, line => line.Poland?.Pkwiu, (line, code) => On(line, poland => poland with { Pkwiu = code }), 50)
        .Code("CN" + suffix, line => line.Poland?.Cn, (line, code) => On(line, poland => poland with { Cn = code }), 50)
        .Code("PKOB" + suffix, line => line.Poland?.Pkob, (line, code) => On(line, poland => poland with { Pkob = code }), 50)
        .Text("P_8A" + suffix, UnitWord, (line, word) => On(line with { Unit = KsefUnits.CodeOf(word) }, poland => poland with { UnitWord = word }))
        .Number("P_8B" + suffix, line => Turned(line, line.Quantity), (line, quantity) => line with { Quantity = quantity }, KsefDigits.Quantity);

    private static KsefMap<InvoiceLine> Taxed(string suffix) => new KsefMap<InvoiceLine>()
        .Add(new((node, line, reading) => WithRate(node.Element("P_12" + suffix), line, reading), (line, sink) => WriteRate("P_12" + suffix, line, sink)))
        .Number(
            $"P_12{suffix}_XII",
            line => line.Poland?.Treatment == PolishTreatment.OneStopShop ? line.Vat?.Rate : null,
            (line, rate) => On(line with { Vat = new("S", rate) }, poland => poland with { Treatment = PolishTreatment.OneStopShop }),
            KsefDigits.Percentage)
        .Mark($"P_12{suffix}_Zal_15", line => line.Poland?.IsOfAnnex15 == true, line => On(line, poland => poland with { IsOfAnnex15 = true }));

    private static KsefMap<InvoiceLine> Marks(string suffix) => new KsefMap<InvoiceLine>()
        .Code("GTU" + suffix, line => line.Poland?.Gtu, (line, mark) => On(line, poland => poland with { Gtu = mark }), KsefMarks.IsGtu)
        .Code((suffix.Length == 0 ? "Procedura" : "ProceduraZ"), line => line.Poland?.Procedure, (line, mark) => On(line, poland => poland with { Procedure = mark }), KsefMarks.IsProcedure);

    private static KsefMap<InvoiceLine> Before(string name) => new KsefMap<InvoiceLine>()
        .Mark(name, line => line.Poland?.IsBefore == true, line => On(line with { Quantity = -line.Quantity, Amount = -line.Amount }, poland => poland with { IsBefore = true }));

    private static decimal? Turned(InvoiceLine line, decimal? figure) => line.Poland?.IsBefore == true ? -figure : figure;

    private static string? UnitWord(InvoiceLine line)
        => line.Poland?.UnitWord is { } word && KsefUnits.CodeOf(word) == line.Unit ? word : line.Unit is { } unit ? KsefUnits.WordOf(unit) : null;

    private static InvoiceLine WithRate(RawNode? node, InvoiceLine line, NodeReading reading)
    {
        if (KsefRates.Of(node?.Value) is not { } rate || reading.Text(node) is null)
        {
            return line;
        }

        var taxed = line with { Vat = rate.Category };
        return rate.Treatment is { } treatment ? On(taxed, poland => poland with { Treatment = treatment }) : taxed;
    }

    private static void WriteRate(string name, InvoiceLine line, KsefSink sink)
    {
        if (line.Vat is not { } vat || line.Poland?.Treatment is PolishTreatment.MarginScheme or PolishTreatment.OneStopShop)
        {
            return;
        }

        if (KsefRates.Of(vat, line.Poland?.Treatment) is { } rate)
        {
            sink.Write(name, rate.Code);
        }
        else
        {
            sink.Note("P_12", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"A Polish rate for category {vat.Code} at {vat.Rate} percent: KSeF has none."));
        }
    }

    private static InvoiceLine On(InvoiceLine line, Func<PolishLine, PolishLine> change) => line with { Poland = change(line.Poland ?? new PolishLine()) };
}
