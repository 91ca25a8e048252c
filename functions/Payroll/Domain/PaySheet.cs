using BackOffice.Primitives;

namespace BackOffice.Payroll.Domain;

/// <summary>A slip in the making: rules read the sums so far and add lines.</summary>
public sealed class PaySheet(PayCase pay, RulePack pack)
{
    private readonly List<PayLine> lines = new(capacity: 32);
    private readonly List<PayAlert> alerts = [];
    private readonly Dictionary<(int Year, string Name), decimal> balances = [];

    public PayCase Case { get; } = pay;

    public RulePack Pack { get; } = pack;

    public IReadOnlyList<PayLine> Lines => lines;

    private int Year => Case.Period.Year;

    /// <summary>Adds a line, its amount rounded as its rule says. A line of zero is kept only if it explains something.</summary>
    /// <returns>The rounded amount.</returns>
    public decimal Add(string code, PayLineKind kind, PayRule rule, Trace because)
        => Add(new PayLine { Code = code, Kind = kind, Amount = rule.Round(because.Exact), Rule = rule.Id, Because = because });

    /// <exception cref="ArgumentException">The amount has a fraction of a minor unit.</exception>
    public decimal Add(PayLine line)
    {
        if (line.Amount % Pack.Currency.MinorUnit != 0)
        {
            throw new ArgumentException($"{line.Code} is not in whole minor units: round it by its rule.", nameof(line));
        }

        lines.Add(line);
        return line.Amount;
    }

    /// <summary>Earnings and benefits that enter a base.</summary>
    public decimal Base(Treatments treatment) => lines.Sum(line => (line.Treatments & treatment) != Treatments.None ? line.Amount : 0);

    public decimal Sum(PayLineKind kind) => lines.Sum(line => line.Kind == kind ? line.Amount : 0);

    public decimal Of(string code) => lines.Sum(line => line.Code == code ? line.Amount : 0);

    /// <summary>Gross and credits less all that is withheld so far; may be negative.</summary>
    public decimal NetSoFar => lines.Sum(line => line.Kind switch
    {
        PayLineKind.Earning or PayLineKind.Credit or PayLineKind.CarriedForward => line.Amount,
        PayLineKind.EmployeeContribution or PayLineKind.Tax or PayLineKind.Deduction or PayLineKind.Garnishment => -line.Amount,
        _ => 0,
    });

    /// <summary>This year's sum before this slip, and what this slip has added.</summary>
    public decimal YearToDate(string balance) => balances.TryGetValue((Year, balance), out var changed) ? changed : Case.Before.Of(Year, balance);

    /// <summary>Last year's sum.</summary>
    public decimal LastYear(string balance) => Case.Before.Of(Year - 1, balance);

    public void AddToYear(string balance, decimal amount) => balances[(Year, balance)] = YearToDate(balance) + amount;

    /// <summary>A sum that never starts anew: a debt, what a creditor has had.</summary>
    public decimal Standing(string balance) => balances.TryGetValue((0, balance), out var changed) ? changed : Case.Before.Of(balance);

    public void AddToStanding(string balance, decimal amount) => balances[(0, balance)] = Standing(balance) + amount;

    public void Alert(string code, string message) => alerts.Add(new PayAlert(code, message));

    /// <summary>The slip. Balances of this year and the last are kept.</summary>
    public Payslip Seal() => new()
    {
        Person = Case.Person,
        Period = Case.Period,
        Kind = Case.Kind,
        Currency = Pack.Currency,
        Rules = Pack.Version,
        Lines = lines,
        Closing = Case.Before.With(balances, keepFrom: Year - 1),
        Alerts = alerts,
    };
}
