using System.Globalization;
using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;
using BackOffice.Approvals;
using BackOffice.Closing.Domain;
using BackOffice.Primitives;
using BackOffice.Storage;
using BackOffice.Tenancy;

namespace BackOffice.Closing;

/// <summary>A request to reopen a month as it is kept; what it changes has its own history.</summary>
internal sealed class ReopeningRow : ITableEntity
{
    public const string Prefix = "reopening|";

    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public int SchemaVersion { get; set; } = 1;

    public ReopeningState State { get; set; }

    /// <summary>Which books, as JSON.</summary>
    public string Ledgers { get; set; } = "[]";

    /// <summary>The end, exclusive.</summary>
    public DateTimeOffset Until { get; set; }

    /// <summary>The same by the tenant's wall clock.</summary>
    public string UntilLocal { get; set; } = "";

    public string Reason { get; set; } = "";

    /// <summary>The step from which the close runs again; null for all of it.</summary>
    public string? Affected { get; set; }

    public string RequestedBy { get; set; } = "";

    public DateTimeOffset RequestedAt { get; set; }

    public string LocalTime { get; set; } = "";

    public string Correlation { get; set; } = "";

    /// <summary>Why it was refused, in words for people.</summary>
    public string? Outcome { get; set; }

    public DateTimeOffset? SettledAt { get; set; }

    public string? MessageId { get; set; }

    [IgnoreDataMember]
    public ReopeningReference Reference
    {
        get
        {
            var parts = RowKey.Split('|');
            return new(PartitionKey[..PartitionKey.IndexOf('|', StringComparison.Ordinal)], Period.Parse(parts[1]), int.Parse(parts[2], CultureInfo.InvariantCulture));
        }
    }

    [IgnoreDataMember]
    public ReopeningProgress Progress => new(State, MessageId);

    public IReadOnlyList<LedgerName> ReadLedgers() => RowJson.Read<List<LedgerName>>(Ledgers);

    public static ReopeningRow Of(ReopeningReference reopening, ReopeningRequest request, Actor actor) => new()
    {
        PartitionKey = ClosingKeys.Partition(reopening.Tenant),
        RowKey = ClosingKeys.Reopening(reopening.Period, reopening.Number),
        Ledgers = RowJson.Write(request.Ledgers),
        Until = request.Until,
        UntilLocal = actor.Tenant!.WallClock(request.Until),
        Reason = request.Reason,
        Affected = request.Affected,
        RequestedBy = actor.Name,
        RequestedAt = actor.Now,
        LocalTime = actor.LocalTime,
        Correlation = actor.Correlation,
    };

    /// <summary>What the second person is asked; the reason stays in the record, because people write names into reasons.</summary>
    public ReopeningTerms Terms()
    {
        var reopening = Reference;
        var ledgers = string.Join(", ", ReadLedgers().Select(ledger => ledger.Word()));
        return new ReopeningTerms(reopening, Until, new ApprovalRequest(new(reopening.Tenant, reopening.Id), "period.reopen", $"{reopening.Period}", RequestedBy)
        {
            Summary = $"Reopen {reopening.Period} ({ledgers}) until {UntilLocal}; then {(Affected is null ? "the whole close" : $"the close from '{Affected}'")} runs again. The reason: /api/v1/{reopening.Tenant}/periods/{reopening.Period}.",
            PayloadDigest = Digest.Of(reopening.Tenant, reopening.Id, ledgers, Until.ToString("O", CultureInfo.InvariantCulture), Reason, Affected ?? ""),
        });
    }

    public TableTransactionAction Replace() => new(TableTransactionActionType.UpdateReplace, this, ETag);
}

/// <summary>What a person asks for.</summary>
/// <param name="Ledgers">Which books, each once.</param>
/// <param name="Until">The end, exclusive.</param>
/// <param name="Reason">Why, for the second person and the history.</param>
/// <param name="Affected">The step from which the close runs again; null for all of it.</param>
internal sealed record ReopeningRequest(IReadOnlyList<LedgerName> Ledgers, DateTimeOffset Until, string Reason, string? Affected);
