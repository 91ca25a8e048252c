using BackOffice.Ledger.Domain;
using BackOffice.Payroll.Domain;
using BackOffice.Primitives;
using NodaTime.Text;

namespace BackOffice.People.Domain;

/// <summary>Checks what is said of a pay group.</summary>
public static class PayGroupCheck
{
    private const int MostAccounts = 20;
    private const int MostLocalDays = 60;
    private const int MostPayees = 500;
    private const int LongestText = 140;
    private const int LongestCode = 200;
    private const int MostRates = 600;
    private const int RateDecimals = 8;
    private static readonly string[] Registers = ["libro-unico", "stat-de-salarii", "lista-plac"];

    /// <summary>Ids that mean something else where groups stand in a path.</summary>
    private static readonly string[] Taken = ["import", "export"];

    public static IEnumerable<EntryProblem> ProblemsOf(PayGroup group, CountryRuleBook rules) =>
    [
        .. When(Taken.Contains(group.Id), "wrong-id", "id", $"No group is called {string.Join(" or ", Taken)}."),
        .. When(group.Country is not [>= 'A' and <= 'Z', >= 'A' and <= 'Z'], "wrong-country", "country", "A country is two capital letters, ISO 3166."),
        .. When(group.Employer.Name.Trim().Length is 0 or > LongestText, "missing-field", "employer.name", $"An employer has a name of 1 to {LongestText} characters."),
        .. When(!IsEmployerNumber(group.Employer.TaxId, group.Country), "wrong-tax-id", "employer.taxId", $"This is no tax number of an employer of {group.Country}: its form or its check digit is wrong."),
        .. When(group.Accounts.Count > MostAccounts, "too-many", "accounts", $"There can be {MostAccounts} accounts at most."),
        .. group.Accounts.SelectMany((account, place) => When(!Iban.Read(account.Iban).IsValid, "wrong-iban", $"accounts[{place}].iban", $"This is no IBAN ({Iban.Read(account.Iban).Fault}).")),
        .. group.Accounts.SelectMany((account, place) => When(account.Bic is { } bic && !Bic.Read(bic).IsValid, "wrong-bic", $"accounts[{place}].bic", "This is no BIC.")),
        .. group.PayDay.Problems().Select(problem => new EntryProblem("wrong-rule", "payDay", problem)),
        .. When(group.LocalDays.Count > MostLocalDays, "too-many", "localDays", $"There can be {MostLocalDays} local days at most."),
        .. group.LocalDays.SelectMany((text, place) => When(!AnnualDateJsonConverter.TryParse(text, out _) && !LocalDatePattern.Iso.Parse(text).Success, "wrong-day", $"localDays[{place}]", "Write 12-07 for every year or 2026-05-02 for one.")),
        .. group.CostCentres.SelectMany((share, place) => When(share.Weight <= 0 || share.CostCentre.Trim().Length == 0, "wrong-cost-centre", $"costCentres[{place}]", "A cost centre has a name and a weight above 0.")),
        .. When(group.Payees.Count > MostPayees, "too-many", "payees", $"There can be {MostPayees} payees at most."),
        .. group.Payees.SelectMany(payee => When(!IsText(payee.Key, LongestCode) || !IsText(payee.Value, LongestText), "wrong-payee", "payees", $"A payee has a code of 1 to {LongestCode} characters and a name of 1 to {LongestText}.")),
        .. When(group.Register is { } register && !Registers.Contains(register), "wrong-word", "register", $"A register is one of {string.Join(", ", Registers)}."),
        .. When(group.Rates.Count > MostRates, "too-many", "rates", $"There can be {MostRates} rates at most."),
        .. group.Rates.SelectMany((rate, place) => ProblemsOf(rate, group).Select(problem => problem with { Field = $"rates[{place}].{problem.Field}" })),
        .. When(group.Rates.DistinctBy(rate => (rate.Currency, rate.Day)).Count() != group.Rates.Count, "wrong-rate", "rates", "A currency has one rate a day."),
        .. FactCheck.ProblemsOf(group.Facts, rules.Find(group.Country)),
    ];

    public static IEnumerable<EntryProblem> ProblemsOf(ExchangeRate rate, PayGroup group) =>
    [
        .. When(!Currency.TryOf(rate.Currency, out var currency) || currency == group.Currency, "wrong-currency", "currency", $"A rate is of another currency than {group.Currency}, by its code of ISO 4217."),
        .. When(rate.Rate <= 0 || rate.Rate != decimal.Round(rate.Rate, RateDecimals), "wrong-rate", "rate", $"A rate is above 0 and has at most {RateDecimals} decimals."),
        .. When(!IsText(rate.Source, LongestText), "missing-field", "source", $"Say who published it and where, in 1 to {LongestText} characters."),
    ];

    /// <summary>What keeps its own accounts from taking the place of the country's.</summary>
    public static IEnumerable<EntryProblem> ProblemsOf(PayGroup group, IReadOnlyDictionary<string, PostingTemplates> templates)
        => group.PostingAccounts.Count == 0 ? []
            : !templates.TryGetValue(group.Country, out var chart) ? [new EntryProblem("wrong-posting-account", "postingAccounts", $"There are no accounts of {group.Country} to replace.")]
            : chart.ProblemsWith(group.PostingAccounts).Select(problem => new EntryProblem("wrong-posting-account", "postingAccounts", problem));

    private static bool IsEmployerNumber(string number, string country) => country switch
    {
        "IT" => TaxId.Read(TaxIdKind.PartitaIva, number).IsValid || TaxId.Read(TaxIdKind.CodiceFiscale, number).IsValid,
        "RO" => TaxId.Read(TaxIdKind.Cui, number).IsValid,
        "PL" => TaxId.Read(TaxIdKind.Nip, number).IsValid,
        _ => number.Trim().Length is > 0 and <= LongestText,
    };

    private static bool IsText(string? text, int most) => text?.Trim().Length > 0 && text.Length <= most && !text.Any(char.IsControl);

    private static IEnumerable<EntryProblem> When(bool isWrong, string code, string field, string message) => isWrong ? [new EntryProblem(code, field, message)] : [];
}
