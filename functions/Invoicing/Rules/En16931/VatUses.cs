using BackOffice.Invoicing.Formats;

namespace BackOffice.Invoicing.Rules.En16931;

/// <summary>What a document says of each VAT category, gathered in one pass, so that no rule has to go through the lines again.</summary>
internal sealed class VatUses
{
    private readonly Dictionary<string, VatUse> uses = new(StringComparer.Ordinal);
    private RawNode? owner;
    private RawNode? amount;

    /// <summary>Categories of the VAT scheme other than the one given, at a place.</summary>
    public RawNode? OtherThan(string category, Func<VatUse, List<RawNode>> place)
    {
        foreach (var use in uses.Values)
        {
            if (use.Category != category && place(use) is [var first, ..])
            {
                return first;
            }
        }

        return null;
    }

    /// <summary>A category other than the one given, of whatever scheme, among certain elements.</summary>
    public RawNode? OtherAt(string category, Func<RawNode, bool> isMeant)
    {
        foreach (var use in uses.Values)
        {
            if (use.Category != category && use.Category.Length > 0 && use.Anywhere.Find(at => isMeant(at.Element)) is { Element: { } found })
            {
                return found;
            }
        }

        return null;
    }

    public VatUse Of(string category) => uses.TryGetValue(category, out var use) ? use : VatUse.Nowhere;

    public static VatUses Of(EnDocument invoice)
    {
        var all = new VatUses();
        foreach (var (element, place) in invoice.Groups.Vat)
        {
            all.Add(element, place, invoice);
        }

        return all;
    }

    private void Add(RawNode element, VatPlace place, EnDocument invoice)
    {
        var category = invoice.Terms.Category(element)?.Value ?? "";
        if (!uses.TryGetValue(category, out var use))
        {
            uses.Add(category, use = new VatUse(category));
        }

        use.Anywhere.Add((element, place));
        if (invoice.Terms.IsOfVat(element))
        {
            use.At(place).Add(element);
        }

        if (place is VatPlace.Line or VatPlace.Allowance or VatPlace.Charge)
        {
            Count(use, element, place, invoice);
        }
    }

    private void Count(VatUse use, RawNode element, VatPlace place, EnDocument invoice)
    {
        var of = invoice.Terms.OwnerOf(element, place);
        if (of is null || of == use.Counted || (place != VatPlace.Line && !invoice.Terms.IsOfDocument(of)))
        {
            return;
        }

        // A line that names a category twice is summed once.
        use.Counted = of;
        if (of != owner)
        {
            (owner, amount) = (of, place == VatPlace.Line ? invoice.Terms.LineAmount(of) : invoice.Terms.AllowanceAmount(of));
        }

        use.Sums.Add(amount, place);
        if (invoice.Terms.Rate(element)?.Number is { } rate)
        {
            use.SumsAt(rate).Add(amount, place);
        }
    }
}
