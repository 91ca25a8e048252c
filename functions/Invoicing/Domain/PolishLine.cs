using System.Text.Json.Serialization;
using NodaTime;

namespace BackOffice.Invoicing.Domain;

/// <summary>What Polish law adds to a line.</summary>
public sealed record PolishLine
{
    /// <summary>StanPrzed: what the corrected invoice said. The document has it with its sign of then; here quantity and amount are
    /// turned, so that the lines add up to the correction.</summary>
    public bool IsBefore { get; init; }

    /// <summary>UU_ID.</summary>
    public string? UniqueId { get; init; }

    /// <summary>P_6A: when this line was delivered or paid.</summary>
    public LocalDate? DeliveryDate { get; init; }

    /// <summary>The class of products and services.</summary>
    public string? Pkwiu { get; init; }

    /// <summary>The Combined Nomenclature.</summary>
    public string? Cn { get; init; }

    /// <summary>The class of buildings.</summary>
    public string? Pkob { get; init; }

    /// <summary>P_8A as written, where BT-130 has the code of the word: szt. for H87.</summary>
    public string? UnitWord { get; init; }

    /// <summary>P_9B: the unit price with VAT.</summary>
    public decimal? GrossPrice { get; init; }

    /// <summary>P_11A: the amount with VAT.</summary>
    public decimal? GrossAmount { get; init; }

    /// <summary>P_11Vat.</summary>
    public decimal? Vat { get; init; }

    /// <summary>How the line is taxed where category and rate do not tell.</summary>
    public PolishTreatment? Treatment { get; init; }

    /// <summary>P_12_Zal_15: goods or services of annex 15, paid for by split payment above 15 000 PLN.</summary>
    public bool IsOfAnnex15 { get; init; }

    /// <summary>KwotaAkcyzy.</summary>
    public decimal? Excise { get; init; }

    /// <summary>GTU_01 to GTU_13.</summary>
    public string? Gtu { get; init; }

    /// <summary>Procedura: WSTO_EE, IED, TT_D, I_42, I_63, B_SPV, B_SPV_DOSTAWA, B_MPV_PROWIZJA.</summary>
    public string? Procedure { get; init; }

    /// <summary>KursWaluty: the rate that the VAT of the line was turned into złoty with.</summary>
    public decimal? ExchangeRate { get; init; }
}

/// <summary>Ways of taxing that share a category of UNTDID 5305 with others.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PolishTreatment>))]
public enum PolishTreatment
{
    /// <summary>"oo": reverse charge within Poland.</summary>
    DomesticReverseCharge,

    /// <summary>"np II": a service to a business in another Member State, which owes the VAT there.</summary>
    ServiceToEuBusiness,

    /// <summary>The margin is taxed: no rate is shown.</summary>
    MarginScheme,

    /// <summary>OSS: taxed at the rate of another Member State (chapter 6a of title XII).</summary>
    OneStopShop,
}

/// <summary>What Polish law adds to the VAT of a category.</summary>
public sealed record PolishVatShare
{
    /// <summary>P_14_xW: the VAT in złoty of an invoice in another currency.</summary>
    public decimal? TaxInZloty { get; init; }

    /// <summary>How it is taxed where category and rate do not tell.</summary>
    public PolishTreatment? Treatment { get; init; }
}
