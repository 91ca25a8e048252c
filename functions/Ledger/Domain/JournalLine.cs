using System.Text.Json.Serialization;
using BackOffice.Primitives;

namespace BackOffice.Ledger.Domain;

/// <summary>One side of an entry on one account.</summary>
/// <param name="Account">Its number in the employer's chart.</param>
/// <param name="CostCentre">Who bears it; null where the account is not kept by cost centre, or nobody in particular does.</param>
/// <param name="Side">Debit or credit.</param>
/// <param name="Amount">Above zero, in whole minor units.</param>
/// <param name="Text">What it is for, as a code: the code of a payslip line, for instance.</param>
public sealed record JournalLine(string Account, string? CostCentre, EntrySide Side, Money Amount, string Text)
{
    /// <summary>The same amount on the other side.</summary>
    public JournalLine Opposite => this with { Side = Side == EntrySide.Debit ? EntrySide.Credit : EntrySide.Debit };
}

/// <summary>The two sides of an account.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EntrySide>))]
public enum EntrySide
{
    [JsonStringEnumMemberName("debit")]
    Debit,

    [JsonStringEnumMemberName("credit")]
    Credit,
}
