namespace BackOffice.Invoicing.Formats.Ksef;

/// <summary>What a document of KSeF is.</summary>
internal enum KsefKind
{
    /// <summary>An invoice since 1 February 2026.</summary>
    Fa3,

    /// <summary>An invoice until then: read, not written.</summary>
    Fa2,

    /// <summary>FA_RR, what a buyer issues to a farmer at a flat rate: known, not read.</summary>
    FlatRate,

    /// <summary>UPO.</summary>
    Receipt,
}

/// <summary>Tells the documents of KSeF apart. Its UBL documents (PEF) are UBL and not told here.</summary>
internal static class KsefKinds
{
    public static KsefKind? Of(RawNode root) => (root.Vocabulary, root.Name) switch
    {
        (Vocabulary.Ksef3, "Faktura") => KsefKind.Fa3,
        (Vocabulary.Ksef2, "Faktura") => KsefKind.Fa2,
        (Vocabulary.KsefFlatRate, "Faktura") => KsefKind.FlatRate,
        (Vocabulary.KsefReceipt, "Potwierdzenie") => KsefKind.Receipt,
        _ => null,
    };
}
