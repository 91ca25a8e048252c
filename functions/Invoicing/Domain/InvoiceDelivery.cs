using NodaTime;

namespace BackOffice.Invoicing.Domain;

/// <summary>Where and when it was delivered: BG-13, and the period that is invoiced, BG-14.</summary>
public sealed record InvoiceDelivery
{
    /// <summary>BT-70.</summary>
    public string? Name { get; init; }

    /// <summary>BT-71.</summary>
    public Identifier? Location { get; init; }

    /// <summary>BT-72.</summary>
    public LocalDate? Date { get; init; }

    /// <summary>BG-14.</summary>
    public InvoicePeriod? Period { get; init; }

    /// <summary>BG-15.</summary>
    public InvoiceAddress? Address { get; init; }
}

/// <summary>A period, BG-14 or BG-26; both ends belong to it.</summary>
/// <param name="From">BT-73, BT-134.</param>
/// <param name="To">BT-74, BT-135.</param>
public sealed record InvoicePeriod(LocalDate? From, LocalDate? To);
