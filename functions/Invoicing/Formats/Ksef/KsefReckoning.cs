using BackOffice.Invoicing.Domain;
using BackOffice.Primitives;

namespace BackOffice.Invoicing.Formats.Ksef;

/// <summary>
/// Brings the lines of a Polish invoice and its sums by rate together. The sums are what is declared, and stay: what the lines differ
/// by is rounding, or what advances have taxed already, and becomes an allowance or a charge.
/// </summary>
internal static class KsefReckoning
{
    private const string Advances = "Rozliczenie faktur zaliczkowych";
    private const string Rounded = "Zaokrąglenie";
    private const string Abroad = "Poza terytorium kraju (np I)";
    private const decimal CentALine = 0.01m;

    public static Invoice Of(Invoice invoice)
    {
        var fields = Fields(invoice);
        List<AllowanceCharge> parts = [.. invoice.AllowancesAndCharges];
        Dictionary<InvoiceLine, InvoiceLine> mended = new(ReferenceEqualityComparer.Instance);
        foreach (var field in fields)
        {
            Settle(field, parts, mended);
        }

        return invoice with
        {
            // Several treatments have become one category.
            Lines = [.. invoice.Lines.Select(line => mended.GetValueOrDefault(line, line)).Select(line => line with { Vat = Category(line.Vat), Poland = line.Poland is { } poland ? poland with { Treatment = null, GrossAmount = null } : null })],
            AllowancesAndCharges = [.. parts.Select(part => part with { Vat = Category(part.Vat) })],
            Vat = Merged([.. fields.SelectMany(Shares), .. invoice.Vat.Where(share => SumsOf(share) is null)]),
        };
    }

    private static IReadOnlyList<Field> Fields(Invoice invoice)
    {
        // Invoices settled by a final one have taxed a part of its lines.
        var isFinal = invoice.Poland?.Kind is "ROZ" or "KOR_ROZ";
        var stated = invoice.Vat.ToLookup(SumsOf);
        var lines = invoice.Lines.Where(line => line.Vat is not null).ToLookup(line => KsefRates.SumsOf(line.Vat!, line.Poland?.Treatment));
        var parts = invoice.AllowancesAndCharges.Where(part => part.Vat is not null).ToLookup(part => KsefRates.SumsOf(part.Vat!, treatment: null));
        return [.. KsefRates.Sums.Where(sums => stated.Contains(sums) || lines.Contains(sums)).Select(sums => new Field([.. stated[sums]], [.. lines[sums]], [.. parts[sums]]) { IsFinal = isFinal })];
    }

    private static KsefSums? SumsOf(VatShare share) => KsefRates.SumsOf(share.Category, share.Poland?.Treatment);

    private static void Settle(Field field, List<AllowanceCharge> parts, Dictionary<InvoiceLine, InvoiceLine> mended)
    {
        var gap = field.Base - field.Rates.Sum(rate => rate.Amount);
        if (gap is not { } difference || difference == 0 || field.Largest is not { } category)
        {
            return;
        }

        var isRounding = Math.Abs(difference) <= CentALine * field.Lines.Count;
        if (isRounding && field.Lines.Where(KsefNetLines.IsFromGross).MaxBy(line => Math.Abs(line.Amount ?? 0)) is { } line)
        {
            mended[line] = line with { Amount = line.Amount + difference };
        }
        else if (isRounding || field.IsFinal)
        {
            parts.Add(new AllowanceCharge { IsCharge = difference > 0, Amount = Math.Abs(difference), Vat = category, Reason = isRounding ? Rounded : Advances });
        }
    }

    /// <summary>One for each rate of a field that sums up several; what was stated for all goes to the largest.</summary>
    private static IEnumerable<VatShare> Shares(Field field)
    {
        if (field.Base is not { } total)
        {
            return [];
        }

        var given = field.Stated is [var first, ..] ? first : new VatShare();
        var tax = field.Stated.Sum(share => share.Tax ?? 0);
        var others = field.Rates.Where(rate => rate.Category != field.Largest)
            .Select(rate => given with { Category = rate.Category, Base = rate.Amount, Tax = Rounding.HalfUp.Round(rate.Amount * (rate.Category.Rate ?? 0) / 100, 2) }).ToList();
        return [given with { Category = field.Largest ?? given.Category, Base = total - others.Sum(share => share.Base), Tax = tax - others.Sum(share => share.Tax) }, .. others];
    }

    /// <summary>EN 16931 has what is not subject to VAT only where nobody has a VAT number (BR-O-02), and a Polish seller has one: such a part is exempt, with its reason.</summary>
    private static VatCategory? Category(VatCategory? category) => category?.Code == "O" ? new VatCategory("E", 0) : category;

    private static IReadOnlyList<VatShare> Merged(IEnumerable<VatShare> shares)
        => [.. shares.Select(share => share.Category.Code == "O" ? share with { Category = Category(share.Category)!, ExemptionCode = null, ExemptionReason = Abroad } : share)
            .GroupBy(share => share.Category).Select(Merged)];

    private static VatShare Merged(IGrouping<VatCategory, VatShare> group)
    {
        var all = group.ToList();
        var reasons = all.Select(share => share.ExemptionReason).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var codes = all.Select(share => share.ExemptionCode).Distinct(StringComparer.Ordinal).ToList();
        return all is [var only] ? only with { Poland = null } : all[0] with
        {
            Base = all.Sum(share => share.Base ?? 0),
            Tax = all.Sum(share => share.Tax ?? 0),
            ExemptionReason = reasons.Count == 0 ? null : string.Join("; ", reasons),
            ExemptionCode = codes is [{ } code] ? code : null,
            Poland = null,
        };
    }

    /// <summary>P_13_x and P_14_x with the lines, allowances and charges that they sum up.</summary>
    private sealed record Field(IReadOnlyList<VatShare> Stated, IReadOnlyList<InvoiceLine> Lines, IReadOnlyList<AllowanceCharge> Parts)
    {
        public bool IsFinal { get; init; }

        public IReadOnlyList<(VatCategory Category, decimal Amount)> Rates { get; } =
        [
            .. Lines.Select(line => (line.Vat!, Amount: line.Amount ?? 0)).Concat(Parts.Select(part => (part.Vat!, Amount: (part.IsCharge ? part.Amount : -part.Amount) ?? 0)))
                .GroupBy(one => one.Item1, one => one.Amount).Select(rate => (rate.Key, rate.Sum())),
        ];

        /// <summary>The rate with most in it.</summary>
        public VatCategory? Largest => Rates.Count == 0 ? null : Rates.MaxBy(rate => Math.Abs(rate.Amount)).Category;

        /// <summary>What is stated; nothing where advances have taxed all of it. Null when it is stated nowhere.</summary>
        public decimal? Base => Stated.Count > 0 ? Stated.Sum(share => share.Base) : IsFinal || Rates.All(rate => rate.Amount == 0) ? 0 : null;
    }
}
