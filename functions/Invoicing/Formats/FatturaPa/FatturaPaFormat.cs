using BackOffice.Invoicing.Domain;
using BackOffice.Invoicing.Rules;

namespace BackOffice.Invoicing.Formats.FatturaPa;

/// <summary>FatturaPA 1.2.x of the Agenzia delle Entrate: ordinary (FPA12, FPR12) and simplified (FSM10).</summary>
internal sealed class FatturaPaFormat : IInvoiceFormat
{
    public Profile Profile => Profile.FatturaPa;

    public bool Reads(RawNode root) => root.Is(Vocabulary.FatturaPa, "FatturaElettronica") || root.Is(Vocabulary.FatturaPaSimplified, "FatturaElettronicaSemplificata");

    public IReadOnlyList<InvoiceReading> Read(RawNode root) => FatturaPaReader.Read(root);

    /// <summary>What the exchange would refuse is not written: EN 16931 forgives a euro of tax, SdI a cent.</summary>
    public InvoiceWriting Write(Invoice invoice)
    {
        var writing = invoice.Italy is { IsSimplified: true } ? SimplifiedWriter.Write(invoice) : FatturaPaWriter.Write(invoice);
        var refused = writing.Content is { } content ? Refused(content) : [];
        return refused.Count == 0 ? writing : new InvoiceWriting(Content: null, refused);
    }

    private static IReadOnlyList<MissingTerm> Refused(byte[] content)
    {
        var written = RawDocument.Read(content, RawLimits.Default);
        return written.Root is { } root
            ? [.. RuleSets.Check(root, Profile.FatturaPa).Select(finding => new MissingTerm(finding.Term, $"SdI {finding.Rule}: {finding.Message} In {finding.Path}."))]
            : [new MissingTerm("FatturaElettronica", written.Why)];
    }
}
