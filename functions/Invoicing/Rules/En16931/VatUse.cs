using BackOffice.Invoicing.Formats;

namespace BackOffice.Invoicing.Rules.En16931;

/// <summary>What a document says of one VAT category.</summary>
internal sealed class VatUse(string category)
{
    private readonly Dictionary<decimal, VatSums> byRate = [];

    public static VatUse Nowhere { get; } = new("");

    public string Category { get; } = category;

    /// <summary>The line, allowance or charge that was added to the sums last.</summary>
    public RawNode? Counted { get; set; }

    /// <summary>Of the VAT scheme or not.</summary>
    public List<(RawNode Element, VatPlace Place)> Anywhere { get; } = [];

    // The elements with the category, of the VAT scheme only.
    public List<RawNode> Lines { get; } = []; // BT-151
    public List<RawNode> Allowances { get; } = []; // BT-95
    public List<RawNode> Charges { get; } = []; // BT-102
    public List<RawNode> Breakdown { get; } = []; // BT-118
    public List<RawNode> Elsewhere { get; } = [];

    public VatSums Sums { get; } = new();

    /// <summary>Of one rate; null when no line, allowance or charge has it.</summary>
    public VatSums? SumsOf(decimal rate) => byRate.GetValueOrDefault(rate);

    public VatSums SumsAt(decimal rate)
    {
        if (!byRate.TryGetValue(rate, out var sums))
        {
            byRate.Add(rate, sums = new VatSums());
        }

        return sums;
    }

    public List<RawNode> At(VatPlace place) => place switch
    {
        VatPlace.Line => Lines,
        VatPlace.Allowance => Allowances,
        VatPlace.Charge => Charges,
        VatPlace.Breakdown => Breakdown,
        _ => Elsewhere,
    };

    /// <summary>How often the category stands at a place, of whatever scheme.</summary>
    public int CountAt(VatPlace place)
    {
        var count = 0;
        foreach (var (_, at) in Anywhere)
        {
            count += at == place ? 1 : 0;
        }

        return count;
    }
}

/// <summary>The amounts of one category, or of one category and rate.</summary>
internal sealed class VatSums
{
    public static VatSums Nothing { get; } = new();

    public Figure Lines { get; private set; } = Figure.Zero; // BT-131
    public Figure Allowances { get; private set; } = Figure.Zero; // BT-92
    public Figure Charges { get; private set; } = Figure.Zero; // BT-99

    /// <summary>A missing amount adds nothing; one that is no number makes the sum none.</summary>
    public void Add(RawNode? amount, VatPlace place)
    {
        if (amount is null)
        {
            return;
        }

        switch (place)
        {
            case VatPlace.Line:
                Lines += Figure.Of(amount);
                break;
            case VatPlace.Allowance:
                Allowances += Figure.Of(amount);
                break;
            default:
                Charges += Figure.Of(amount);
                break;
        }
    }
}
