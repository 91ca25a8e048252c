using System.Globalization;
using System.Text;
using BackOffice.Payroll.Domain;
using BackOffice.Primitives;

namespace BackOffice.Payroll;

/// <summary>The list of a run's people as CSV (RFC 4180, UTF-8 with the mark by which spreadsheets know it), written person by person.</summary>
internal static class SlipTable
{
    private static readonly UTF8Encoding WithMark = new(encoderShouldEmitUTF8Identifier: true);

    private static readonly string[] Columns = ["number", "state", "gross", "net", "debt", "currency", "reason", "problems", "alerts"];

    public static async Task WriteAsync(Stream target, IAsyncEnumerable<SlipEntry> people, PayLabels labels, CancellationToken cancellationToken)
    {
        await using var text = new StreamWriter(target, WithMark, leaveOpen: true);
        await text.WriteAsync(Header(labels).AsMemory(), cancellationToken);
        await foreach (var entry in people.WithCancellation(cancellationToken))
        {
            await text.WriteAsync(Row(entry, labels).AsMemory(), cancellationToken);
        }
    }

    public static string Header(PayLabels labels)
        => CsvRecord.Of([.. Columns.Select(labels.Word)]);

    /// <summary>Amounts with a point; the codes of problems and alerts with what each says.</summary>
    public static string Row(SlipEntry entry, PayLabels labels) => CsvRecord.Of(
        entry.Person,
        labels.States[entry.State],
        Amount(entry.Gross, entry.Currency),
        Amount(entry.Net, entry.Currency),
        Amount(entry.Debt == 0 ? null : entry.Debt, entry.Currency),
        entry.Currency,
        entry.Reason,
        string.Join("; ", entry.Problems.Select(problem => $"{problem.Code}: {problem.Message}")),
        string.Join("; ", entry.Alerts.Select(alert => $"{alert.Code}: {alert.Message}")));

    private static string Amount(decimal? amount, string? currency)
        => amount is { } value && currency is not null ? value.ToString($"F{Currency.Of(currency).MinorDecimals}", CultureInfo.InvariantCulture) : "";
}
