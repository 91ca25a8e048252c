using BackOffice.Invoicing.Domain;
using BackOffice.Invoicing.Rules;
using BackOffice.Primitives;

namespace BackOffice.Invoicing.Formats.FatturaPa;

/// <summary>
/// An Italian invoice in the form that EN 16931 has, for a format that is written from it: what FatturaPA leaves out because it follows
/// (sums, a quantity of one) is there, amounts have two decimals, prices are not negative, one VAT group stands for each category and rate.
/// What had to be changed for it is listed.
/// </summary>
internal static class FatturaPaInEn16931
{
    private const string One = "C62";
    private const string AsAgreed = "ZZ";
    private const string NotSubject = "O";
    private const string Exempt = "E";

    // FatturaPA has three digits for them.
    private const int MostDays = 999;

    /// <summary>An invoice whose figures have more digits than can be reckoned with comes back as it is.</summary>
    public static (Invoice Invoice, IReadOnlyList<LostTerm> Changed) Of(Invoice invoice)
    {
        try
        {
            return Formed(invoice);
        }
        catch (OverflowException)
        {
            return (invoice, [new LostTerm("sums", "The amounts have more digits than can be kept exactly.")]);
        }
    }

    private static (Invoice Invoice, IReadOnlyList<LostTerm> Changed) Formed(Invoice invoice)
    {
        List<LostTerm> changed = [];
        var isOutside = IsOutsideVat(invoice);
        List<InvoiceLine> lines = [.. invoice.Lines.Select((line, index) => Line(Net(line), index, isOutside, changed))];
        List<AllowanceCharge> charges = [.. invoice.AllowancesAndCharges.Select(charge => charge with { Vat = Category(charge.Vat, isOutside) })];
        var vat = Shares(invoice, lines, charges, isOutside);
        var sums = Sums(invoice, lines, charges, vat, changed);
        var formed = invoice with { Lines = lines, AllowancesAndCharges = charges, Vat = vat, Sums = sums };
        return (formed with { DueDate = DueDateOf(formed), PaymentTerms = formed.PaymentTerms ?? TermsOf(formed) }, changed);
    }

    /// <summary>A line of a simplified invoice has its VAT inside.</summary>
    private static InvoiceLine Net(InvoiceLine line)
    {
        if (line.Amount is not null || line.Italy?.GrossAmount is not { } gross)
        {
            return line;
        }

        var rate = line.Vat?.Rate ?? 0;
        var net = gross - (line.Italy.Tax ?? Round(gross * rate / (100 + rate)));
        return line with { Amount = net, Price = new LinePrice { Net = net } };
    }

    private static InvoiceLine Line(InvoiceLine line, int index, bool isOutside, List<LostTerm> changed)
    {
        var sign = line.Price.Net < 0 ? -1 : 1;
        var unit = UnitOf(line);
        if (unit == AsAgreed)
        {
            changed.Add(new LostTerm($"lines[{index + 1}].unit", line.Unit!));
        }

        if (line.Amount is { } amount && Round(amount) != amount)
        {
            changed.Add(new LostTerm($"lines[{index + 1}].amount", amount.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }

        return line with
        {
            Quantity = (line.Quantity ?? 1) * sign,
            Unit = unit,
            Amount = Round(line.Amount),
            Price = sign < 0 ? new LinePrice { Net = -line.Price.Net } : line.Price,
            Vat = Category(line.Vat, isOutside),
        };
    }

    /// <summary>A usual word has its code; what looks like a code is one, but two letters may be any word.</summary>
    private static string UnitOf(InvoiceLine line) => line.Unit switch
    {
        null => One,
        { } word when FatturaPaCodes.Current.Units.TryGetValue(word.Replace(".", "", StringComparison.Ordinal).ToUpperInvariant(), out var code) => code,
        { Length: 3 } code when CodeLists.Units.Has(code) => code,
        _ => AsAgreed,
    };

    /// <summary>
    /// EN 16931 has what is not subject to VAT only where nothing is and nobody has a VAT number (BR-O-02, BR-O-11 and following). Elsewhere,
    /// and that is nearly always in Italy, such a part is exempt with its reason.
    /// </summary>
    private static VatCategory? Category(VatCategory? category, bool isOutside)
        => !isOutside && category?.Code == NotSubject ? new VatCategory(Exempt, 0) : category;

    private static bool IsOutsideVat(Invoice invoice)
        => invoice.Seller.VatId is null && invoice.Buyer.VatId is null && invoice.TaxRepresentative?.VatId is null && invoice.Vat.All(share => share.Category.Code == NotSubject);

    private static List<VatShare> Shares(Invoice invoice, List<InvoiceLine> lines, List<AllowanceCharge> charges, bool isOutside)
    {
        var bases = lines.Select(line => (line.Vat, line.Amount)).Concat(charges.Select(charge => (charge.Vat, Amount: charge.IsCharge ? charge.Amount : -charge.Amount)))
            .Where(part => part.Vat is not null).GroupBy(part => part.Vat!, part => part.Amount ?? 0);
        List<VatShare> given = [.. invoice.Vat.Select(share => share with { Category = Category(share.Category, isOutside)! })];
        return [.. bases.Select(group => Share(group.Key, group.Sum(), [.. given.Where(share => share.Category == group.Key)]))];
    }

    private static VatShare Share(VatCategory category, decimal taxable, IReadOnlyList<VatShare> given)
    {
        var reasons = given.Select(share => share.ExemptionReason ?? (ItalianTaxes.NatureOf(share) is { } nature ? $"Natura {nature}" : null)).OfType<string>().Distinct(StringComparer.Ordinal);
        var codes = given.Select(share => share.ExemptionCode).Distinct(StringComparer.Ordinal).ToList();
        var isTaxed = category.Code is "S" or ItalianTaxes.SplitPayment;
        var reason = string.Join("; ", reasons);
        return new VatShare
        {
            Category = category,
            Base = taxable,
            Tax = isTaxed ? given.Count > 0 ? given.Sum(share => share.Tax) : Round(taxable * category.Rate / 100) : 0,
            ExemptionReason = isTaxed || reason.Length == 0 ? null : reason,
            // A code of one category is wrong for another.
            ExemptionCode = !isTaxed && codes is [{ } code] && !(category.Code == Exempt && code == "VATEX-EU-O") ? code : null,
            Italy = given.Count == 1 ? given[0].Italy : null,
        };
    }

    private static InvoiceSums Sums(Invoice invoice, List<InvoiceLine> lines, List<AllowanceCharge> charges, List<VatShare> vat, List<LostTerm> changed)
    {
        var ofLines = lines.Sum(line => line.Amount ?? 0);
        var allowances = charges.Where(charge => !charge.IsCharge).Sum(charge => charge.Amount ?? 0);
        var ofCharges = charges.Where(charge => charge.IsCharge).Sum(charge => charge.Amount ?? 0);
        var withoutVat = ofLines - allowances + ofCharges;
        var tax = vat.Sum(share => share.Tax ?? 0);
        var rounding = invoice.Sums.Rounding;
        if (invoice.Sums.WithVat is { } stated && stated != withoutVat + tax)
        {
            changed.Add(new LostTerm("sums.withVat", stated.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }

        return invoice.Sums with
        {
            Lines = ofLines,
            Allowances = allowances == 0 ? null : allowances,
            Charges = ofCharges == 0 ? null : ofCharges,
            WithoutVat = withoutVat,
            Vat = tax,
            WithVat = withoutVat + tax,
            Due = withoutVat + tax - (invoice.Sums.Prepaid ?? 0) + (rounding ?? 0),
        };
    }

    /// <summary>The stated day, else the first that terms and days come to.</summary>
    private static NodaTime.LocalDate? DueDateOf(Invoice invoice)
        => invoice.DueDate ?? invoice.Payments.Select(payment => payment.Italy is { TermsFrom: { } from, TermsDays: { } days and <= MostDays } ? from.PlusDays(days) : (NodaTime.LocalDate?)null).FirstOrDefault(day => day is not null);

    /// <summary>BR-CO-25 wants terms where there is no day.</summary>
    private static string? TermsOf(Invoice invoice) => DueDateOf(invoice) is not null || invoice.Payments.Count == 0 ? null
        : invoice.Payments[0].Italy?.Terms switch
        {
            "TP01" => "Pagamento a rate (TP01)",
            "TP03" => "Anticipo (TP03)",
            _ => "Pagamento completo (TP02)",
        };

    private static decimal? Round(decimal? amount) => amount is { } value ? Round(value) : null;

    /// <summary>Two decimals, and none that are nought behind them: EN 16931 counts what is written (BR-DEC).</summary>
    private static decimal Round(decimal amount) => decimal.Round(Rounding.HalfUp.Round(amount, 2), 2);
}
