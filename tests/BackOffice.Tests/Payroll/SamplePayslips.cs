using BackOffice.Payroll.Domain;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Payroll;

/// <summary>A slip of each country with the lines a month has, and whose it is.</summary>
internal static class SamplePayslips
{
    public static PayslipFace Face(string country) => country switch
    {
        "IT" => new PayslipFace
        {
            Employer = new EmployerFace("Officine Meccaniche Brianza S.r.l.", ["Via dell'Industria 14", "20900 Monza MB"], "02345678901", "4912345678"),
            Number = "00042",
            Name = "Niccolò D'Àngelo",
            Address = ["Viale Campania 3, scala B", "20133 Milano MI"],
            TaxId = "DNGNCL85C12F205X",
            Role = "Impiegato amministrativo, livello 4 (CCNL Commercio)",
            HiredOn = new LocalDate(2019, 3, 1),
            Account = "IT60X0542811101000000123456",
            PayDay = new LocalDate(2026, 11, 27),
        },
        "RO" => new PayslipFace
        {
            Employer = new EmployerFace("Țesătoria Română S.A.", ["Str. Fabricii nr. 7", "400620 Cluj-Napoca"], "RO18547290"),
            Number = "1187",
            Name = "Ștefania Țăranu",
            Address = ["Bd. Eroilor nr. 2, ap. 14", "400129 Cluj-Napoca"],
            TaxId = "2870315125783",
            Role = "Operator",
            HiredOn = new LocalDate(2021, 6, 14),
            Account = "RO49AAAA1B31007593840000",
            PayDay = new LocalDate(2026, 12, 10),
        },
        "PL" => new PayslipFace
        {
            Employer = new EmployerFace("Zakłady Spożywcze „Łąka” sp. z o.o.", ["ul. Żelazna 59", "00-848 Warszawa"], "5252248481"),
            Number = "P/317",
            Name = "Małgorzata Źdźbło-Święcicka",
            Address = ["ul. Gęsia 12 m. 4", "03-712 Warszawa"],
            TaxId = "90080517455",
            Role = "Specjalistka ds. jakości",
            HiredOn = new LocalDate(2020, 9, 1),
            Account = "PL61109010140000071219812874",
            PayDay = new LocalDate(2026, 11, 27),
        },
        _ => throw new ArgumentOutOfRangeException(nameof(country), country, "No sample."),
    };

    public static Payslip Slip(string country) => SampleSlips.Slip(country, country switch
    {
        "IT" =>
        [
            Line("pay.base", PayLineKind.Earning, 2150),
            Line("overtime.weekday", PayLineKind.Earning, 117.74m, ("hours", 8), ("hour's pay", 12.797619m), ("premium", 0.15m)),
            Line("absence.sick", PayLineKind.Earning, -215),
            Line("sick.insurance", PayLineKind.Earning, 83.61m),
            Line("sick.employer", PayLineKind.Earning, 131.39m, ("days", 3)),
            Line("bonus", PayLineKind.Earning, 120) with { For = new Period(2026, 9) },
            Line("benefit.fringe", PayLineKind.Benefit, 90),
            Line("inps.base", PayLineKind.Basis, 2304),
            Line("inps", PayLineKind.EmployeeContribution, 211.74m, ("base", 2304), ("rate", 0.0919m)),
            Line("irpef.detrazione", PayLineKind.Basis, 158.92m),
            Line("irpef", PayLineKind.Tax, 341.33m),
            Line("addizionale.regionale", PayLineKind.Tax, 31.02m),
            Line("addizionale.comunale", PayLineKind.Tax, 18.40m),
            Line("trattamento.integrativo", PayLineKind.Credit, 0),
            Line("somma.integrativa", PayLineKind.Credit, 22.50m),
            Line("garnishment", PayLineKind.Garnishment, 358.93m),
            Line("inps.employer", PayLineKind.EmployerContribution, 667.70m, ("base", 2304), ("rate", 0.2898m)),
            Line("inail", PayLineKind.EmployerContribution, 9.22m, ("base", 2304), ("rate", 0.004m)),
            Line("tfr", PayLineKind.Accrual, 159.15m),
            Line("accrual.13th", PayLineKind.Accrual, 179.17m),
        ],
        "RO" =>
        [
            Line("pay.base", PayLineKind.Earning, 5600),
            Line("overtime.weekday", PayLineKind.Earning, 583.33m, ("hours", 10)),
            Line("absence.unpaid", PayLineKind.Earning, -266.67m),
            Line("tickets", PayLineKind.Benefit, 855, ("days worked", 19), ("value", 45)),
            Line("cas", PayLineKind.EmployeeContribution, 1479, ("base", 5916.66m), ("rate", 0.25m)),
            Line("cass", PayLineKind.EmployeeContribution, 677, ("base", 6771.66m), ("rate", 0.1m)),
            Line("dp", PayLineKind.Basis, 108),
            Line("impozit", PayLineKind.Tax, 451, ("base", 4507.66m), ("rate", 0.1m)),
            Line("cam", PayLineKind.EmployerContribution, 133, ("base", 5916.66m), ("rate", 0.0225m)),
            Line("debt.recovered", PayLineKind.Deduction, 150),
        ],
        _ =>
        [
            Line("pay.base", PayLineKind.Earning, 8400),
            Line("premium.night", PayLineKind.Earning, 118.72m, ("hours", 20)),
            Line("ppk.employer.benefit", PayLineKind.Benefit, 127.78m),
            Line("zus.pension", PayLineKind.EmployeeContribution, 831.43m, ("base", 8518.72m), ("rate", 0.0976m)),
            Line("zus.disability", PayLineKind.EmployeeContribution, 127.78m, ("base", 8518.72m), ("rate", 0.015m)),
            Line("zus.sickness", PayLineKind.EmployeeContribution, 208.71m, ("base", 8518.72m), ("rate", 0.0245m)),
            Line("zus.health", PayLineKind.EmployeeContribution, 661.57m, ("base", 7350.80m), ("rate", 0.09m)),
            Line("pit.base", PayLineKind.Basis, 7229),
            Line("pit", PayLineKind.Tax, 567),
            Line("ppk.employee", PayLineKind.EmployeeContribution, 170.37m, ("base", 8518.72m), ("rate", 0.02m)),
            Line("zus.pension.employer", PayLineKind.EmployerContribution, 831.43m, ("base", 8518.72m), ("rate", 0.0976m)),
            Line("zus.disability.employer", PayLineKind.EmployerContribution, 553.72m, ("base", 8518.72m), ("rate", 0.065m)),
            Line("zus.accident", PayLineKind.EmployerContribution, 142.26m, ("base", 8518.72m), ("rate", 0.0167m)),
            Line("fp", PayLineKind.EmployerContribution, 208.71m, ("base", 8518.72m), ("rate", 0.0245m)),
            Line("fgsp", PayLineKind.EmployerContribution, 8.52m, ("base", 8518.72m), ("rate", 0.001m)),
            Line("ppk.employer", PayLineKind.EmployerContribution, 127.78m, ("base", 8518.72m), ("rate", 0.015m)),
        ],
    }) with
    {
        Closing = Balances.None.With(
            country switch
            {
                "IT" => new() { [(2026, "inps.insured")] = 24_980.12m, [(2026, "irpef")] = 3_512.08m, [(2026, "sick.days")] = 10, [(0, "tfr")] = 9_811.40m },
                "PL" => new() { [(2026, "zus.base")] = 92_518.72m, [(2026, "pit")] = 6_214 },
                _ => new Dictionary<(int, string), decimal> { [(0, "debt")] = 300 },
            },
            keepFrom: 2025),
    };

    private static PayLine Line(string code, PayLineKind kind, decimal amount, params IReadOnlyList<(string Name, decimal Value)> figures) => new()
    {
        Code = code,
        Kind = kind,
        Amount = amount,
        Rule = code,
        Because = new Trace("as it is", amount, [.. figures.Select(figure => new Figure(figure.Name, figure.Value))]),
    };
}
