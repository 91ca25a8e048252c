using NodaTime;

namespace BackOffice.Invoicing.Domain;

/// <summary>What Polish law adds to an invoice: the parts of FA(3), the logical structure of KSeF, that EN 16931 has no term for.</summary>
public sealed record PolishInvoice
{
    /// <summary>DataWytworzeniaFa: when the document was made, as xs:dateTime, 2026-02-01T10:00:00Z.</summary>
    public string? CreatedAt { get; init; }

    /// <summary>SystemInfo: the program that made it.</summary>
    public string? CreatedBy { get; init; }

    /// <summary>The number that KSeF gave it. It is known from the receipt (UPO) and does not stand in the document.</summary>
    public string? KsefNumber { get; init; }

    /// <summary>P_1M.</summary>
    public string? IssuePlace { get; init; }

    /// <summary>RodzajFaktury: VAT, KOR, ZAL, ROZ, UPR, KOR_ZAL, KOR_ROZ; where null, as BT-3 says.</summary>
    public string? Kind { get; init; }

    /// <summary>WZ: goods issue notes beyond the first, which is BT-16.</summary>
    public IReadOnlyList<string> OtherDespatchNotes { get; init; } = [];

    /// <summary>KursWalutyZ: the rate that the VAT of an advance was turned into złoty with.</summary>
    public decimal? ExchangeRate { get; init; }

    /// <summary>Adnotacje; null when nobody has said.</summary>
    public PolishAnnotations? Annotations { get; init; }

    /// <summary>What a correcting invoice says of the corrected ones beyond BG-3.</summary>
    public PolishCorrection? Correction { get; init; }

    /// <summary>ZaliczkaCzesciowa: the payments that an advance invoice is about, where there are several.</summary>
    public IReadOnlyList<AdvancePayment> Advances { get; init; } = [];

    /// <summary>FakturaZaliczkowa: the advance invoices that a final one settles.</summary>
    public IReadOnlyList<AdvanceInvoice> AdvanceInvoices { get; init; } = [];

    /// <summary>FP: an invoice to a sale that a cash register has recorded (art. 109(3d) of the VAT act).</summary>
    public bool FollowsReceipt { get; init; }

    /// <summary>TP: buyer and seller are related.</summary>
    public bool IsBetweenRelated { get; init; }

    /// <summary>DodatkowyOpis.</summary>
    public IReadOnlyList<PolishDescription> Descriptions { get; init; } = [];

    /// <summary>ZwrotAkcyzy: for farmers who ask back the excise in diesel.</summary>
    public bool IsForExciseRefund { get; init; }

    /// <summary>Rozliczenie.</summary>
    public PolishSettlement? Settlement { get; init; }

    /// <summary>What Platnosc says beyond BG-16.</summary>
    public PolishPayment? Payment { get; init; }

    /// <summary>What WarunkiTransakcji says beyond BT-12 and BT-13.</summary>
    public PolishConditions? Conditions { get; init; }

    /// <summary>Zamowienie: the order that an advance is paid for.</summary>
    public PolishOrder? Order { get; init; }

    /// <summary>Podmiot3.</summary>
    public IReadOnlyList<PolishThirdParty> ThirdParties { get; init; } = [];

    /// <summary>PodmiotUpowazniony: the enforcement authority or bailiff who issues it; a tax representative is BG-11.</summary>
    public PolishAuthority? Authority { get; init; }

    /// <summary>Stopka/Rejestry.</summary>
    public IReadOnlyList<PolishRegister> Registers { get; init; } = [];

    /// <summary>Zalacznik: the blocks of the attachment.</summary>
    public IReadOnlyList<PolishAttachmentBlock> Attachment { get; init; } = [];
}

/// <summary>DodatkowyOpis: something said of the invoice or of a line.</summary>
public sealed record PolishDescription
{
    /// <summary>NrWiersza; null when it is said of the invoice.</summary>
    public int? Line { get; init; }

    /// <summary>Klucz.</summary>
    public string Key { get; init; } = "";

    /// <summary>Wartosc.</summary>
    public string Value { get; init; } = "";
}

/// <summary>A payment before delivery: ZaliczkaCzesciowa.</summary>
public sealed record AdvancePayment
{
    /// <summary>P_6Z.</summary>
    public LocalDate? Date { get; init; }

    /// <summary>P_15Z, with VAT.</summary>
    public decimal? Amount { get; init; }

    /// <summary>KursWalutyZW.</summary>
    public decimal? ExchangeRate { get; init; }
}

/// <summary>An advance invoice, by its KSeF number or, when it was issued outside KSeF, by its own.</summary>
public sealed record AdvanceInvoice
{
    /// <summary>NrKSeFFaZaliczkowej.</summary>
    public string? KsefNumber { get; init; }

    /// <summary>NrFaZaliczkowej.</summary>
    public string? Number { get; init; }
}

/// <summary>Numbers of a company in other registers: Rejestry.</summary>
public sealed record PolishRegister
{
    /// <summary>PelnaNazwa.</summary>
    public string? FullName { get; init; }

    /// <summary>The register of companies.</summary>
    public string? Krs { get; init; }

    /// <summary>The statistical number.</summary>
    public string? Regon { get; init; }

    /// <summary>The waste database.</summary>
    public string? Bdo { get; init; }
}
