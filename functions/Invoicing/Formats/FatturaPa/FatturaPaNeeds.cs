namespace BackOffice.Invoicing.Formats.FatturaPa;

/// <summary>What FatturaPA needs and who knows it, in a sentence.</summary>
internal static class FatturaPaNeeds
{
    public static string Of(string term) => term switch
    {
        "CodiceDestinatario" => "Where the exchange delivers: the buyer's code of seven characters, six of an office of a public body, or certified mail; the buyer or the index of public bodies knows it.",
        "IdTrasmittente" => "Who sends the file: the seller, or whom he charged with it.",
        "ProgressivoInvio" => "The sender's own number of the file.",
        "RegimeFiscale" => "The seller's VAT regime, RF01 for the ordinary one; the seller knows it.",
        "IdFiscaleIVA" => "A VAT number with its country; a party that has none has a codice fiscale, the seller has both.",
        "Natura" => "Why nothing is charged; the VAT category leaves it open, and the seller knows it.",
        "TipoDocumento" => "The type of document leaves open which Italian one it is.",
        "ModalitaPagamento" => "The means of payment leaves open which Italian one it is.",
        "CondizioniPagamento" => "Whether several payments are instalments or advances.",
        "ImportoPagamento" => "How much is to be paid, by each means.",
        "CAP" => "The post code of five digits.",
        "Indirizzo" or "Comune" or "Nazione" or "Sede" => "Street, town and country of a party.",
        "Denominazione" => "The name.",
        "DettaglioLinee" => "A line, at most 9999 of them.",
        "DatiRiepilogo" => "The VAT by rate.",
        "PrezzoTotale" or "PrezzoUnitario" or "Importo" => "Every line has a price and an amount.",
        "AliquotaIVA" => "Every line and every sum by rate has a rate.",
        "Descrizione" => "Every line, allowance and charge says what it is.",
        _ => $"FatturaPA has no invoice without {term}.",
    };
}
