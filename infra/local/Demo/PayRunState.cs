using System.Globalization;

namespace BackOffice.Demo;

/// <summary>A payroll run as the API shows it, as far as the demo looks.</summary>
internal sealed record PayRunState(string Id, string State, int Round, string PayDay, PayRunSums? Sums, string? JournalEntry, IReadOnlyList<string>? Orders);

/// <summary>What a run comes to; amounts with their currency.</summary>
internal sealed record PayRunSums(int People, int Calculated, int Failed, string Gross, string Withheld, string Net, string EmployerCost);

/// <summary>Somebody who is not simply in a run.</summary>
internal sealed record PayRunPerson(string Person, string State, IReadOnlyList<PayRunProblem> Problems);

internal sealed record PayRunProblem(string Code);

/// <summary>A slip as the API shows it.</summary>
internal sealed record PaySlipState(string Person, decimal? Net, decimal? EmployerCost, IReadOnlyList<PaySlipLine> Lines)
{
    /// <summary>What of the slip is owed to somebody else: withheld and on top, less what was paid for an authority.</summary>
    /// <param name="setsOff">Sick pay that was paid for the insurance is taken off what is owed to it.</param>
    public decimal Owed(bool setsOff) => Lines.Sum(line => line switch
    {
        { Kind: "employee-contribution" or "tax" or "employer-contribution" or "garnishment" } => line.Amount,
        { Kind: "credit" } => -line.Amount,
        { Code: "sick.insurance" } when setsOff => -line.Amount,
        _ => 0,
    });
}

internal sealed record PaySlipLine(string Code, string Kind, decimal Amount);

/// <summary>What is owed to an authority, a creditor or a fund.</summary>
internal sealed record PayDue(string Authority, string Code, string? Party, string? PartyName, string Amount, string DueOn)
{
    /// <summary>The creditor or fund by its name, where the due names one.</summary>
    public string Owner => Authority is "creditor" or "fund" ? PartyName ?? Party ?? Authority : Authority;

    public decimal Sum => Amounts.Of(Amount);
}

internal sealed record PayOrderState(string OrderId, string State, string ExecutionDate, int Count, string Sum, int Paid);

internal sealed record PayOrderLine(string Key);

/// <summary>What a bank's message did.</summary>
internal sealed record BankMessageResult(int Paid, int Unmatched);

/// <summary>Amounts as the API writes them.</summary>
internal static class Amounts
{
    /// <summary>12.50 of "12.50 EUR".</summary>
    public static decimal Of(string text) => decimal.Parse(text.Split(' ')[0], CultureInfo.InvariantCulture);

    public static string Text(decimal amount) => amount.ToString("N2", CultureInfo.InvariantCulture);
}
