using BackOffice.Invoicing.Formats;

namespace BackOffice.Invoicing.Rules.FatturaPa;

/// <summary>A FatturaPA file under the controls of SdI: its header once, and the invoices of its lot.</summary>
internal sealed class FatturaPaDocument
{
    public FatturaPaDocument(RawNode root)
    {
        Root = root;
        IsSimplified = root.Is(Vocabulary.FatturaPaSimplified, "FatturaElettronicaSemplificata");
        Header = root.Child("FatturaElettronicaHeader");
        Transmission = Header?.Child("DatiTrasmissione");
        Seller = IsSimplified ? Header?.Child("CedentePrestatore") : Header?.At("CedentePrestatore", "DatiAnagrafici");
        Buyer = Header?.At("CessionarioCommittente", IsSimplified ? "IdentificativiFiscali" : "DatiAnagrafici");
        Bodies = [.. root.All(Vocabulary.None, "FatturaElettronicaBody").Select(body => new FatturaPaBody(body, IsSimplified))];
    }

    public RawNode Root { get; }

    public bool IsSimplified { get; }

    public RawNode? Header { get; }

    /// <summary>1.1 DatiTrasmissione.</summary>
    public RawNode? Transmission { get; }

    /// <summary>Where the seller's identifiers are: 1.2.1.</summary>
    public RawNode? Seller { get; }

    /// <summary>Where the buyer's identifiers are: 1.4.1.</summary>
    public RawNode? Buyer { get; }

    public IReadOnlyList<FatturaPaBody> Bodies { get; }
}

/// <summary>One invoice of a FatturaPA file.</summary>
internal sealed class FatturaPaBody
{
    public FatturaPaBody(RawNode node, bool isSimplified)
    {
        Node = node;
        General = node.At("DatiGenerali", "DatiGeneraliDocumento");
        var goods = node.Child("DatiBeniServizi");
        if (isSimplified)
        {
            Lines = [.. node.All(Vocabulary.None, "DatiBeniServizi").Select(line => Taxed(line, line.At("DatiIVA", "Aliquota"), amount: null))];
            return;
        }

        Lines = Groups(goods, "DettaglioLinee", "PrezzoTotale");
        Funds = Groups(General, "DatiCassaPrevidenziale", "ImportoContributoCassa");
        Summaries = Groups(goods, "DatiRiepilogo", "ImponibileImporto");
    }

    public RawNode Node { get; }

    /// <summary>2.1.1 DatiGeneraliDocumento.</summary>
    public RawNode? General { get; }

    public string? Type => General?.Child("TipoDocumento")?.Value;

    /// <summary>2.2.1 DettaglioLinee.</summary>
    public IReadOnlyList<TaxedGroup> Lines { get; } = [];

    /// <summary>2.1.1.7 DatiCassaPrevidenziale.</summary>
    public IReadOnlyList<TaxedGroup> Funds { get; } = [];

    /// <summary>2.2.2 DatiRiepilogo.</summary>
    public IReadOnlyList<TaxedGroup> Summaries { get; } = [];

    /// <summary>2.1.1.5 DatiRitenuta.</summary>
    public bool IsSubjectToWithholding => General?.Child("DatiRitenuta") is not null;

    private static IReadOnlyList<TaxedGroup> Groups(RawNode? parent, string name, string amount)
        => parent is null ? [] : [.. parent.All(Vocabulary.None, name).Select(group => Taxed(group, group.Child("AliquotaIVA"), group.Child(amount)))];

    private static TaxedGroup Taxed(RawNode group, RawNode? rate, RawNode? amount)
        => new(group, rate.Figure(), group.Child("Natura") is { HasValue: true } nature ? nature.Value : "", amount.Figure());
}

/// <summary>What has a VAT rate: a line, a fund's contribution, a summary.</summary>
/// <param name="Node">The group.</param>
/// <param name="Rate">AliquotaIVA, in percent; null when it is none.</param>
/// <param name="Nature">Why nothing is charged; empty when it does not say.</param>
/// <param name="Amount">Without VAT; null when it is none.</param>
internal readonly record struct TaxedGroup(RawNode Node, decimal? Rate, string Nature, decimal? Amount)
{
    public bool HasNature => Nature.Length > 0;

    /// <summary>Amounts of one pair belong together.</summary>
    public (decimal Rate, string Nature)? Pair => Rate is { } rate ? (rate, Nature) : null;
}
