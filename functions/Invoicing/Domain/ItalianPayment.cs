using NodaTime;

namespace BackOffice.Invoicing.Domain;

/// <summary>What FatturaPA has of a payment beyond BG-16: 2.4. CodicePagamento is BT-83, an IBAN BT-84 with Beneficiario and BIC beside it.</summary>
public sealed record ItalianPayment
{
    /// <summary>Which block of payments it is in, from 1; null when there is one block.</summary>
    public int? Block { get; init; }

    /// <summary>2.4.1 CondizioniPagamento: TP01 instalments, TP02 at once, TP03 advance; null for the one payment of the whole.</summary>
    public string? Terms { get; init; }

    /// <summary>2.4.2.2 ModalitaPagamento, where BT-81 leaves it open.</summary>
    public string? Method { get; init; }

    /// <summary>2.4.2.1, where there is no account.</summary>
    public string? Beneficiary { get; init; }

    /// <summary>2.4.2.3.</summary>
    public LocalDate? TermsFrom { get; init; }

    /// <summary>2.4.2.4, in days.</summary>
    public int? TermsDays { get; init; }

    /// <summary>2.4.2.5, of several payments; of a single one it is BT-9.</summary>
    public LocalDate? DueDate { get; init; }

    /// <summary>2.4.2.6; null when it is BT-115.</summary>
    public decimal? Amount { get; init; }

    /// <summary>2.4.2.7.</summary>
    public string? PostOffice { get; init; }

    /// <summary>2.4.2.8 to 2.4.2.11: who collects it.</summary>
    public ItalianCollector? Collector { get; init; }

    /// <summary>2.4.2.12.</summary>
    public string? Institution { get; init; }

    /// <summary>2.4.2.14.</summary>
    public string? Abi { get; init; }

    /// <summary>2.4.2.15.</summary>
    public string? Cab { get; init; }

    /// <summary>2.4.2.16, where there is no account.</summary>
    public string? Bic { get; init; }

    /// <summary>2.4.2.17.</summary>
    public decimal? EarlyDiscount { get; init; }

    /// <summary>2.4.2.18; the day belongs to it.</summary>
    public LocalDate? EarlyUntil { get; init; }

    /// <summary>2.4.2.19.</summary>
    public decimal? LatePenalty { get; init; }

    /// <summary>2.4.2.20.</summary>
    public LocalDate? LateFrom { get; init; }
}

/// <summary>A person who collects a payment and signs for it.</summary>
public sealed record ItalianCollector(string? FamilyName, string? FirstName, string? FiscalCode, string? Title);
