using System.Text.Json.Serialization;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Payments.Domain;

/// <summary>What the money is for, as the bank is told.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PaymentPurpose>))]
public enum PaymentPurpose
{
    /// <summary>ISO 20022 SALA: booked as one sum, so that nobody reads single salaries on the statement.</summary>
    Salary,

    /// <summary>ISO 20022 SUPP: booked line by line.</summary>
    Supplier,

    /// <summary>ISO 20022 TAXS: contributions and taxes.</summary>
    Tax,
}

/// <summary>The form of the file a bank gets.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PaymentFormat>))]
public enum PaymentFormat
{
    /// <summary>ISO 20022 pain.001.001.09, for euro.</summary>
    Pain00100109,

    /// <summary>ISO 20022 pain.001.001.03, for euro and banks that have not moved on.</summary>
    Pain00100103,

    /// <summary>Domestic orders in RON, the CSV layout of docs/payments.md.</summary>
    RonCsv,

    /// <summary>Domestic orders in PLN, the CSV layout of docs/payments.md.</summary>
    PlnCsv,
}

/// <summary>What all lines of an order have in common.</summary>
/// <param name="Debtor">The account that pays.</param>
/// <param name="ExecutionDate">The day the bank is to pay; a banking day.</param>
/// <param name="Currency">Of every line.</param>
/// <param name="Purpose">What the money is for.</param>
/// <param name="Format">The form of the file; it fits the currency.</param>
public sealed record PaymentOrderTerms(
    Debtor Debtor,
    [property: JsonConverter(typeof(IsoDateJsonConverter))] LocalDate ExecutionDate,
    Currency Currency,
    PaymentPurpose Purpose,
    PaymentFormat Format)
{
    [JsonIgnore]
    public bool IsSepa => Format is PaymentFormat.Pain00100109 or PaymentFormat.Pain00100103;

    /// <summary>The form in which a currency is paid unless the bank wants another one; null when we have none.</summary>
    public static PaymentFormat? FormatOf(Currency currency) => currency.Code switch
    {
        "EUR" => PaymentFormat.Pain00100109,
        "RON" => PaymentFormat.RonCsv,
        "PLN" => PaymentFormat.PlnCsv,
        _ => null,
    };

    /// <summary>The code of the purpose in ISO 20022.</summary>
    public static string CodeOf(PaymentPurpose purpose) => purpose switch
    {
        PaymentPurpose.Salary => "SALA",
        PaymentPurpose.Supplier => "SUPP",
        PaymentPurpose.Tax => "TAXS",
        _ => throw new ArgumentOutOfRangeException(nameof(purpose), purpose, "Not a purpose."),
    };
}
