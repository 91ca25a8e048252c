using System.Globalization;
using System.Text.Json.Serialization;
using System.Xml;
using BackOffice.Primitives;
using NodaTime;
using NodaTime.Text;

namespace BackOffice.Payments.Domain;

/// <summary>Which message a bank sent.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BankMessageKind>))]
public enum BankMessageKind
{
    Unknown,

    /// <summary>pain.002: what became of an order before it was paid.</summary>
    StatusReport,

    /// <summary>camt.053: a statement, balanced.</summary>
    Statement,

    /// <summary>camt.054: notices of debits and credits.</summary>
    Notification,
}

/// <summary>
/// Reads a bank's message from the first byte to the last, one transaction at a time. Bad input is a finding, never an exception;
/// whether it may be acted upon is known at its end.
/// </summary>
public sealed class BankMessage
{
    private readonly BankXml xml;
    private readonly BankMessageLimits limits;
    private readonly List<BankFinding> findings = [];
    private readonly IBankMessageReader? format;

    public BankMessage(XmlReader reader, BankMessageLimits? limits = null)
    {
        this.limits = limits ?? new BankMessageLimits();
        xml = new BankXml(reader, this.limits);
        var schema = xml.Open();
        Kind = KindOf(schema);
        format = Kind switch
        {
            BankMessageKind.StatusReport => new StatusReportReader(Find),
            BankMessageKind.Statement or BankMessageKind.Notification => new StatementReader(Find),
            _ => null,
        };
        if (format is null)
        {
            Find(xml.Problem ?? BankFindingKind.UnknownMessage, "root");
        }
    }

    public BankMessageKind Kind { get; }

    /// <summary>What was found so far.</summary>
    public IReadOnlyList<BankFinding> Findings => findings;

    /// <summary>Statements or original messages met so far.</summary>
    public int Parts => format?.Parts ?? 0;

    /// <summary>Nothing of it may be acted upon; known once it is read to the end.</summary>
    public bool IsRefused => findings.Any(finding => finding.RefusesMessage);

    /// <summary>How such messages are opened: no document type, nothing fetched.</summary>
    public static XmlReaderSettings Settings => BankXml.Settings;

    /// <summary>The transactions, one by one as they are read; can be gone through once.</summary>
    public IEnumerable<BankTransaction> Transactions()
    {
        while (format is not null && xml.Next(out var next))
        {
            foreach (var transaction in format.Read(next))
            {
                yield return transaction;
            }
        }

        if (xml.Problem is { } problem && format is not null)
        {
            Find(problem, $"after {Parts}");
        }
    }

    private void Find(BankFindingKind kind, string position)
    {
        // What refuses the message is never crowded out by what does not.
        var finding = new BankFinding(kind, position);
        if (findings.Count < limits.MaxFindings || (finding.RefusesMessage && !IsRefused))
        {
            findings.Add(finding);
        }
    }

    private static BankMessageKind KindOf(string? schema)
    {
        const string Iso = "urn:iso:std:iso:20022:tech:xsd:";
        return schema?.StartsWith(Iso, StringComparison.Ordinal) != true ? BankMessageKind.Unknown
            : schema.AsSpan(Iso.Length) switch
            {
                "camt.053.001.02" or "camt.053.001.04" or "camt.053.001.08" => BankMessageKind.Statement,
                "camt.054.001.02" or "camt.054.001.04" or "camt.054.001.08" => BankMessageKind.Notification,
                "pain.002.001.03" or "pain.002.001.10" => BankMessageKind.StatusReport,
                _ => BankMessageKind.Unknown,
            };
    }
}

/// <summary>What a kind of message makes of its elements.</summary>
internal interface IBankMessageReader
{
    int Parts { get; }

    /// <summary>The transactions that are complete with this element; mostly none.</summary>
    IReadOnlyList<BankTransaction> Read(BankXmlEvent next);
}

/// <summary>Amounts and days as ISO 20022 writes them.</summary>
internal static class BankValues
{
    public static Money? Amount(string? text, string? currency)
        => decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) && amount <= long.MaxValue && Currency.TryOf(currency, out var known)
            ? new Money(amount, known)
            : null;

    /// <summary>The day of a date or of a time.</summary>
    public static LocalDate? Day(string? text)
        => text is { Length: >= 10 } && LocalDatePattern.Iso.Parse(text[..10]) is { Success: true } day ? day.Value : null;
}
