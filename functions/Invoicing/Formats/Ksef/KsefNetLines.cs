using System.Globalization;
using BackOffice.Invoicing.Domain;
using BackOffice.Invoicing.Rules;
using BackOffice.Primitives;

namespace BackOffice.Invoicing.Formats.Ksef;

/// <summary>Lines of FA(3) as EN 16931 has them: an amount without VAT, a quantity with a unit of the list, a price that is not negative.</summary>
internal static class KsefNetLines
{
    private const string One = "C62";
    private const string AsAgreed = "ZZ";

    // UNTDID 5189: a discount.
    private const string Discount = "95";

    // A price has no limit of decimals; these are as many as KSeF has.
    private const int DecimalsOfPrice = 8;

    /// <summary>Whether the amount of a line in this form was worked out from one with VAT, which is the exact one: where both are stated, the other is dropped.</summary>
    public static bool IsFromGross(InvoiceLine line) => line.Poland?.GrossAmount is not null;

    public static InvoiceLine Of(InvoiceLine line)
    {
        var amount = Amount(line) is { } figure ? Cents(figure) : (decimal?)null;
        var quantity = line.Quantity ?? 1;
        var price = Price(line, amount, quantity);
        var isTurned = price.Net < 0;
        return line with
        {
            Quantity = isTurned ? -quantity : quantity,
            Unit = line.Unit is null ? One : CodeLists.Units.Has(line.Unit) ? line.Unit : AsAgreed,
            Amount = amount,
            Price = isTurned ? new LinePrice { Net = -price.Net } : price,
            AllowancesAndCharges = [.. line.AllowancesAndCharges.Select(part => part with { Amount = part.Amount is { } given ? Cents(given) : null, ReasonCode = part.ReasonCode ?? (part.Reason is null && !part.IsCharge ? Discount : null) })],
            Poland = line is { Amount: not null, Poland: { } poland } ? poland with { GrossAmount = null } : line.Poland,
            Period = line.Period ?? (line.Poland?.DeliveryDate is { } day ? new InvoicePeriod(day, day) : null),
        };
    }

    /// <summary>Whether there is a figure in any line: those of some corrections and simplified invoices only say what it is about.</summary>
    public static bool HaveFigures(IReadOnlyList<InvoiceLine> lines)
        => lines.Any(line => line.Amount is not null || line.Price.Net is not null || line.Vat is not null || line.Poland is { GrossAmount: not null } or { GrossPrice: not null });

    /// <summary>An advance has no lines, nor has many a correction: the sum of each rate is one.</summary>
    public static IReadOnlyList<InvoiceLine> OfSums(Invoice invoice)
        => [.. invoice.Vat.Where(share => share.Base is not null).Select((share, index) => new InvoiceLine
        {
            Id = (index + 1).ToString(CultureInfo.InvariantCulture),
            Quantity = share.Base < 0 ? -1 : 1,
            Unit = One,
            Amount = share.Base,
            Price = new LinePrice { Net = Math.Abs(share.Base!.Value) },
            Vat = share.Category,
            Item = new InvoiceItem { Name = NameOf(invoice) },
            Poland = share.Poland?.Treatment is { } treatment ? new PolishLine { Treatment = treatment } : null,
        })];

    private static string NameOf(Invoice invoice) => invoice.Lines.Count > 0 ? string.Join("; ", invoice.Lines.Select(line => line.Item.Name)) : invoice.Poland switch
    {
        { Correction.Reason: { } reason } => reason,
        { Kind: "ZAL" } => "Zaliczka",
        { Kind: "KOR_ZAL" } => "Korekta zaliczki",
        { Kind: "KOR" or "KOR_ROZ" } => "Korekta",
        _ => "",
    };

    private static decimal? Amount(InvoiceLine line)
    {
        if (line.Amount is { } stated)
        {
            return stated;
        }

        // Only quantity and amount are turned in a line of what was before.
        var sign = line.Poland?.IsBefore == true ? -1 : 1;
        return line.Poland?.GrossAmount is { } gross
            ? sign * (line.Poland.Vat is { } vat ? gross - vat : Net(gross, line))
            : (line.Quantity * line.Price.Net) - line.AllowancesAndCharges.Sum(part => part.IsCharge ? -part.Amount : part.Amount);
    }

    private static LinePrice Price(InvoiceLine line, decimal? amount, decimal quantity)
        => line.Price.Net is not null ? line.Price
            : line.Poland?.GrossPrice is { } gross ? new LinePrice { Net = Rounded(Net(gross, line), DecimalsOfPrice) }
            : amount is { } whole && quantity != 0 ? new LinePrice { Net = Rounded(whole / quantity, DecimalsOfPrice) }
            : line.Price;

    private static decimal Net(decimal gross, InvoiceLine line) => gross * 100 / (100 + (line.Vat?.Rate ?? 0));

    private static decimal Cents(decimal amount) => Rounded(amount, 2);

    /// <summary>Without the noughts behind it, which are written, and counted by rules.</summary>
    private static decimal Rounded(decimal figure, int decimals) => decimal.Round(Rounding.HalfUp.Round(figure, decimals), decimals);
}
