using BackOffice.Primitives;

namespace BackOffice.Payroll.Domain;

/// <summary>Adds slips up, and the totals of shards; the order does not matter.</summary>
public sealed class RunningTotals(Currency currency)
{
    /// <summary>As traces call what a line was calculated on; the second is that of the whole month, when it is not the first slip of it.</summary>
    private static readonly string[] BaseFigures = ["base", "base of the month"];

    private readonly Dictionary<(string Code, PayLineKind Kind, string? CostCentre, string? Party), decimal> lines = [];
    private readonly Dictionary<string, decimal> bases = new(StringComparer.Ordinal);
    private int slips;

    /// <summary>Adds a slip, each line split over the cost centres that bear it so that the parts sum to the line.</summary>
    /// <param name="slip">In the currency of the run.</param>
    /// <param name="pay">The case it was made of.</param>
    /// <exception cref="InvalidOperationException">The slip is in another currency.</exception>
    public void Add(Payslip slip, PayCase pay)
    {
        RequireCurrency(slip.Currency);
        var centres = new CostSplit(slip, pay.Contracts);
        foreach (var line in slip.Lines)
        {
            var party = PartyOf(line, pay);
            foreach (var (centre, part) in centres.Of(line))
            {
                AddLine((line.Code, line.Kind, centre, party), part);
            }

            if (line.Kind != PayLineKind.Basis && line.Because.Figures.FirstOrDefault(figure => Array.IndexOf(BaseFigures, figure.Name) >= 0) is { Name: not null } found)
            {
                bases[line.Code] = bases.GetValueOrDefault(line.Code) + found.Value;
            }
        }

        slips++;
    }

    /// <summary>Adds what a shard has added up.</summary>
    /// <exception cref="InvalidOperationException">It is in another currency.</exception>
    public void Add(PayTotals totals)
    {
        RequireCurrency(totals.Currency);
        foreach (var line in totals.Lines)
        {
            AddLine((line.Code, line.Kind, line.CostCentre, line.Party), line.Amount);
        }

        foreach (var (code, amount) in totals.Bases)
        {
            bases[code] = bases.GetValueOrDefault(code) + amount;
        }

        slips += totals.Slips;
    }

    public PayTotals Seal() => new()
    {
        Currency = currency,
        Slips = slips,
        Lines =
        [
            .. lines.Select(entry => new PayTotal(entry.Key.Code, entry.Key.Kind, entry.Key.CostCentre, entry.Key.Party, entry.Value))
                .OrderBy(line => line.Code, StringComparer.Ordinal).ThenBy(line => line.Kind).ThenBy(line => line.CostCentre, StringComparer.Ordinal).ThenBy(line => line.Party, StringComparer.Ordinal),
        ],
        Bases = [.. bases.Select(entry => new PayBase(entry.Key, entry.Value)).OrderBy(entry => entry.Code, StringComparer.Ordinal)],
    };

    private void AddLine((string, PayLineKind, string?, string?) key, decimal amount) => lines[key] = lines.GetValueOrDefault(key) + amount;

    /// <summary>An order is one person's: only its creditor is kept. What an earning, an absence or a debt refers to stays with the slip.</summary>
    private static string? PartyOf(PayLine line, PayCase pay) => line.Kind switch
    {
        PayLineKind.Garnishment => pay.Garnishments.FirstOrDefault(order => order.Id == line.Reference)?.Creditor,
        PayLineKind.Tax or PayLineKind.EmployeeContribution or PayLineKind.EmployerContribution or PayLineKind.Accrual => line.Reference,
        _ => null,
    };

    private void RequireCurrency(Currency other)
    {
        if (other != currency)
        {
            throw new InvalidOperationException($"A run in {currency} cannot take a slip in {other}.");
        }
    }
}
