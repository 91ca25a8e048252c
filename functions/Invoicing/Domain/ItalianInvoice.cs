using NodaTime;

namespace BackOffice.Invoicing.Domain;

/// <summary>
/// What Italian law adds to an invoice (FatturaPA 1.2.x; the numbers are those of its specification). What a term of EN 16931 says
/// already is not said again here; a code is given only where the term does not determine it.
/// </summary>
public sealed record ItalianInvoice
{
    /// <summary>Fattura semplificata (FSM10).</summary>
    public bool IsSimplified { get; init; }

    /// <summary>2.1.1.1 TipoDocumento, where BT-3 leaves it open: TD24 is a 380, too.</summary>
    public string? DocumentType { get; init; }

    /// <summary>1.1.</summary>
    public ItalianTransmission? Transmission { get; init; }

    /// <summary>1.5: who issues the invoice for the seller.</summary>
    public InvoiceParty? Issuer { get; init; }

    /// <summary>1.6 SoggettoEmittente: CC the buyer, TZ somebody else.</summary>
    public string? IssuedBy { get; init; }

    /// <summary>2.1.1.5.</summary>
    public IReadOnlyList<ItalianWithholding> Withholdings { get; init; } = [];

    /// <summary>2.1.1.6.</summary>
    public ItalianStampDuty? StampDuty { get; init; }

    /// <summary>2.1.1.8: on the total of the document, VAT included; no allowance or charge of BG-20 and BG-21, which change what is taxed.</summary>
    public IReadOnlyList<ItalianPriceChange> TotalChanges { get; init; } = [];

    /// <summary>2.1.1.12 Art73.</summary>
    public bool IsOfArticle73 { get; init; }

    /// <summary>2.1.2 to 2.1.6, all of them; the first of each kind are BT-13, BT-12 and BT-15, the invoices BG-3.</summary>
    public IReadOnlyList<ItalianReference> References { get; init; } = [];

    /// <summary>2.1.7 RiferimentoFase.</summary>
    public IReadOnlyList<int> WorkStages { get; init; } = [];

    /// <summary>2.1.8 DDT; the first is BT-16.</summary>
    public IReadOnlyList<ItalianTransportDocument> TransportDocuments { get; init; } = [];

    /// <summary>2.1.9.</summary>
    public ItalianTransport? Transport { get; init; }

    /// <summary>2.1.10: the invoice that this one for transport belongs to.</summary>
    public PrecedingInvoice? MainInvoice { get; init; }

    /// <summary>2.3.</summary>
    public ItalianVehicle? Vehicle { get; init; }

    /// <summary>FSM10 2.1.2.3 ElementiRettificati: what of the invoice in BG-3 is corrected.</summary>
    public string? CorrectedParts { get; init; }
}

/// <summary>How a file travels: 1.1. Where it goes to is the buyer's electronic address (BT-49, schemes 0201, 0202, 0205).</summary>
public sealed record ItalianTransmission
{
    /// <summary>1.1.1 with the country's letters: IT01234567890.</summary>
    public string? Sender { get; init; }

    /// <summary>1.1.2.</summary>
    public string? Progressive { get; init; }

    /// <summary>1.1.4 CodiceDestinatario, where BT-49 does not say it: XXXXXXX abroad, 0000000 unknown.</summary>
    public string? Addressee { get; init; }

    /// <summary>1.1.5.1.</summary>
    public string? SenderTelephone { get; init; }

    /// <summary>1.1.5.2.</summary>
    public string? SenderEmail { get; init; }

    /// <summary>1.1.6 PECDestinatario beside an addressee's code.</summary>
    public string? Pec { get; init; }

    /// <summary>Attribute SistemaEmittente.</summary>
    public string? IssuingSystem { get; init; }
}

/// <summary>Tax withheld by who pays: 2.1.1.5.</summary>
/// <param name="Type">RT01 and following.</param>
/// <param name="Amount">ImportoRitenuta.</param>
/// <param name="Rate">AliquotaRitenuta, in percent.</param>
/// <param name="Cause">CausalePagamento, as in the model CU.</param>
public sealed record ItalianWithholding(string? Type, decimal? Amount, decimal? Rate, string? Cause);

/// <summary>Stamp duty paid without a stamp: 2.1.1.6.</summary>
/// <param name="Virtual">BolloVirtuale, SI.</param>
/// <param name="Amount">ImportoBollo.</param>
public sealed record ItalianStampDuty(string? Virtual, decimal? Amount);

/// <summary>A discount or surcharge: 2.1.1.8 of the document's total, 2.2.1.10 of a unit price, one after the other.</summary>
/// <param name="Type">SC discount, MG surcharge.</param>
/// <param name="Percentage">In percent.</param>
/// <param name="Amount">Goes before the percentage where both are given.</param>
public sealed record ItalianPriceChange(string? Type, decimal? Percentage, decimal? Amount);

/// <summary>A sale of a new means of transport within the EU: 2.3.</summary>
/// <param name="FirstRegistered">Data.</param>
/// <param name="Distance">TotalePercorso: kilometres or hours, as written.</param>
public sealed record ItalianVehicle(LocalDate? FirstRegistered, string? Distance);
