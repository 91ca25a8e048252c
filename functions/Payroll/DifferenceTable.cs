using System.Globalization;
using System.Text;
using BackOffice.Payroll.Domain;
using BackOffice.Primitives;

namespace BackOffice.Payroll;

/// <summary>Differences of slips as CSV (RFC 4180, UTF-8 with the mark by which spreadsheets know it): a row for each person's net and for each code.</summary>
internal static class DifferenceTable
{
    private const string Net = "net";

    public static async Task WriteAsync(Stream target, IAsyncEnumerable<SlipDifference> differences, CancellationToken cancellationToken)
    {
        await using var text = new StreamWriter(target, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await text.WriteAsync(CsvRecord.Of(["person", "code", "then", "now", "difference"]).AsMemory(), cancellationToken);
        await foreach (var difference in differences.WithCancellation(cancellationToken))
        {
            await text.WriteAsync(Row(difference.Person, Net, difference.NetThen, difference.NetNow).AsMemory(), cancellationToken);
            foreach (var line in difference.Lines)
            {
                await text.WriteAsync(Row(difference.Person, line.Code, line.Then, line.Now).AsMemory(), cancellationToken);
            }
        }
    }

    /// <summary>Amounts with a point; empty where there is no slip.</summary>
    private static string Row(string person, string code, decimal? then, decimal? now)
        => CsvRecord.Of([person, code, Amount(then), Amount(now), Amount((now ?? 0) - (then ?? 0))]);

    private static string Amount(decimal? amount) => amount?.ToString(CultureInfo.InvariantCulture) ?? "";
}
