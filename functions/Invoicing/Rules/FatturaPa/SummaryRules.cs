using BackOffice.Invoicing.Formats;

namespace BackOffice.Invoicing.Rules.FatturaPa;

/// <summary>The summary by rate says what lines and contributions to funds say.</summary>
internal static class SummaryRules
{
    // SdI forgives a cent of tax and an euro of its base.
    private const decimal TaxTolerance = 0.01m;
    private const decimal BaseTolerance = 1m;

    public static IReadOnlyList<Rule<FatturaPaDocument>> All { get; } =
    [
        new("00419", "DatiRiepilogo", RatesAreSummedUp),
        new("00421", "Imposta", TaxIsRateOfBase),
        new("00422", "ImponibileImporto", BaseIsSumOfLines),
        new("00443", "AliquotaIVA", SummedRatesOccur),
        new("00444", "Natura", NaturesAgree),
    ];

    private static void RatesAreSummedUp(FatturaPaDocument document, Report report)
    {
        foreach (var body in Ordinary(document))
        {
            var summed = body.Summaries.Select(summary => summary.Rate).ToHashSet();
            foreach (var missing in body.Lines.Concat(body.Funds).Where(group => group.Rate is not null && !summed.Contains(group.Rate)).DistinctBy(group => group.Rate))
            {
                report.Broken(missing.Node, $"No DatiRiepilogo sums up the VAT rate of {missing.Rate} %.");
            }
        }
    }

    private static void TaxIsRateOfBase(FatturaPaDocument document, Report report)
    {
        foreach (var summary in Ordinary(document).SelectMany(body => body.Summaries))
        {
            if (summary is { Rate: { } rate, Amount: { } taxed } && summary.Node.Child("Imposta").Figure() is { } tax)
            {
                var expected = taxed * rate / 100;
                report.Unless(Math.Abs(expected - tax) <= TaxTolerance, summary.Node, $"{rate} % of {taxed} are {expected}, not {tax}.");
            }
        }
    }

    private static void BaseIsSumOfLines(FatturaPaDocument document, Report report)
    {
        foreach (var body in Ordinary(document))
        {
            var sums = SumsOfLines(body);
            foreach (var pair in body.Summaries.Where(summary => summary.Pair is { } pair && sums.ContainsKey(pair)).GroupBy(summary => summary.Pair!.Value))
            {
                var roundings = pair.Sum(summary => summary.Node.Child("Arrotondamento").Figure() ?? 0);
                var expected = sums[pair.Key] + roundings;
                var stated = pair.Sum(summary => summary.Amount ?? 0);
                report.Unless(Math.Abs(expected - stated) <= BaseTolerance, pair.First().Node, $"Lines and contributions of {pair.Key.Rate} % {pair.Key.Nature} come to {expected}, and {stated} is stated.");
            }
        }
    }

    private static Dictionary<(decimal Rate, string Nature), decimal> SumsOfLines(FatturaPaBody body)
    {
        Dictionary<(decimal Rate, string Nature), decimal> sums = [];
        foreach (var group in body.Lines.Concat(body.Funds))
        {
            if (group.Pair is { } pair)
            {
                sums[pair] = sums.GetValueOrDefault(pair) + (group.Amount ?? 0);
            }
        }

        return sums;
    }

    private static void SummedRatesOccur(FatturaPaDocument document, Report report)
    {
        foreach (var body in Ordinary(document))
        {
            var rates = body.Lines.Concat(body.Funds).Select(group => group.Rate).ToHashSet();
            foreach (var summary in body.Summaries)
            {
                report.Unless(summary.Rate is null or <= 0 || rates.Contains(summary.Rate), summary.Node, $"No line and no contribution has the VAT rate of {summary.Rate} %.");
            }
        }
    }

    private static void NaturesAgree(FatturaPaDocument document, Report report)
    {
        foreach (var body in Ordinary(document))
        {
            var used = body.Lines.Concat(body.Funds).Where(group => group.HasNature).Select(group => group.Nature).ToHashSet(StringComparer.Ordinal);
            var summed = body.Summaries.Where(group => group.HasNature).Select(group => group.Nature).ToHashSet(StringComparer.Ordinal);
            foreach (var nature in used.Except(summed))
            {
                report.Broken(body.Node, $"No DatiRiepilogo sums up Natura {nature}.");
            }

            foreach (var nature in summed.Except(used))
            {
                report.Broken(body.Node, $"No line and no contribution has Natura {nature}.");
            }
        }
    }

    private static IEnumerable<FatturaPaBody> Ordinary(FatturaPaDocument document) => document.IsSimplified ? [] : document.Bodies;
}
