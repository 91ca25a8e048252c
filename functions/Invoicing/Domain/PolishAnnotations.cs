using System.Text.Json.Serialization;
using NodaTime;

namespace BackOffice.Invoicing.Domain;

/// <summary>Adnotacje: what the VAT act wants said on an invoice. Null means that nobody has said yes or no.</summary>
public sealed record PolishAnnotations
{
    /// <summary>P_16: the seller owes VAT when paid (metoda kasowa).</summary>
    public bool? IsCashAccounted { get; init; }

    /// <summary>P_17: the buyer issues it; where null, as BT-3 says.</summary>
    public bool? IsSelfBilled { get; init; }

    /// <summary>P_18: the buyer owes the VAT; where null, as the VAT categories say.</summary>
    public bool? IsReverseCharge { get; init; }

    /// <summary>P_18A: payable by split payment (mechanizm podzielonej płatności).</summary>
    public bool? IsSplitPayment { get; init; }

    /// <summary>P_19 to P_19C; null when nothing is exempt.</summary>
    public PolishExemption? Exemption { get; init; }

    /// <summary>P_42_5: the duty of art. 42(5) to report new means of transport.</summary>
    public bool? IsReportedVehicle { get; init; }

    /// <summary>NowySrodekTransportu: new means of transport supplied to another Member State.</summary>
    public IReadOnlyList<NewVehicle> NewVehicles { get; init; } = [];

    /// <summary>P_23: the simplified procedure of triangular trade.</summary>
    public bool? IsTriangular { get; init; }

    /// <summary>PMarzy; null when no margin is taxed.</summary>
    public MarginScheme? Margin { get; init; }
}

/// <summary>Why something is exempt.</summary>
/// <param name="Basis">Which law says so.</param>
/// <param name="Text">Its provision.</param>
public sealed record PolishExemption(ExemptionBasis Basis, string Text);

/// <summary>Where an exemption stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ExemptionBasis>))]
public enum ExemptionBasis
{
    /// <summary>P_19A: the VAT act or a regulation under it.</summary>
    Act,

    /// <summary>P_19B: Directive 2006/112/EC.</summary>
    Directive,

    /// <summary>P_19C: another basis.</summary>
    Other,
}

/// <summary>Whose margin is taxed (art. 119 and 120 of the VAT act).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MarginScheme>))]
public enum MarginScheme
{
    /// <summary>P_PMarzy_2.</summary>
    Travel,

    /// <summary>P_PMarzy_3_1.</summary>
    UsedGoods,

    /// <summary>P_PMarzy_3_2.</summary>
    WorksOfArt,

    /// <summary>P_PMarzy_3_3.</summary>
    Antiques,
}

/// <summary>A new means of transport: NowySrodekTransportu.</summary>
public sealed record NewVehicle
{
    /// <summary>P_22A: first used.</summary>
    public LocalDate? FirstUse { get; init; }

    /// <summary>P_NrWierszaNST: the line that supplies it.</summary>
    public int? Line { get; init; }

    /// <summary>P_22BMK.</summary>
    public string? Make { get; init; }

    /// <summary>P_22BMD.</summary>
    public string? Model { get; init; }

    /// <summary>P_22BK.</summary>
    public string? Colour { get; init; }

    /// <summary>P_22BNR.</summary>
    public string? Plate { get; init; }

    /// <summary>P_22BRP.</summary>
    public string? Year { get; init; }

    /// <summary>P_22B, of a land vehicle.</summary>
    public string? Mileage { get; init; }

    /// <summary>P_22B1.</summary>
    public string? Vin { get; init; }

    /// <summary>P_22B2.</summary>
    public string? BodyNumber { get; init; }

    /// <summary>P_22B3.</summary>
    public string? ChassisNumber { get; init; }

    /// <summary>P_22B4.</summary>
    public string? FrameNumber { get; init; }

    /// <summary>P_22BT.</summary>
    public string? Type { get; init; }

    /// <summary>P_22C: hours sailed, of a vessel.</summary>
    public string? HoursSailed { get; init; }

    /// <summary>P_22C1.</summary>
    public string? HullNumber { get; init; }

    /// <summary>P_22D: hours flown, of an aircraft.</summary>
    public string? HoursFlown { get; init; }

    /// <summary>P_22D1.</summary>
    public string? FactoryNumber { get; init; }
}
