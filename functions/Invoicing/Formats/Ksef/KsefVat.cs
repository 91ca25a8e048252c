using BackOffice.Invoicing.Domain;

namespace BackOffice.Invoicing.Formats.Ksef;

/// <summary>P_13_1 to P_14_5W: the sums by rate, and the VAT shares (BG-23) that they are.</summary>
internal static class KsefVat
{
    public static KsefMap<Invoice> Sums { get; } = new KsefMap<Invoice>().Add(new(Read, Write));

    private static Invoice Read(RawNode fa, Invoice invoice, NodeReading reading)
    {
        List<VatShare> shares = [];
        HashSet<string>? codes = null;
        foreach (var sums in KsefRates.Sums)
        {
            if (fa.Element(sums.Base) is { } node && reading.Number(node) is { } total)
            {
                var share = Share(fa, sums, total, reading);
                shares.Add(share.Category.Code.Length > 0 ? share : share with { Category = RateOf(sums, share, codes ??= CodesOfLines(fa)) });
            }
        }

        return shares.Count == 0 ? invoice : invoice with { Vat = shares };
    }

    /// <summary>A share; its category is left open where several rates are summed up in one field.</summary>
    private static VatShare Share(RawNode fa, KsefSums sums, decimal total, NodeReading reading)
    {
        var tax = sums.Tax is null ? 0m : reading.Number(fa.Element(sums.Tax));
        var zloty = sums.TaxInZloty is null ? null : reading.Number(fa.Element(sums.TaxInZloty));
        var treatment = sums == KsefRates.OneStopShop ? PolishTreatment.OneStopShop : sums == KsefRates.Margin ? PolishTreatment.MarginScheme : (PolishTreatment?)null;
        var rates = KsefRates.All.Where(rate => rate.Sums == sums).ToList();
        treatment ??= rates[0].Treatment;
        return new VatShare
        {
            Category = treatment switch
            {
                PolishTreatment.OneStopShop => new("S", OneStopShopRate(fa)),
                PolishTreatment.MarginScheme => new("E", 0),
                _ => rates.Count == 1 ? rates[0].Category : new("", Rate: null),
            },
            Base = total,
            Tax = tax,
            ExemptionCode = rates.Count > 0 ? rates[0].Exemption : null,
            Poland = zloty is null && treatment is null ? null : new PolishVatShare { TaxInZloty = zloty, Treatment = treatment },
        };
    }

    /// <summary>Which of the rates of a field: the one that lines have; else the one that the VAT comes nearest to.</summary>
    private static VatCategory RateOf(KsefSums sums, VatShare share, HashSet<string> codesOfLines)
    {
        var rates = KsefRates.All.Where(rate => rate.Sums == sums).ToList();
        var met = rates.Where(rate => codesOfLines.Contains(rate.Code)).ToList();
        return met.Count == 1 ? met[0].Category : rates.MinBy(rate => KsefFigures.Exact(() => Math.Abs(((share.Base * rate.Category.Rate / 100) - share.Tax) ?? 0)) ?? 0)!.Category;
    }

    private static HashSet<string> CodesOfLines(RawNode fa)
    {
        HashSet<string> codes = new(StringComparer.Ordinal);
        foreach (var rate in OfLines(fa, "P_12", "P_12Z"))
        {
            codes.Add(rate.Value);
        }

        return codes;
    }

    /// <summary>The rate of the lines taxed elsewhere, when it is one.</summary>
    private static decimal? OneStopShopRate(RawNode fa)
    {
        var rates = OfLines(fa, "P_12_XII", "P_12Z_XII").Select(rate => rate.Number).Distinct().Take(2).ToList();
        return rates.Count == 1 ? rates[0] : null;
    }

    /// <summary>A field of the lines, and of those of the order that an advance is paid for.</summary>
    private static IEnumerable<RawNode> OfLines(RawNode fa, string name, string nameInOrder)
        => fa.Elements("FaWiersz").Select(line => line.Element(name))
            .Concat((fa.Element("Zamowienie")?.Elements("ZamowienieWiersz") ?? []).Select(line => line.Element(nameInOrder)))
            .OfType<RawNode>();

    private static void Write(Invoice invoice, KsefSink sink)
    {
        var shares = invoice.Vat.ToLookup(share => KsefRates.SumsOf(share.Category, share.Poland?.Treatment));
        foreach (var sums in KsefRates.Sums.Where(shares.Contains))
        {
            Write(sums.Base, Sum(shares[sums], share => share.Base), "The base of a VAT rate.", sink);
            if (sums.Tax is { } tax)
            {
                Write(tax, Sum(shares[sums], share => share.Tax), sums == KsefRates.OneStopShop ? null : "The VAT of a rate.", sink);
            }

            if (sums.TaxInZloty is { } zloty && shares[sums].All(share => share.Poland?.TaxInZloty is not null))
            {
                Write(zloty, Sum(shares[sums], share => share.Poland!.TaxInZloty), need: null, sink);
            }
        }

        foreach (var share in shares[null])
        {
            sink.Note("P_12", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"A Polish rate for category {share.Category.Code} at {share.Category.Rate} percent: KSeF has none."));
        }
    }

    private static decimal? Sum(IEnumerable<VatShare> shares, Func<VatShare, decimal?> amount) => KsefFigures.Sum(shares.Select(amount));

    private static void Write(string name, decimal? amount, string? need, KsefSink sink)
    {
        if (amount is { } figure ? !sink.TryWrite(name, figure, KsefDigits.Amount) : need is not null)
        {
            sink.Note(name, need ?? KsefSink.NoRoom);
        }
    }
}
