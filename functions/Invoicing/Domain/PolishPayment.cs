using System.Text.Json.Serialization;
using NodaTime;

namespace BackOffice.Invoicing.Domain;

/// <summary>What Platnosc says beyond BG-16.</summary>
public sealed record PolishPayment
{
    /// <summary>DataZaplaty: the whole was paid then.</summary>
    public LocalDate? PaidOn { get; init; }

    /// <summary>ZnacznikZaplatyCzesciowej: the parts are the whole (2) or not (1); null without parts.</summary>
    public bool? PartsAreWhole { get; init; }

    /// <summary>ZaplataCzesciowa.</summary>
    public IReadOnlyList<PartPayment> Parts { get; init; } = [];

    /// <summary>TerminOpis of the first term, whose date is BT-9.</summary>
    public PaymentEvent? DueAfter { get; init; }

    /// <summary>TerminPlatnosci beyond the first.</summary>
    public IReadOnlyList<PaymentTerm> OtherTerms { get; init; } = [];

    /// <summary>FormaPlatnosci where BT-81 has no code of its own for it.</summary>
    public PaymentForm? Form { get; init; }

    /// <summary>WarunkiSkonta.</summary>
    public string? CashDiscountCondition { get; init; }

    /// <summary>WysokoscSkonta.</summary>
    public string? CashDiscount { get; init; }

    /// <summary>LinkDoPlatnosci.</summary>
    public string? Link { get; init; }

    /// <summary>IPKSeF: the payment identifier.</summary>
    public string? KsefPaymentId { get; init; }
}

/// <summary>A part that was paid: ZaplataCzesciowa.</summary>
public sealed record PartPayment
{
    public decimal? Amount { get; init; }

    public LocalDate? Date { get; init; }

    public PaymentForm? Form { get; init; }

    /// <summary>OpisPlatnosci, of another form.</summary>
    public string? OtherForm { get; init; }
}

/// <summary>A date or an event that payment is due at: TerminPlatnosci.</summary>
public sealed record PaymentTerm
{
    public LocalDate? Date { get; init; }

    public PaymentEvent? After { get; init; }
}

/// <summary>So many days, or what <see cref="Unit"/> says, after an event: TerminOpis.</summary>
public sealed record PaymentEvent
{
    public int? Count { get; init; }

    public string? Unit { get; init; }

    public string? Event { get; init; }
}

/// <summary>FormaPlatnosci.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PaymentForm>))]
public enum PaymentForm
{
    Cash,
    Card,
    Voucher,
    Cheque,
    Credit,
    Transfer,
    Mobile,
}

/// <summary>What KSeF says of an account beyond BG-17.</summary>
public sealed record PolishAccount
{
    /// <summary>It is the factor's: RachunekBankowyFaktora.</summary>
    public bool IsOfFactor { get; init; }

    /// <summary>RachunekWlasnyBanku: 1 to 3, an account that a bank keeps for itself.</summary>
    public int? OwnAccountOfBank { get; init; }

    /// <summary>NazwaBanku.</summary>
    public string? Bank { get; init; }

    /// <summary>OpisRachunku.</summary>
    public string? Description { get; init; }
}

/// <summary>Rozliczenie: what is added to the invoice and taken off it before it is paid, outside VAT.</summary>
public sealed record PolishSettlement
{
    /// <summary>Obciazenia.</summary>
    public IReadOnlyList<SettlementItem> Charges { get; init; } = [];

    /// <summary>SumaObciazen.</summary>
    public decimal? SumOfCharges { get; init; }

    /// <summary>Odliczenia.</summary>
    public IReadOnlyList<SettlementItem> Deductions { get; init; } = [];

    /// <summary>SumaOdliczen.</summary>
    public decimal? SumOfDeductions { get; init; }

    /// <summary>DoZaplaty.</summary>
    public decimal? ToPay { get; init; }

    /// <summary>DoRozliczenia: paid too much.</summary>
    public decimal? ToRefund { get; init; }
}

/// <summary>A charge or a deduction with its reason.</summary>
public sealed record SettlementItem
{
    public decimal? Amount { get; init; }

    public string? Reason { get; init; }
}
