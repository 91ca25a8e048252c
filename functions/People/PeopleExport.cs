using System.Globalization;
using System.Text;
using System.Text.Json;
using BackOffice.Http;
using BackOffice.People.Domain;
using CsvHelper;
using NodaTime;

namespace BackOffice.People;

/// <summary>Writes what holds of people as CSV: one row an entry, in the columns of the import.</summary>
public sealed class PeopleExport(PersonTable people)
{
    private static readonly string[] Columns =
    [
        "person", "validFrom", "validTo", "givenName", "familyName", "bornOn", "sex", "taxId", "street", "building", "postcode", "town", "country", "language", "recipient",
        "employment", "hiredOn", "leavesOn", "contract", "monthlyPay", "hourlyPay", "currency", "fte", "weeklyHours", "daysPerWeek", "paymentsPerYear", "proration", "costCentres", "contractFacts", "position", "grade",
        "factSheet", "facts", "account", "iban", "holder", "bic", "element", "code", "amount", "quantity", "rate", "once", "run", "for", "reference",
        "dependant", "dependantKind", "dependantBornOn", "dependantShare", "dependantDisabled", "dependantInSchool",
        "garnishment", "garnishmentKind", "priority", "monthlyAmount", "garnishmentShare", "garnishmentTotal", "suspended", "creditor", "openingYear", "opening",
    ];

    internal async Task WriteAsync((string Tenant, string Group) place, Stream body, CancellationToken cancellationToken)
    {
        await using var text = new StreamWriter(body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        await using var csv = new CsvWriter(text, CultureInfo.InvariantCulture, leaveOpen: true);
        await WriteRowAsync(csv, column => column);
        await foreach (var stored in people.ReadAsync(place.Tenant, place.Group, PersonRange.All, cancellationToken))
        {
            foreach (var entry in stored.File.Live)
            {
                var cells = CellsOf(stored.File.Person, entry).ToDictionary(cell => cell.Column, cell => cell.Text, StringComparer.Ordinal);
                await WriteRowAsync(csv, column => cells.GetValueOrDefault(column) ?? "");
            }

            await csv.FlushAsync();
        }
    }

    private static async Task WriteRowAsync(CsvWriter csv, Func<string, string> cell)
    {
        foreach (var column in Columns)
        {
            csv.WriteField(CsvTable.Quoted(cell(column)));
        }

        await csv.NextRecordAsync();
    }

    private static IEnumerable<(string Column, string? Text)> CellsOf(string person, PersonEntry entry) =>
    [
        ("person", person), ("validFrom", Iso.Text(entry.ValidFrom)), ("validTo", Text(entry.ValidTo)),
        .. entry.Content! switch
        {
            { Identity: { } identity } => CellsOf(identity),
            { Employment: { } employment } => [("employment", entry.Key), ("hiredOn", Iso.Text(employment.HiredOn)), ("leavesOn", Text(employment.LeavesOn))],
            { Terms: { } terms } => CellsOf(entry.Key, terms),
            { Facts: { } facts } => [("factSheet", entry.Key), ("facts", Text(facts))],
            { Account: { } account } => [("account", entry.Key), ("iban", account.Iban), ("holder", account.Holder), ("bic", account.Bic)],
            { Element: { } element } => CellsOf(entry.Key, element),
            { Dependant: { } dependant } => [("dependant", entry.Key), ("dependantKind", dependant.Kind), ("dependantBornOn", Iso.Text(dependant.BornOn)), ("dependantShare", Text(dependant.Share)), ("dependantDisabled", Text(dependant.IsDisabled)), ("dependantInSchool", Text(dependant.IsInSchool))],
            { Garnishment: { } order } => [("garnishment", order.Id), ("garnishmentKind", order.Kind), ("priority", Text(order.Priority)), ("monthlyAmount", Text(order.MonthlyAmount)), ("garnishmentShare", Text(order.Share)), ("garnishmentTotal", Text(order.Total)), ("suspended", Text(order.IsSuspended)), ("creditor", order.Creditor)],
            { Opening: { } opening } => [("openingYear", entry.Key), ("opening", string.Join(';', opening.OrderBy(balance => balance.Key, StringComparer.Ordinal).Select(balance => $"{balance.Key}={Text(balance.Value)}")))],
            _ => Array.Empty<(string, string?)>(),
        },
    ];

    private static (string Column, string? Text)[] CellsOf(Identity identity) =>
    [
        ("givenName", identity.GivenName), ("familyName", identity.FamilyName), ("bornOn", Iso.Text(identity.BornOn)), ("sex", Word(identity.Sex)), ("taxId", identity.TaxId),
        ("street", identity.Address?.Street), ("building", identity.Address?.Building), ("postcode", identity.Address?.Postcode), ("town", identity.Address?.Town), ("country", identity.Address?.Country),
        ("language", identity.Language), ("recipient", identity.Recipient),
    ];

    private static (string Column, string? Text)[] CellsOf(string contract, Terms terms) =>
    [
        ("employment", terms.Employment), ("contract", contract), ("monthlyPay", Text(terms.MonthlyPay)), ("hourlyPay", Text(terms.HourlyPay)), ("currency", terms.Currency), ("fte", Text(terms.Fte)),
        ("weeklyHours", Text(terms.WeeklyHours)), ("daysPerWeek", Text(terms.DaysPerWeek)), ("paymentsPerYear", Text(terms.PaymentsPerYear)), ("proration", Word(terms.Proration)),
        ("costCentres", string.Join(';', terms.CostCentres.Select(share => $"{share.CostCentre}={Text(share.Weight)}"))), ("contractFacts", Text(terms.Facts)), ("position", terms.Position), ("grade", terms.Grade),
    ];

    private static (string Column, string? Text)[] CellsOf(string key, ElementTerms element) =>
    [
        ("element", key), ("code", element.Code), ("amount", Text(element.Amount)), ("quantity", Text(element.Quantity)), ("rate", Text(element.Rate)), ("contract", element.Contract),
        ("once", element.Once?.ToString()), ("run", Word(element.Run)), ("for", element.For?.ToString()), ("reference", element.Reference),
    ];

    private static string? Text(LocalDate? day) => day is { } known ? Iso.Text(known) : null;

    private static string? Text(decimal? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string Text(bool flag) => flag ? "true" : "false";

    private static string Text(IReadOnlyDictionary<string, string> facts) => string.Join(';', facts.OrderBy(fact => fact.Key, StringComparer.Ordinal).Select(fact => $"{fact.Key}={fact.Value}"));

    private static string? Word<T>(T value) => value is null ? null : JsonSerializer.SerializeToElement(value, Json.Options).GetString();
}
