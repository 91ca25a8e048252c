using System.Runtime.InteropServices;
using BackOffice.Primitives;

namespace BackOffice.Payroll.Domain;

/// <summary>A slip in the making: rules read the sums so far and add lines.</summary>
public sealed class PaySheet(PayCase pay, RulePack pack)
{
    private readonly List<PayLine> lines = new(capacity: 32);
    private readonly List<PayAlert> alerts = [];
    private readonly Dictionary<(int Year, string Name), decimal> balances = pay.Before.Copy();

    public PayCase Case { get; } = pay;

    public RulePack Pack { get; } = pack;

    /// <summary>Whose sums the slip adds to; the law of the country may look at the payment.</summary>
    public Period Month { get; init; } = pay.Period;

    public IReadOnlyList<PayLine> Lines => lines;

    private int Year => Month.Year;

    /// <summary>Adds a line, its amount rounded as its rule says.</summary>
    /// <returns>The rounded amount.</returns>
    public decimal Add(string code, PayLineKind kind, PayRule rule, Trace because)
        => Add(new PayLine { Code = code, Kind = kind, Amount = Scaled(rule.Round(because.Exact)), Rule = rule.Id, Because = because });

    /// <summary>Adds what earlier slips left of a sum of the month: the whole is rounded as its rule says, and what they had of it comes off.</summary>
    /// <returns>The amount of the line.</returns>
    public decimal AddRest(string code, PayLineKind kind, PayRule rule, (Trace Whole, decimal Earlier) sum)
    {
        var (whole, earlier) = sum;
        return Add(code, kind, rule, earlier == 0 ? whole
            : new Trace($"rounded({whole.Formula}) - earlier slips of the month", rule.Round(whole.Exact) - earlier, [.. whole.Figures, new Figure("earlier slips of the month", earlier)]));
    }

    /// <exception cref="ArgumentException">The amount has a fraction of a minor unit.</exception>
    public decimal Add(PayLine line)
    {
        if (line.Amount % Pack.Currency.MinorUnit != 0)
        {
            throw new ArgumentException($"{line.Code} is not in whole minor units: round it by its rule.", nameof(line));
        }

        // Nothing paid and nothing withheld is no line; that no contribution or tax is due may be worth its reason.
        if (line.Amount == 0 && line.Kind is not (PayLineKind.EmployeeContribution or PayLineKind.EmployerContribution or PayLineKind.Tax or PayLineKind.Basis))
        {
            return line.Amount;
        }

        lines.Add(line.Amount.Scale == Pack.Currency.MinorDecimals ? line : line with { Amount = Scaled(line.Amount) });
        return lines[^1].Amount;
    }

    /// <summary>Rounded as a rule of the pack says; to the minor unit, halves up, where the pack does not have the rule.</summary>
    public decimal Round(string rule, decimal exact)
        => Scaled(Pack.Find(rule) is { } found ? found.Round(exact) : Rounding.HalfUp.Round(exact, Pack.Currency.MinorDecimals));

    /// <summary>Earnings and benefits that enter a base.</summary>
    public decimal Base(Treatments treatment)
    {
        var sum = 0m;
        foreach (var line in lines)
        {
            sum += (line.Treatments & treatment) != Treatments.None ? line.Amount : 0;
        }

        return sum;
    }

    public decimal Sum(PayLineKind kind)
    {
        var sum = 0m;
        foreach (var line in lines)
        {
            sum += line.Kind == kind ? line.Amount : 0;
        }

        return sum;
    }

    public decimal Of(string code)
    {
        var sum = 0m;
        foreach (var line in lines)
        {
            sum += line.Code == code ? line.Amount : 0;
        }

        return sum;
    }

    /// <summary>Gross and credits less all that is withheld so far; may be negative.</summary>
    public decimal NetSoFar => lines.Net();

    /// <summary>This year's sum before this slip, and what this slip has added.</summary>
    public decimal YearToDate(string balance) => InYear(Year, balance);

    /// <summary>Last year's sum.</summary>
    public decimal LastYear(string balance) => InYear(Year - 1, balance);

    /// <summary>The sum of any year that is kept: this one and the last.</summary>
    public decimal InYear(int year, string balance) => balances.GetValueOrDefault((year, balance));

    public void AddToYear(string balance, decimal amount) => AddTo(Year, balance, amount);

    public void AddTo(int year, string balance, decimal amount) => CollectionsMarshal.GetValueRefOrAddDefault(balances, (year, balance), out _) += amount;

    /// <summary>A sum that never starts anew: a debt, what a creditor has had.</summary>
    public decimal Standing(string balance) => InYear(0, balance);

    public void AddToStanding(string balance, decimal amount) => AddTo(0, balance, amount);

    /// <summary>What earlier slips of the same month left, such as a bonus run before the regular one, and what this slip has added.</summary>
    /// <param name="balance">Its name begins with <c>month.</c></param>
    public decimal MonthToDate(string balance) => Standing(MonthBalances.Marker) == MonthBalances.KeyOf(Month) ? Standing(balance) : 0;

    /// <param name="balance">Its name begins with <c>month.</c></param>
    /// <param name="amount">What is added.</param>
    public void AddToMonth(string balance, decimal amount)
    {
        if (Standing(MonthBalances.Marker) != MonthBalances.KeyOf(Month))
        {
            foreach (var (name, _) in Case.Before.Beginning(MonthBalances.Prefix))
            {
                balances[(0, name)] = 0;
            }

            balances[(0, MonthBalances.Marker)] = MonthBalances.KeyOf(Month);
        }

        AddToStanding(balance, amount);
    }

    public void Alert(string code, string message) => alerts.Add(new PayAlert(code, message));

    // Equal amounts are written alike: 780.85 and never 780.8500.
    private decimal Scaled(decimal amount) => decimal.Round(amount, Pack.Currency.MinorDecimals) + new decimal(0, 0, 0, isNegative: false, (byte)Pack.Currency.MinorDecimals);

    /// <summary>The slip. Balances of this year and the last are kept; one that pays and withholds nothing has no lines.</summary>
    public Payslip Seal()
    {
        if (lines.TrueForAll(line => line.Kind == PayLineKind.Basis || line.Amount == 0))
        {
            lines.Clear();
            Alert("nothing-paid", "The run pays nothing to the person and withholds nothing.");
        }

        if (Case.TakesUpOpening)
        {
            Alert("opening-taken-up", "The slip begins with balances of earlier pay that were written down: compare them with their paper.");
        }

        alerts.AddRange(Case.OfEarlierMonths ?? []);
        return Sealed();
    }

    private Payslip Sealed() => new()
    {
        Person = Case.Person,
        Period = Case.Period,
        Kind = Case.Kind,
        Currency = Pack.Currency,
        Rules = Pack.Version,
        Lines = lines,
        Closing = Balances.Of(balances, keepFrom: Year - 1),
        Alerts = alerts,
    };
}
