using BackOffice.Invoicing.Formats;

namespace BackOffice.Invoicing.Rules.FatturaPa;

/// <summary>
/// What SdI refuses as 00200 because of the schema and what no control could be done without, so that it is found where no schema is
/// configured, too: the main parts are there, amounts are figures.
/// </summary>
internal static class FormRules
{
    private static readonly string[] Figures = ["PrezzoUnitario", "PrezzoTotale", "Quantita", "AliquotaIVA", "ImponibileImporto", "Imposta", "Arrotondamento", "ImportoContributoCassa", "Importo", "Percentuale"];

    public static IReadOnlyList<Rule<FatturaPaDocument>> All { get; } =
    [
        new(FormFindings.Schema, "FatturaElettronica", HasHeaderAndBody),
        new(FormFindings.Schema, "DatiBeniServizi", AmountsAreFigures),
    ];

    private static void HasHeaderAndBody(FatturaPaDocument document, Report report)
    {
        var isOfFormat = document.Root.Vocabulary is Vocabulary.FatturaPa or Vocabulary.FatturaPaSimplified;
        report.Unless(isOfFormat, document.Root, $"{document.Root.Name} is no root of a FatturaPA.");
        report.Unless(document.Header is not null, document.Root, $"There is no FatturaElettronicaHeader.");
        report.Unless(document.Bodies.Count > 0, document.Root, $"There is no FatturaElettronicaBody.");
    }

    private static void AmountsAreFigures(FatturaPaDocument document, Report report)
    {
        foreach (var body in document.Bodies)
        {
            foreach (var group in body.Lines.Concat(body.Funds).Concat(body.Summaries))
            {
                Check(group.Node, report);
            }
        }
    }

    private static void Check(RawNode group, Report report)
    {
        for (var node = group.FirstChild; node is not null; node = node.NextSibling)
        {
            if (node.Name == "ScontoMaggiorazione")
            {
                Check(node, report);
            }
            else if (node.Figure() is null && Array.IndexOf(Figures, node.Name) >= 0)
            {
                report.Broken(node, $"{node.Name} is {node}, which is no figure: digits, and a point before the decimals.");
            }
        }
    }
}
