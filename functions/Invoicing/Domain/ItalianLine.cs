using NodaTime;

namespace BackOffice.Invoicing.Domain;

/// <summary>What Italian law adds to a line: 2.2.1 of FatturaPA. RiferimentoAmministrazione is BT-133.</summary>
public sealed record ItalianLine
{
    /// <summary>TipoCessionePrestazione: SC discount, PR premium, AB rebate, AC extra cost.</summary>
    public string? Kind { get; init; }

    /// <summary>CodiceArticolo beyond those of BT-155 to BT-158.</summary>
    public IReadOnlyList<ItalianItemCode> Codes { get; init; } = [];

    /// <summary>PrezzoUnitario before <see cref="PriceChanges"/>; null when there are none, then it is BT-146.</summary>
    public decimal? UnitPrice { get; init; }

    /// <summary>ScontoMaggiorazione, each of one unit.</summary>
    public IReadOnlyList<ItalianPriceChange> PriceChanges { get; init; } = [];

    /// <summary>Ritenuta SI.</summary>
    public bool IsSubjectToWithholding { get; init; }

    /// <summary>Natura, where the VAT category leaves it open.</summary>
    public string? Nature { get; init; }

    /// <summary>AltriDatiGestionali.</summary>
    public IReadOnlyList<ItalianOtherValue> Others { get; init; } = [];

    /// <summary>FSM10 2.2.2 Importo: VAT included.</summary>
    public decimal? GrossAmount { get; init; }

    /// <summary>FSM10 2.2.3.1 Imposta.</summary>
    public decimal? Tax { get; init; }

    /// <summary>FSM10 2.2.5 RiferimentoNormativo.</summary>
    public string? LegalReference { get; init; }
}

/// <summary>A code of goods with the word for its list: CPV, TARIC, SSC.</summary>
public sealed record ItalianItemCode(string? Type, string? Value);

/// <summary>A value that the parties agreed on: AltriDatiGestionali.</summary>
public sealed record ItalianOtherValue(string? Type, string? Text, decimal? Number, LocalDate? Date);

/// <summary>What Italian law adds to the VAT of a category: 2.2.2 of FatturaPA. Split payment is category B.</summary>
public sealed record ItalianVatShare
{
    /// <summary>Natura, where category and VATEX code leave it open.</summary>
    public string? Nature { get; init; }

    /// <summary>EsigibilitaIVA, where the category leaves it open: I due at once, D when paid.</summary>
    public string? Exigibility { get; init; }

    /// <summary>SpeseAccessorie.</summary>
    public decimal? AncillaryCosts { get; init; }

    /// <summary>Arrotondamento of the base.</summary>
    public decimal? Rounding { get; init; }
}

/// <summary>A contribution to a professional's pension fund, which is a charge (BG-21) on the invoice: 2.1.1.7.</summary>
public sealed record ItalianFund
{
    /// <summary>TipoCassa: TC01 and following.</summary>
    public string Type { get; init; } = "";

    public bool IsSubjectToWithholding { get; init; }

    /// <summary>Natura, where the VAT category leaves it open.</summary>
    public string? Nature { get; init; }

    /// <summary>RiferimentoAmministrazione.</summary>
    public string? BuyerAccounting { get; init; }
}

/// <summary>What FatturaPA has of an attachment: 2.5.2 and 2.5.3.</summary>
/// <param name="Compression">AlgoritmoCompressione.</param>
/// <param name="Format">FormatoAttachment.</param>
public sealed record ItalianAttachment(string? Compression, string? Format);
