using System.Text.Json.Serialization;

namespace BackOffice.Invoicing.Domain;

/// <summary>What Polish law adds to a party.</summary>
public sealed record PolishParty
{
    /// <summary>PrefiksPodatnika: the seller shows his number with PL, for trade within the EU.</summary>
    public bool ShowsEuPrefix { get; init; }

    /// <summary>A Polish number written as that of another Member State: KodUE PL and NrVatUE instead of NIP.</summary>
    public bool IsNipWrittenAsEu { get; init; }

    /// <summary>IDWew: a unit of the party, NIP and five digits.</summary>
    public string? InternalId { get; init; }

    /// <summary>KodKraju of NrID: who gave the number that is BT-32 here.</summary>
    public string? TaxIdCountry { get; init; }

    /// <summary>NrEORI: the number with customs.</summary>
    public string? Eori { get; init; }

    /// <summary>AdresKoresp.</summary>
    public PolishAddress? Correspondence { get; init; }

    /// <summary>DaneKontaktowe beyond the first, which is BG-6 or BG-9.</summary>
    public IReadOnlyList<InvoiceContact> OtherContacts { get; init; } = [];

    /// <summary>StatusInfoPodatnika.</summary>
    public TaxpayerStatus? Status { get; init; }

    /// <summary>IDNabywcy: ties a buyer to what a correcting invoice says of him.</summary>
    public string? BuyerKey { get; init; }

    /// <summary>JST: the invoice is for a unit of local government below the buyer.</summary>
    public bool? IsForLocalUnit { get; init; }

    /// <summary>GV: the invoice is for a member of the VAT group that buys.</summary>
    public bool? IsForGroupMember { get; init; }
}

/// <summary>An address as KSeF writes it: a country and two lines.</summary>
public sealed record PolishAddress
{
    /// <summary>KodKraju.</summary>
    public string? Country { get; init; }

    /// <summary>AdresL1.</summary>
    public string? Line1 { get; init; }

    /// <summary>AdresL2.</summary>
    public string? Line2 { get; init; }

    /// <summary>The Global Location Number.</summary>
    public string? Gln { get; init; }
}

/// <summary>StatusInfoPodatnika: what buyers are to know of the seller. In the order of FA(3), which counts from 1, as in all its lists.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TaxpayerStatus>))]
public enum TaxpayerStatus
{
    Liquidation,
    Restructuring,
    Bankruptcy,

    /// <summary>The business of a dead owner (przedsiębiorstwo w spadku).</summary>
    Estate,
}

/// <summary>Podmiot3: somebody else whom the invoice concerns.</summary>
public sealed record PolishThirdParty
{
    public InvoiceParty Party { get; init; } = new();

    /// <summary>Rola; null where <see cref="OtherRole"/> says it in words.</summary>
    public ThirdPartyRole? Role { get; init; }

    /// <summary>OpisRoli.</summary>
    public string? OtherRole { get; init; }

    /// <summary>Udzial: the share of a further buyer, in percent.</summary>
    public decimal? Share { get; init; }
}

/// <summary>Rola of a third party.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ThirdPartyRole>))]
public enum ThirdPartyRole
{
    Factor,
    Recipient,

    /// <summary>Whom the seller has taken over.</summary>
    Predecessor,
    FurtherBuyer,
    Issuer,
    Payer,
    LocalUnitIssuing,
    LocalUnitReceiving,
    GroupMemberIssuing,
    GroupMemberReceiving,
    Employee,
}

/// <summary>PodmiotUpowazniony: who issues an invoice by force of law for the seller.</summary>
public sealed record PolishAuthority
{
    public InvoiceParty Party { get; init; } = new();

    /// <summary>RolaPU.</summary>
    public AuthorityRole? Role { get; init; }
}

/// <summary>RolaPU; 3, a tax representative, is BG-11.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AuthorityRole>))]
public enum AuthorityRole
{
    EnforcementBody,
    Bailiff,
    TaxRepresentative,
}
