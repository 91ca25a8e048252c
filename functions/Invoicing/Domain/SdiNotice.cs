namespace BackOffice.Invoicing.Domain;

/// <summary>A receipt or notice of the Italian exchange (SdI) about a file that was sent. Moments are as written, with their offset.</summary>
public abstract record SdiNotice
{
    /// <summary>IdentificativoSdI: the exchange's own number of the file.</summary>
    public string? SdiId { get; init; }

    /// <summary>NomeFile, of the invoice file; a customer's outcome and its refusal have none.</summary>
    public string? FileName { get; init; }

    /// <summary>Hash of the file, SHA-256; between private parties only.</summary>
    public string? Hash { get; init; }

    /// <summary>RiferimentoArchivio: the archive that the file came in.</summary>
    public SdiArchive? Archive { get; init; }

    public string? MessageId { get; init; }

    /// <summary>PecMessageId, when it went by certified mail.</summary>
    public string? PecMessageId { get; init; }

    public string? Note { get; init; }
}

/// <summary>RC: the invoice was delivered.</summary>
public sealed record SdiDelivery : SdiNotice
{
    public string? ReceivedAt { get; init; }

    public string? DeliveredAt { get; init; }

    public SdiRecipient? Recipient { get; init; }
}

/// <summary>NS: the exchange refused the file; it counts as not issued, and may be sent again within five days.</summary>
public sealed record SdiRejection : SdiNotice
{
    public string? ReceivedAt { get; init; }

    /// <summary>In the order of the notice, at least one.</summary>
    public IReadOnlyList<SdiError> Errors { get; init; } = [];
}

/// <summary>MC: the invoice could not be delivered. Between private parties it is issued all the same, and waits for the buyer.</summary>
public sealed record SdiNonDelivery : SdiNotice
{
    public string? ReceivedAt { get; init; }

    /// <summary>DataMessaADisposizione: the day it was laid in the buyer's reserved area.</summary>
    public NodaTime.LocalDate? AvailableOn { get; init; }

    public string? Description { get; init; }
}

/// <summary>NE: what the public body decided, as the seller is told.</summary>
public sealed record SdiOutcome : SdiNotice
{
    public SdiCustomerOutcome? Outcome { get; init; }
}

/// <summary>EC: what the public body decided, as it says so.</summary>
public sealed record SdiCustomerOutcome : SdiNotice
{
    /// <summary>Which invoice of a lot; all of them when null.</summary>
    public SdiInvoiceReference? Invoice { get; init; }

    /// <summary>EC01 accepted, EC02 refused.</summary>
    public string? Decision { get; init; }

    public string? Description { get; init; }

    /// <summary>MessageIdCommittente.</summary>
    public string? CustomerMessageId { get; init; }
}

/// <summary>SE: the exchange did not take a customer's outcome.</summary>
public sealed record SdiOutcomeRejection : SdiNotice
{
    public SdiInvoiceReference? Invoice { get; init; }

    /// <summary>EN00 not conformant, EN01 not admissible.</summary>
    public string? Reason { get; init; }

    /// <summary>MessageIdCommittente.</summary>
    public string? CustomerMessageId { get; init; }
}

/// <summary>DT: the public body said nothing within fifteen days.</summary>
public sealed record SdiTermExpiry : SdiNotice
{
    public SdiInvoiceReference? Invoice { get; init; }

    public string? Description { get; init; }
}

/// <summary>AT: the invoice was sent and could not be delivered; the seller hands it over himself with this.</summary>
public sealed record SdiTransmissionProof : SdiNotice
{
    public string? ReceivedAt { get; init; }

    public SdiRecipient? Recipient { get; init; }

    /// <summary>HashFileOriginale.</summary>
    public string? OriginalHash { get; init; }
}

/// <summary>MT: what comes beside an invoice that is received.</summary>
public sealed record SdiFileMetadata : SdiNotice
{
    /// <summary>CodiceDestinatario.</summary>
    public string? Addressee { get; init; }

    /// <summary>FPA12, FPR12, FSM10.</summary>
    public string? Format { get; init; }

    /// <summary>TentativiInvio.</summary>
    public int? Attempts { get; init; }
}

/// <summary>An archive of several files.</summary>
public sealed record SdiArchive(string? SdiId, string? FileName);

/// <summary>Where a file was delivered to.</summary>
public sealed record SdiRecipient(string? Code, string? Description);

/// <summary>A control that a file did not pass.</summary>
/// <param name="Code">Of five digits: 00400.</param>
/// <param name="Description">In Italian.</param>
/// <param name="Suggestion">What the exchange suggests.</param>
public sealed record SdiError(string? Code, string? Description, string? Suggestion);

/// <summary>One invoice of a lot.</summary>
/// <param name="Number">NumeroFattura.</param>
/// <param name="Year">AnnoFattura.</param>
/// <param name="Position">PosizioneFattura in the file, from 1; null when it is the only one.</param>
public sealed record SdiInvoiceReference(string? Number, int? Year, int? Position);
