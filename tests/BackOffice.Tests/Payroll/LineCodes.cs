using BackOffice.Payroll.Domain;

namespace BackOffice.Payroll;

/// <summary>The line codes of the three countries with their kinds, as postings, dues and labels have to know them.</summary>
internal static class LineCodes
{
    private static readonly (string Code, PayLineKind Kind)[] Common =
    [
        ("pay.base", PayLineKind.Earning),
        ("pay.hours", PayLineKind.Earning),
        ("pay.13th", PayLineKind.Earning),
        ("pay.14th", PayLineKind.Earning),
        ("overtime.weekday", PayLineKind.Earning),
        ("overtime.night", PayLineKind.Earning),
        ("overtime.holiday", PayLineKind.Earning),
        ("premium.night", PayLineKind.Earning),
        ("premium.holiday", PayLineKind.Earning),
        ("absence.unpaid", PayLineKind.Earning),
        ("absence.sick", PayLineKind.Earning),
        ("sick.employer", PayLineKind.Earning),
        ("sick.insurance", PayLineKind.Earning),
        ("garnishment", PayLineKind.Garnishment),
        ("net.returned", PayLineKind.Credit),
        ("debt.recovered", PayLineKind.Deduction),
        ("debt.carried", PayLineKind.CarriedForward),
        ("garnishment.suspended", PayLineKind.Basis),
        ("premium.overtime.weekday", PayLineKind.Earning),
        ("premium.overtime.night", PayLineKind.Earning),
        ("premium.overtime.holiday", PayLineKind.Earning),
        ("accident.employer", PayLineKind.Earning),
        ("accident.insurance", PayLineKind.Earning),
        ("absence.accident", PayLineKind.Earning),
        ("maternity.employer", PayLineKind.Earning),
        ("maternity.insurance", PayLineKind.Earning),
        ("absence.maternity", PayLineKind.Earning),
        ("accrual.13th", PayLineKind.Accrual),
        ("accrual.14th", PayLineKind.Accrual),
    ];

    private static readonly Dictionary<string, (string Code, PayLineKind Kind)[]> OfCountry = new(StringComparer.Ordinal)
    {
        ["PL"] =
        [
            ("zus.pension", PayLineKind.EmployeeContribution),
            ("zus.disability", PayLineKind.EmployeeContribution),
            ("zus.sickness", PayLineKind.EmployeeContribution),
            ("zus.health", PayLineKind.EmployeeContribution),
            ("pit", PayLineKind.Tax),
            ("ppk.employee", PayLineKind.EmployeeContribution),
            ("ppk.employer", PayLineKind.EmployerContribution),
            ("ppk.employer.benefit", PayLineKind.Benefit),
            ("zus.pension.employer", PayLineKind.EmployerContribution),
            ("zus.disability.employer", PayLineKind.EmployerContribution),
            ("zus.accident", PayLineKind.EmployerContribution),
            ("fp", PayLineKind.EmployerContribution),
            ("fgsp", PayLineKind.EmployerContribution),
            ("pit.base", PayLineKind.Basis),
            ("pit.relief", PayLineKind.Basis),
            ("sick.base", PayLineKind.Basis),
            ("sick.base.minimum", PayLineKind.Basis),
        ],
        ["RO"] =
        [
            ("cas", PayLineKind.EmployeeContribution),
            ("cass", PayLineKind.EmployeeContribution),
            ("impozit", PayLineKind.Tax),
            ("cam", PayLineKind.EmployerContribution),
            ("cas.floor.employer", PayLineKind.EmployerContribution),
            ("cass.floor.employer", PayLineKind.EmployerContribution),
            ("tickets", PayLineKind.Benefit),
            ("dp", PayLineKind.Basis),
            ("exempt", PayLineKind.Basis),
        ],
        ["IT"] =
        [
            ("inps", PayLineKind.EmployeeContribution),
            ("inps.additional", PayLineKind.EmployeeContribution),
            ("irpef", PayLineKind.Tax),
            ("irpef.detrazione", PayLineKind.Basis),
            ("addizionale.regionale", PayLineKind.Tax),
            ("addizionale.comunale", PayLineKind.Tax),
            ("addizionale.comunale.acconto", PayLineKind.Tax),
            ("somma.integrativa", PayLineKind.Credit),
            ("trattamento.integrativo", PayLineKind.Credit),
            ("inps.employer", PayLineKind.EmployerContribution),
            ("inail", PayLineKind.EmployerContribution),
            ("tfr", PayLineKind.Accrual),
            ("tfr.inps", PayLineKind.EmployerContribution),
            ("tfr.pension-fund", PayLineKind.EmployerContribution),
            ("tfr.revaluation", PayLineKind.Accrual),
            ("tfr.revaluation.tax", PayLineKind.EmployerContribution),
            ("tfr.inps.revaluation", PayLineKind.Basis),
            ("tfr.inps.revaluation.tax", PayLineKind.Basis),
            ("tfr.paid", PayLineKind.Credit),
            ("tfr.inps.paid", PayLineKind.Credit),
            ("irpef.tfr", PayLineKind.Tax),
            ("inps.base", PayLineKind.Basis),
            ("inps.conguaglio", PayLineKind.EmployeeContribution),
            ("inps.additional.conguaglio", PayLineKind.EmployeeContribution),
            ("inps.employer.conguaglio", PayLineKind.EmployerContribution),
            ("irpef.13th", PayLineKind.Tax),
            ("irpef.separate", PayLineKind.Tax),
            ("irpef.conguaglio", PayLineKind.Tax),
            ("irpef.year.income", PayLineKind.Basis),
            ("irpef.year.gross", PayLineKind.Basis),
            ("irpef.year.deductions", PayLineKind.Basis),
            ("addizionale.regionale.conguaglio", PayLineKind.Tax),
            ("addizionale.comunale.conguaglio", PayLineKind.Tax),
            ("sostitutiva.premio", PayLineKind.Tax),
            ("sostitutiva.rinnovo", PayLineKind.Tax),
            ("sostitutiva.maggiorazioni", PayLineKind.Tax),
            ("somma.integrativa.conguaglio", PayLineKind.Credit),
            ("trattamento.integrativo.conguaglio", PayLineKind.Credit),
            ("conguaglio.deferred", PayLineKind.CarriedForward),
            ("conguaglio.instalment", PayLineKind.Deduction),
            ("pension-fund", PayLineKind.EmployeeContribution),
            ("pension-fund.employer", PayLineKind.EmployerContribution),
            ("pension-fund.solidarity", PayLineKind.EmployerContribution),
            ("tickets.taxable", PayLineKind.Basis),
            ("benefit.fringe.taxable", PayLineKind.Basis),
            ("overtime.beyond-48", PayLineKind.Earning),
        ],
    };

    public static IReadOnlyList<string> Countries { get; } = ["IT", "RO", "PL"];

    public static IReadOnlyList<(string Code, PayLineKind Kind)> Of(string country) => [.. Common, .. OfCountry[country]];
}
