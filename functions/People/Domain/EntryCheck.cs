using BackOffice.Payroll.Domain;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.People.Domain;

/// <summary>By what entries of a pay group are checked.</summary>
/// <param name="Country">Of the group.</param>
public sealed record CheckFrame(string Country, CountryRuleBook Rules, ElementCatalog Elements);

/// <summary>Checks one draft by itself.</summary>
public static class EntryCheck
{
    /// <summary>A payment order carries 140 characters of a name.</summary>
    private const int LongestName = 140;
    private const int LongestText = 200;
    private const int LongestKey = 64;
    private static readonly string[] Languages = ["it", "ro", "pl", "en"];
    private static readonly string[] DependantKinds = ["child", "spouse", "other"];
    private static readonly string[] GarnishmentKinds = ["alimony", "tax", "ordinary", "penalty", "advance", "voluntary"];
    private static readonly LocalDate Earliest = new(1900, 1, 1);
    private static readonly LocalDate Latest = new(2199, 12, 31);

    public static IEnumerable<EntryProblem> ProblemsOf(EntryDraft draft, CheckFrame frame) =>
    [
        .. When(draft.Key.Length > LongestKey || draft.Key.Any(letter => char.IsControl(letter)), "wrong-key", "key", $"A key has {LongestKey} characters at most."),
        .. When(draft.ValidFrom < Earliest || draft.ValidFrom > Latest, "wrong-day", "validFrom", "A day lies between 1900 and 2199."),
        .. When(draft.ValidTo < draft.ValidFrom, "wrong-span", "validTo", "The last day is not before the first."),
        .. When(draft.Content is { Kind: null }, "wrong-content", "content", "An entry says exactly one thing."),
        .. When(draft.Content is null && draft.Supersedes is null, "missing-field", "supersedes", "To withdraw an entry, say which one."),
        .. draft.Content switch
        {
            { Identity: { } identity } => ProblemsOf(identity, frame.Country),
            { Employment: { } employment } => ProblemsOf(employment, draft),
            { Terms: { } terms } => ProblemsOf(terms, draft, frame),
            { Facts: { } facts } => FactCheck.ProblemsOf(facts, frame.Rules.Find(frame.Country)),
            { Element: { } element } => ProblemsOf(element, draft, frame),
            { Dependant: { } dependant } => ProblemsOf(dependant),
            { Account: { } account } => ProblemsOf(account),
            { Garnishment: { } order } => ProblemsOf(order, draft),
            { Opening: { } opening } => OpeningCheck.ProblemsOf(opening, draft, frame),
            _ => [],
        },
    ];

    private static IEnumerable<EntryProblem> ProblemsOf(Identity identity, string country) =>
    [
        .. Text(identity.GivenName, "givenName", LongestName),
        .. Text(identity.FamilyName, "familyName", LongestName),
        .. When(identity.GivenName.Length + identity.FamilyName.Length >= LongestName, "overlong-name", "familyName", $"A payment order carries {LongestName} characters of a whole name."),
        .. When(identity.BornOn < Earliest || identity.BornOn > Latest, "wrong-day", "bornOn", "A day lies between 1900 and 2199."),
        .. When(identity.TaxId is { } number && !IsPersonalNumber(number, country), "wrong-tax-id", "taxId", $"This is no personal number of {country}: its form or its check digit is wrong."),
        .. When(identity.Language is { } language && !Languages.Contains(language), "wrong-language", "language", $"A language is one of {string.Join(", ", Languages)}."),
        .. When(identity.Address?.Country is { } home && home is not [>= 'A' and <= 'Z', >= 'A' and <= 'Z'], "wrong-country", "country", "A country is two capital letters, ISO 3166."),
        .. When(new[] { identity.Address?.Street, identity.Address?.Building, identity.Address?.Postcode, identity.Address?.Town, identity.Recipient }.Any(text => text?.Length > LongestName), "overlong-text", "address", $"A part of an address has {LongestName} characters at most."),
    ];

    private static bool IsPersonalNumber(string number, string country) => country switch
    {
        "IT" => TaxId.Read(TaxIdKind.CodiceFiscale, number).IsValid,
        "RO" => TaxId.Read(TaxIdKind.Cnp, number).IsValid,
        "PL" => TaxId.Read(TaxIdKind.Pesel, number).IsValid || TaxId.Read(TaxIdKind.Nip, number).IsValid,
        _ => number.Trim().Length is > 0 and <= LongestKey,
    };

    private static IEnumerable<EntryProblem> ProblemsOf(Employment employment, EntryDraft draft) =>
    [
        .. When(employment.HiredOn != draft.ValidFrom, "wrong-day", "validFrom", "An employment holds from the day of hiring."),
        .. When(employment.LeavesOn < employment.HiredOn, "wrong-span", "leavesOn", "Nobody leaves before being hired."),
    ];

    private static IEnumerable<EntryProblem> ProblemsOf(Terms terms, EntryDraft draft, CheckFrame frame) =>
    [
        .. When(draft.Key.Length == 0, "missing-field", "contract", "Terms belong to a contract: give its id."),
        .. When(terms.MonthlyPay is null == terms.HourlyPay is null, "missing-terms", "monthlyPay", "A contract has either a monthly or an hourly pay."),
        .. When(terms.MonthlyPay < 0, "negative-amount", "monthlyPay", "Pay is not negative."),
        .. When(terms.HourlyPay < 0, "negative-amount", "hourlyPay", "Pay is not negative."),
        .. When(terms.Currency is { } code && !Primitives.Currency.TryOf(code, out _), "wrong-currency", "currency", "A currency is a code of ISO 4217, such as EUR."),
        .. When(terms.Fte is <= 0 or > 1, "wrong-number", "fte", "The share of full time is above 0 and at most 1."),
        .. When(terms.WeeklyHours is <= 0 or > 168, "wrong-number", "weeklyHours", "A week has at most 168 hours."),
        .. When(terms.DaysPerWeek is <= 0 or > 7, "wrong-number", "daysPerWeek", "A week has at most 7 days."),
        .. When(terms.PaymentsPerYear is < 12 or > 14, "wrong-number", "paymentsPerYear", "A year has 12, 13 or 14 payments."),
        .. terms.Position is { } position ? Text(position, "position", LongestName) : [],
        .. terms.Grade is { } grade ? Text(grade, "grade", LongestKey) : [],
        .. When(terms.CostCentres.Any(share => share.Weight <= 0 || share.CostCentre.Trim().Length is 0 or > LongestKey), "wrong-cost-centre", "costCentres", "A cost centre has a name and a weight above 0."),
        .. terms.Facts.Count == 0 ? [] : FactCheck.ProblemsOf(terms.Facts, frame.Rules.Find(frame.Country)).Select(problem => problem with { Field = "contractFacts" }),
    ];

    private static IEnumerable<EntryProblem> ProblemsOf(ElementTerms element, EntryDraft draft, CheckFrame frame) =>
    [
        .. When(draft.Key.Length == 0, "missing-field", "element", "A pay element has an id, so that it can be changed and ended."),
        .. When(frame.Elements.Find(element.Code, frame.Country, element.Once?.Last ?? draft.ValidFrom) is null, "unknown-element", "code", $"'{element.Code}' is no pay element in {frame.Country} then."),
        .. When(element.Amount is null == (element.Quantity is null || element.Rate is null), "missing-amount", "amount", "A pay element has an amount, or a quantity and a rate."),
        .. When(element.Quantity < 0, "negative-amount", "quantity", "A quantity is not negative."),
    ];

    private static IEnumerable<EntryProblem> ProblemsOf(Dependant dependant) =>
    [
        .. When(!DependantKinds.Contains(dependant.Kind), "wrong-word", "dependantKind", $"A dependant is one of {string.Join(", ", DependantKinds)}."),
        .. When(dependant.Share is <= 0 or > 1, "wrong-number", "dependantShare", "A share is above 0 and at most 1."),
        .. When(dependant.BornOn < Earliest || dependant.BornOn > Latest, "wrong-day", "dependantBornOn", "A day lies between 1900 and 2199."),
    ];

    private static IEnumerable<EntryProblem> ProblemsOf(BankAccount account) =>
    [
        .. When(Iban.Read(account.Iban) is { IsValid: false }, "wrong-iban", "iban", $"This is no IBAN ({Iban.Read(account.Iban).Fault})."),
        .. When(account.Bic is { } bic && !Bic.Read(bic).IsValid, "wrong-bic", "bic", "This is no BIC."),
        .. account.Holder is { } holder ? Text(holder, "holder", LongestName) : [],
    ];

    private static IEnumerable<EntryProblem> ProblemsOf(GarnishmentOrder order, EntryDraft draft) =>
    [
        .. When(order.Id != draft.Key, "wrong-key", "garnishment", "The key of an order is its id."),
        .. Text(order.Id, "garnishment", LongestKey),
        .. When(!GarnishmentKinds.Contains(order.Kind), "wrong-word", "garnishmentKind", $"An order is one of {string.Join(", ", GarnishmentKinds)}."),
        .. Text(order.Creditor, "creditor", LongestText),
        .. When(order.MonthlyAmount < 0, "negative-amount", "monthlyAmount", "An amount is not negative."),
        .. When(order.Total < 0, "negative-amount", "garnishmentTotal", "An amount is not negative."),
        .. When(order.Share is <= 0 or > 1, "wrong-number", "garnishmentShare", "A share is above 0 and at most 1."),
    ];

    private static IEnumerable<EntryProblem> Text(string text, string field, int most)
        => When(text.Trim().Length is 0 || text.Length > most || text.Any(char.IsControl), text.Length > most ? "overlong-text" : "missing-field", field, $"This is a text of 1 to {most} characters.");

    private static IEnumerable<EntryProblem> When(bool isWrong, string code, string field, string message) => isWrong ? [new EntryProblem(code, field, message)] : [];
}
