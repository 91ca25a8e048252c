using System.Text.Json.Serialization;

namespace BackOffice.Invoicing.Domain;

/// <summary>What a correcting invoice says beyond BG-3.</summary>
public sealed record PolishCorrection
{
    /// <summary>PrzyczynaKorekty.</summary>
    public string? Reason { get; init; }

    /// <summary>TypKorekty: which period's records it changes.</summary>
    public CorrectionEffect? Effect { get; init; }

    /// <summary>OkresFaKorygowanej: the period that a rebate is given for.</summary>
    public string? Period { get; init; }

    /// <summary>NrFaKorygowany: the right number, where the number was wrong.</summary>
    public string? RightNumber { get; init; }

    /// <summary>Podmiot1K: the seller as he stood on the corrected invoice.</summary>
    public InvoiceParty? SellerBefore { get; init; }

    /// <summary>Podmiot2K: buyers as they stood there.</summary>
    public IReadOnlyList<InvoiceParty> BuyersBefore { get; init; } = [];

    /// <summary>P_15ZK: what was paid, or still due, before the correction.</summary>
    public decimal? AmountBefore { get; init; }

    /// <summary>KursWalutyZK.</summary>
    public decimal? ExchangeRateBefore { get; init; }
}

/// <summary>TypKorekty.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CorrectionEffect>))]
public enum CorrectionEffect
{
    OnOriginalDate,
    OnCorrectionDate,
    OnOtherDates,
}

/// <summary>Where a corrected invoice is to be found.</summary>
public sealed record PolishPreceding
{
    /// <summary>NrKSeFFaKorygowanej.</summary>
    public string? KsefNumber { get; init; }

    /// <summary>NrKSeFN: it was issued outside KSeF.</summary>
    public bool IsOutsideKsef { get; init; }
}
