using BackOffice.Payroll.Domain;
using BackOffice.Primitives;

namespace BackOffice.Ledger.Domain;

/// <summary>Turns the totals of a pay run into entries of the journal.</summary>
public static class PayrollPosting
{
    /// <summary>What the run cost and whom it is owed to; the net stays on the payable account until it is paid.</summary>
    /// <returns>No entry, when a code has no template or when there is nothing to post.</returns>
    public static PostingOutcome Of(PayTotals totals, JournalHeader header, PostingTemplates templates)
    {
        var posted = totals.Lines.Where(line => line.Amount != 0).Select(line => (Line: line, Template: templates.Find(line.Code, line.Kind))).ToList();
        IReadOnlyList<string> unknown = [.. posted.Where(pair => pair.Template is null).Select(pair => pair.Line.Code).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (unknown.Count > 0)
        {
            return new PostingOutcome(Entry: null, unknown);
        }

        IReadOnlyList<JournalLine> lines = [.. Together(posted.SelectMany(pair => LinesOf(pair.Line, pair.Template!, (totals.Currency, templates))))];
        return new PostingOutcome(lines.Count == 0 ? null : JournalEntry.Of(header, lines).Naming(templates.NamesOf(lines)), []);
    }

    /// <summary>What was paid to people, and with a negative amount what the bank returned.</summary>
    /// <param name="paid">Not zero.</param>
    /// <param name="header">Names the payment order.</param>
    /// <param name="templates">Of the country.</param>
    public static JournalEntry PaymentOf(Money paid, JournalHeader header, PostingTemplates templates)
    {
        var (payable, bank) = paid.Amount > 0 ? (EntrySide.Debit, EntrySide.Credit) : (EntrySide.Credit, EntrySide.Debit);
        var amount = paid with { Amount = Math.Abs(paid.Amount) };
        JournalLine[] lines = [new(templates.Payable, CostCentre: null, payable, amount, "net"), new(templates.Bank, CostCentre: null, bank, amount, "net")];
        return JournalEntry.Of(header, lines).Naming(templates.NamesOf(lines));
    }

    private static IEnumerable<JournalLine> LinesOf(PayTotal total, PostingTemplate template, (Currency Currency, PostingTemplates Templates) chart)
    {
        if (template is not { Debit: { } debit, Credit: { } credit })
        {
            return [];
        }

        var amount = new Money(Math.Abs(total.Amount), chart.Currency);
        var (first, second) = total.Amount > 0 ? (EntrySide.Debit, EntrySide.Credit) : (EntrySide.Credit, EntrySide.Debit);
        string? CentreOn(string account) => chart.Templates.Accounts[account].ByCostCentre ? total.CostCentre : null;
        return [new(debit, CentreOn(debit), first, amount, total.Code), new(credit, CentreOn(credit), second, amount, total.Code)];
    }

    /// <summary>One line for the same account, cost centre, side and code, debits first.</summary>
    private static IEnumerable<JournalLine> Together(IEnumerable<JournalLine> lines)
        => lines.GroupBy(line => (line.Account, line.CostCentre, line.Side, line.Text))
            .Select(group => group.First() with { Amount = group.Select(line => line.Amount).Aggregate(Money.Add) })
            .OrderBy(line => line.Side).ThenBy(line => line.Account, StringComparer.Ordinal).ThenBy(line => line.CostCentre, StringComparer.Ordinal).ThenBy(line => line.Text, StringComparer.Ordinal);
}

/// <summary>The entry of a run, or why there is none.</summary>
/// <param name="Entry">Null when a code is unknown, and when there is nothing to post.</param>
/// <param name="UnknownCodes">Line codes that no template knows; nothing is posted until each has one.</param>
public sealed record PostingOutcome(JournalEntry? Entry, IReadOnlyList<string> UnknownCodes);
