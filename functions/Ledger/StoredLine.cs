using BackOffice.Ledger.Domain;
using BackOffice.Primitives;

namespace BackOffice.Ledger;

/// <summary>A line as it lies in a row.</summary>
/// <param name="Account">Its number.</param>
/// <param name="CostCentre">Null when none.</param>
/// <param name="Side">Debit or credit.</param>
/// <param name="Units">Minor units, above zero.</param>
/// <param name="Text">As a code.</param>
internal sealed record StoredLine(string Account, string? CostCentre, EntrySide Side, long Units, string Text)
{
    public static StoredLine From(JournalLine line) => new(line.Account, line.CostCentre, line.Side, line.Amount.ToMinorUnits(), line.Text);

    public JournalLine ToLine(Currency currency) => new(Account, CostCentre, Side, Money.FromMinorUnits(Units, currency), Text);
}
