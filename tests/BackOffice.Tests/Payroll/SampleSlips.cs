using BackOffice.Payroll.Domain;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Payroll;

/// <summary>Slips as generated, and as written by hand.</summary>
internal static class SampleSlips
{
    public static Period November { get; } = new(2026, 11);

    public static Currency CurrencyOf(string country) => Currency.Of(country switch { "IT" => "EUR", "RO" => "RON", _ => "PLN" });

    public static PayLine Line(string code, PayLineKind kind, decimal amount, string? contract = null) => new()
    {
        Code = code,
        Kind = kind,
        Amount = amount,
        Rule = code,
        Because = new Trace("base x rate", amount, new Figure("base", amount * 10), new Figure("rate", 0.1m)),
        Contract = contract,
    };

    public static Payslip Slip(string country, params IReadOnlyList<PayLine> lines) => new()
    {
        Person = "p-1",
        Period = November,
        Kind = PayRunKind.Regular,
        Currency = CurrencyOf(country),
        Rules = $"{country.ToLowerInvariant()}-2026.1-0a1b2c3d",
        Lines = lines,
        Closing = Balances.None,
        Alerts = [],
    };

    public static PayCase Case(string country, params IReadOnlyList<ContractSpell> spells) => new()
    {
        Person = "p-1",
        Country = country,
        Period = November,
        Kind = PayRunKind.Regular,
        PayDay = new LocalDate(2026, 11, 27),
        BornOn = new LocalDate(1980, 5, 1),
        Contracts = spells,
        Garnishments = [new GarnishmentOrder { Id = "o-1", Kind = "ordinary", Priority = 1, Creditor = "court-7" }, new GarnishmentOrder { Id = "o-2", Kind = "alimony", Priority = 0, Creditor = "person-9" }],
        Month = WorkMonth.Of(November, new WorkingCalendar(country)),
    };

    public static ContractSpell Spell(string contract, params IReadOnlyList<CostCentreShare> centres) => new()
    {
        Contract = contract,
        From = new LocalDate(2024, 1, 1),
        HiredOn = new LocalDate(2024, 1, 1),
        MonthlyPay = 3000,
        CostCentres = centres,
    };

    /// <summary>A slip with lines of any code and sign, for a person with one to three contracts over any cost centres.</summary>
    public static (Payslip Slip, PayCase Pay) Any(Random random, string country)
    {
        var spells = Enumerable.Range(1, random.Next(1, 4)).Select(number => Spell($"c{number}", AnyCentres(random))).ToList();
        var codes = LineCodes.Of(country);
        var lines = Enumerable.Range(0, random.Next(3, 30)).Select(_ =>
        {
            var (code, kind) = codes[random.Next(codes.Count)];
            var line = Line(code, kind, random.Next(-300_000, 1_000_000) / 100m, random.Next(2) == 0 ? spells[random.Next(spells.Count)].Contract : null);
            return kind == PayLineKind.Garnishment ? line with { Reference = random.Next(2) == 0 ? "o-1" : "o-2" } : line;
        });
        return (Slip(country, [.. lines]), Case(country, spells));
    }

    /// <summary>The totals of some such slips.</summary>
    public static (PayTotals Totals, IReadOnlyList<Payslip> Slips) AnyTotals(Random random, string country, int most)
    {
        var running = new RunningTotals(CurrencyOf(country));
        List<Payslip> slips = [];
        for (var count = random.Next(1, most); count > 0; count--)
        {
            var (slip, pay) = Any(random, country);
            running.Add(slip, pay);
            slips.Add(slip);
        }

        return (running.Seal(), slips);
    }

    private static List<CostCentreShare> AnyCentres(Random random)
        => [.. Enumerable.Range(0, random.Next(0, 4)).Select(number => new CostCentreShare($"cc{(number + random.Next(3)) % 5}", random.Next(0, 400) / 3m))];
}
