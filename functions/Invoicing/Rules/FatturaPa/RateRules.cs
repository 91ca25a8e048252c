using BackOffice.Invoicing.Formats;

namespace BackOffice.Invoicing.Rules.FatturaPa;

/// <summary>A rate of nought says why, another rate does not; rates are percentages.</summary>
internal static class RateRules
{
    public static IReadOnlyList<Rule<FatturaPaDocument>> All { get; } =
    [
        new("00400", "Natura", (document, report) => ZeroRatesHaveNature(document, body => body.Lines, report)),
        new("00401", "Natura", (document, report) => OtherRatesHaveNone(document, body => body.Lines, report)),
        new("00413", "Natura", (document, report) => ZeroRatesHaveNature(document, body => body.Funds, report)),
        new("00414", "Natura", (document, report) => OtherRatesHaveNone(document, body => body.Funds, report)),
        new("00420", "EsigibilitaIVA", ReverseChargeIsNotSplit),
        new("00424", "AliquotaIVA", RatesArePercentages),
        new("00429", "Natura", (document, report) => ZeroRatesHaveNature(document, body => body.Summaries, report)),
        new("00430", "Natura", (document, report) => OtherRatesHaveNone(document, body => body.Summaries, report)),
        new("00445", "Natura", NaturesAreOfTheirYear),
    ];

    private static void ZeroRatesHaveNature(FatturaPaDocument document, Func<FatturaPaBody, IReadOnlyList<TaxedGroup>> groups, Report report)
    {
        foreach (var group in Groups(document, groups))
        {
            report.Unless(group.Rate != 0 || group.HasNature, group.Node, $"The VAT rate is 0, and no Natura says why.");
        }
    }

    private static void OtherRatesHaveNone(FatturaPaDocument document, Func<FatturaPaBody, IReadOnlyList<TaxedGroup>> groups, Report report)
    {
        foreach (var group in Groups(document, groups))
        {
            report.Unless(group.Rate is null or <= 0 || !group.HasNature, group.Node, $"VAT of {group.Rate} % is charged, and yet Natura is {group.Nature}.");
        }
    }

    private static void ReverseChargeIsNotSplit(FatturaPaDocument document, Report report)
    {
        foreach (var group in Groups(document, body => body.Summaries))
        {
            var isSplit = group.Node.Child("EsigibilitaIVA")?.Value == "S";
            report.Unless(!isSplit || !group.Nature.StartsWith("N6", StringComparison.Ordinal), group.Node, $"Reverse charge ({group.Nature}) leaves no VAT that the payment could be split from.");
        }
    }

    private static void RatesArePercentages(FatturaPaDocument document, Report report)
    {
        foreach (var body in document.Bodies)
        {
            foreach (var group in body.Lines.Concat(body.Funds).Concat(body.Summaries))
            {
                report.Unless(group.Rate is null or <= 0 or >= 1, group.Node, $"A VAT rate of {group.Rate} is a fraction; it is to be in percent.");
            }
        }
    }

    /// <summary>N2, N3 and N6 are divided since 2021.</summary>
    private static void NaturesAreOfTheirYear(FatturaPaDocument document, Report report)
    {
        foreach (var body in document.Bodies.Where(body => body.IsDatedFrom(2021)))
        {
            foreach (var group in body.Lines.Concat(body.Funds).Concat(body.Summaries))
            {
                report.Unless(group.Nature is not ("N2" or "N3" or "N6"), group.Node, $"Natura {group.Nature} was replaced by {group.Nature}.1 and following from 2021.");
            }
        }
    }

    private static IEnumerable<TaxedGroup> Groups(FatturaPaDocument document, Func<FatturaPaBody, IReadOnlyList<TaxedGroup>> groups) => document.Bodies.SelectMany(groups);
}
