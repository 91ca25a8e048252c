using System.Globalization;
using System.Text;
using Spectre.Console;

namespace BackOffice.Demo;

/// <summary>That the papers of a paid month agree with each other, to the cent, as far as it can be seen from outside.</summary>
internal sealed class PayrollProof(SampleCompany company, IAnsiConsole console, string period)
{
    /// <returns>Whether everything agrees.</returns>
    public async Task<bool> PrintAsync(IReadOnlyList<PaidMonth> months, CancellationToken cancellationToken)
    {
        var journal = await company.DownloadAsync($"/journal-export?from={period}", cancellationToken);
        List<string> problems =
        [
            .. months.SelectMany(ProblemsOf),
            .. months.SelectMany(month => month.OrderLines).GroupBy(line => line.Key, StringComparer.Ordinal).Where(debt => debt.Count() > 1).Select(debt => $"{debt.Key} is ordered twice"),
            .. months.Where(month => !EntryIsBalanced(journal, month.Run.JournalEntry)).Select(month => $"the journal entry of {month.Run.Id} is not there or not balanced"),
        ];
        problems.ForEach(problem => console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[red]wrong: {problem}[/]"));
        if (problems.Count == 0)
        {
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Seen from outside: the nets of {months.Sum(month => month.Slips.Count)} slips are the sums of {months.Count} registers, and of {months.Count} order files with what is held; {months.Sum(month => month.OrderLines.Count)} debts are ordered, each once."));
            console.WriteLine("What slips withhold and add for others is what is owed to others; each run costs what its slips do, and its journal entry is balanced.");
        }

        return problems.Count == 0;
    }

    private static IEnumerable<string> ProblemsOf(PaidMonth month)
    {
        var nets = month.Slips.Sum(slip => slip.Net ?? 0);
        var held = month.Slips.Where(slip => month.Held.Contains(slip.Person)).Sum(slip => slip.Net ?? 0);
        (string What, decimal Wanted, decimal Found)[] sums =
        [
            ("the net of the run", nets, Amounts.Of(month.Run.Sums!.Net)),
            ("the sum of the register", nets, month.SumOfRegister()),
            ("the sum of the order file", nets - held, month.SumOfFile()),
            ("the sum of the order", nets - held, Amounts.Of(month.Order.Sum)),
            ("what is owed to others", month.Slips.Sum(slip => slip.Owed(month.Group.SetsOffSickPay)), month.Owed),
            ("the cost of the run", month.Slips.Sum(slip => slip.EmployerCost ?? 0), Amounts.Of(month.Run.Sums.EmployerCost)),
        ];
        return
        [
            .. sums.Where(sum => sum.Wanted != sum.Found).Select(sum => $"{month.Group.Place}: {sum.What} is {Amounts.Text(sum.Found)}, must be {Amounts.Text(sum.Wanted)}"),
            .. month.Pages.Where(page => !Encoding.UTF8.GetString(page.Value).Contains(month.Group.NetWord, StringComparison.Ordinal)).Select(page => $"{month.Group.Place}: the payslip of {page.Key} names no net"),
            .. month.Held.SetEquals(month.Group.Held is var (person, _) ? [person] : []) ? Array.Empty<string>() : [$"{month.Group.Place}: held are {string.Join(", ", month.Held)}"],
            .. month.Run.State == (month.Group.IsAnswered ? "Closed" : "Settling") ? Array.Empty<string>() : [$"{month.Group.Place}: the run is {month.Run.State}"],
        ];
    }

    private static bool EntryIsBalanced(byte[] journal, string? entry)
    {
        var rows = CsvTable.Read(journal);
        var (id, debit, credit) = (Column("Entry"), Column("Debit"), Column("Credit"));
        var lines = rows.Skip(1).Where(row => row[id] == entry).ToList();
        return lines.Count > 0 && lines.Sum(line => Amount(line[debit])) == lines.Sum(line => Amount(line[credit]));

        int Column(string name) => rows[0].ToList().FindIndex(column => column.Equals(name, StringComparison.OrdinalIgnoreCase)) is >= 0 and var place ? place : throw new DemoException($"The journal has no column '{name}': {string.Join(", ", rows[0])}.");
    }

    private static decimal Amount(string text) => text.Length == 0 ? 0 : decimal.Parse(text, CultureInfo.InvariantCulture);
}
