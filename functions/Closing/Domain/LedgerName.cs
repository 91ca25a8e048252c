using System.Text.Json.Serialization;

namespace BackOffice.Closing.Domain;

/// <summary>The books that open and close by themselves: a closed set, because every posting names one.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LedgerName>))]
public enum LedgerName
{
    /// <summary>The journal all others end in.</summary>
    [JsonStringEnumMemberName("general")]
    General,

    /// <summary>Customers: invoices, credit notes, what they pay.</summary>
    [JsonStringEnumMemberName("receivables")]
    Receivables,

    /// <summary>Suppliers: bills and payments.</summary>
    [JsonStringEnumMemberName("payables")]
    Payables,

    /// <summary>Pay runs.</summary>
    [JsonStringEnumMemberName("payroll")]
    Payroll,
}

/// <summary>All of them, and how they are written.</summary>
public static class Ledgers
{
    public static IReadOnlyList<LedgerName> All { get; } = Enum.GetValues<LedgerName>();

    /// <summary>As on the wire and in keys: general, receivables, payables, payroll.</summary>
    public static string Word(this LedgerName ledger) => ledger switch
    {
        LedgerName.General => "general",
        LedgerName.Receivables => "receivables",
        LedgerName.Payables => "payables",
        LedgerName.Payroll => "payroll",
        _ => throw new ArgumentOutOfRangeException(nameof(ledger), ledger, "Not a ledger."),
    };

    /// <summary>The ledger of a word, or null.</summary>
    public static LedgerName? Find(string word) => All.Cast<LedgerName?>().FirstOrDefault(ledger => ledger!.Value.Word() == word);
}
