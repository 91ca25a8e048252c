using System.Globalization;
using System.Text;
using BackOffice.Closing.Domain;
using BackOffice.Ledger.Domain;
using BackOffice.Primitives;

namespace BackOffice.Ledger;

/// <summary>
/// The journal of some months as CSV, one record a line (RFC 4180, UTF-8 with the mark by which spreadsheets know it), written
/// entry by entry as it is read.
/// </summary>
public sealed class JournalExport(JournalStore store)
{
    private static readonly UTF8Encoding WithMark = new(encoderShouldEmitUTF8Identifier: true);

    private static readonly string Header = CsvRecord.Of("year", "number", "entry", "day", "period", "ledger", "description", "source", "rules", "reverses", "account", "accountName", "costCentre", "debit", "credit", "currency", "text");

    /// <param name="target">Is left open.</param>
    /// <param name="tenant">Whose journal.</param>
    /// <param name="months">First and last month of the posting days, both included.</param>
    /// <param name="cancellationToken">The request's.</param>
    internal async Task WriteAsync(Stream target, string tenant, (Period From, Period To) months, CancellationToken cancellationToken)
    {
        await using var text = new StreamWriter(target, WithMark, leaveOpen: true);
        await text.WriteAsync(Header.AsMemory(), cancellationToken);
        for (var year = months.From.Year; year <= months.To.Year; year++)
        {
            await foreach (var row in store.Query(tenant, JournalKeys.EntryPrefix(year), $"Month ge '{months.From}' and Month le '{months.To}'").WithCancellation(cancellationToken))
            {
                var names = row.ReadAccountNames();
                foreach (var line in await store.ReadLinesAsync(row, cancellationToken))
                {
                    await text.WriteAsync(RecordOf(row, line, names.GetValueOrDefault(line.Account)).AsMemory(), cancellationToken);
                }
            }
        }
    }

    private static string RecordOf(JournalRow row, JournalLine line, string? accountName) => CsvRecord.Of(
        row.Year.ToString(CultureInfo.InvariantCulture),
        row.Number.ToString(CultureInfo.InvariantCulture),
        row.EntryId,
        row.Day,
        row.Period,
        row.Ledger.Word(),
        row.Description,
        row.Source,
        row.Rules,
        row.Reverses,
        line.Account,
        accountName,
        line.CostCentre,
        line.Side == EntrySide.Debit ? Written(line.Amount) : "",
        line.Side == EntrySide.Credit ? Written(line.Amount) : "",
        row.Currency,
        line.Text);

    private static string Written(Money amount) => amount.Amount.ToString($"F{amount.Currency.MinorDecimals}", CultureInfo.InvariantCulture);
}
