using NodaTime;

namespace BackOffice.Invoicing.Domain;

/// <summary>WarunkiTransakcji: contracts, orders, lots and transport.</summary>
public sealed record PolishConditions
{
    /// <summary>DataUmowy of the contract that is BT-12.</summary>
    public LocalDate? ContractDate { get; init; }

    /// <summary>Umowy beyond the first.</summary>
    public IReadOnlyList<DatedReference> OtherContracts { get; init; } = [];

    /// <summary>DataZamowienia of the order that is BT-13.</summary>
    public LocalDate? OrderDate { get; init; }

    /// <summary>Zamowienia beyond the first.</summary>
    public IReadOnlyList<DatedReference> OtherOrders { get; init; } = [];

    /// <summary>NrPartiiTowaru.</summary>
    public IReadOnlyList<string> Lots { get; init; } = [];

    /// <summary>WarunkiDostawy: such as an Incoterm.</summary>
    public string? DeliveryTerms { get; init; }

    /// <summary>KursUmowny.</summary>
    public decimal? AgreedExchangeRate { get; init; }

    /// <summary>WalutaUmowna.</summary>
    public string? AgreedCurrency { get; init; }

    /// <summary>Transport.</summary>
    public IReadOnlyList<PolishTransport> Transports { get; init; } = [];

    /// <summary>PodmiotPosredniczacy: delivered by an intermediary of art. 22(2d).</summary>
    public bool IsByIntermediary { get; init; }
}

/// <summary>A contract or an order.</summary>
public sealed record DatedReference
{
    public LocalDate? Date { get; init; }

    public string? Number { get; init; }
}

/// <summary>Transport: how and where from and to.</summary>
public sealed record PolishTransport
{
    /// <summary>RodzajTransportu: 1 sea, 2 rail, 3 road, 4 air, 5 post, 7 fixed installations, 8 inland waterways.</summary>
    public int? Mode { get; init; }

    /// <summary>OpisInnegoTransportu.</summary>
    public string? OtherMode { get; init; }

    /// <summary>Przewoznik.</summary>
    public InvoiceParty? Carrier { get; init; }

    /// <summary>NrZleceniaTransportu.</summary>
    public string? OrderNumber { get; init; }

    /// <summary>OpisLadunku, 1 to 20: 4 a carton, 13 a pallet.</summary>
    public int? Cargo { get; init; }

    /// <summary>OpisInnegoLadunku.</summary>
    public string? OtherCargo { get; init; }

    /// <summary>JednostkaOpakowania.</summary>
    public string? PackagingUnit { get; init; }

    /// <summary>DataGodzRozpTransportu, as xs:dateTime.</summary>
    public string? StartedAt { get; init; }

    /// <summary>DataGodzZakTransportu, as xs:dateTime.</summary>
    public string? EndedAt { get; init; }

    /// <summary>WysylkaZ.</summary>
    public PolishAddress? From { get; init; }

    /// <summary>WysylkaPrzez.</summary>
    public IReadOnlyList<PolishAddress> Via { get; init; } = [];

    /// <summary>WysylkaDo.</summary>
    public PolishAddress? To { get; init; }
}

/// <summary>Zamowienie: an order or contract, in the currency of the advance invoice.</summary>
public sealed record PolishOrder
{
    /// <summary>WartoscZamowienia, with VAT.</summary>
    public decimal? Value { get; init; }

    /// <summary>ZamowienieWiersz.</summary>
    public IReadOnlyList<InvoiceLine> Lines { get; init; } = [];
}
