using System.Globalization;
using BackOffice.Payments;
using BackOffice.Payments.Domain;
using BackOffice.People.Domain;
using BackOffice.Primitives;

namespace BackOffice.Payroll;

/// <summary>The net of a person in a run: one debt, whichever order it is in.</summary>
internal static class RunDebt
{
    /// <summary>The kind of debt that a net is.</summary>
    public const string Salary = "salary";

    public static PayableKey KeyOf(Period period, string runId, string person) => new(Salary, period.ToString(), $"{runId}|{person}");

    public static string RunIdOf(PayableKey key) => key.Key[..key.Key.IndexOf('|', StringComparison.Ordinal)];

    public static string PersonOf(PayableKey key) => key.Key[(key.Key.IndexOf('|', StringComparison.Ordinal) + 1)..];

    public static Payable PayableOf(PayableKey key, PersonCard card, Money net, Period period) => new(
        key,
        new Creditor(card.Holder ?? card.Name, Iban.Read(card.Iban).Value)
        {
            Bic = card.Bic,
            Address = card.Address is { } address ? AddressOf(address) : null,
        },
        net)
    {
        Remittance = string.Create(CultureInfo.InvariantCulture, $"{PayLabels.Of(PayslipPublishing.LanguageOf(card)).Word("salary")} {period}"),
    };

    public static PostalAddress AddressOf(StreetAddress address)
        => new(address.Country, address.Town) { Street = address.Street, BuildingNumber = address.Building, PostCode = address.Postcode };

    /// <summary>The sealed orders of a run.</summary>
    public static IReadOnlyList<PaymentOrderReference> OrdersOf(RunRow run) => [.. run.ReadOrders().Select(order => new PaymentOrderReference(run.Reference.Tenant, order))];
}
