using System.Globalization;
using Azure;
using Azure.Data.Tables;

namespace BackOffice.Documents;

/// <summary>
/// One line of the protocol register (DPR 445/2000 art. 53 and 55; L. 16/1996 art. 7-8; instrukcja kancelaryjna par. 40-42).
/// Written once; only the annulment is added, and that once (art. 54).
/// </summary>
internal sealed class RegisterEntry : ITableEntity
{
    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public int SchemaVersion { get; set; } = 1;

    public string Register { get; set; } = DocumentKeys.Register;

    public int Year { get; set; }

    public long Number { get; set; }

    public DateTimeOffset RegisteredAt { get; set; }

    public string LocalTime { get; set; } = "";

    public string Direction { get; set; } = "in";

    public string? Sender { get; set; }

    public string Subject { get; set; } = "";

    public string? SenderReference { get; set; }

    public string? SenderDate { get; set; }

    public int Attachments { get; set; }

    public string Sha256 { get; set; } = "";

    public string? Kind { get; set; }

    public string DocumentId { get; set; } = "";

    public DateTimeOffset? AnnulledAt { get; set; }

    public string? AnnulledBy { get; set; }

    public string? AnnulmentReason { get; set; }

    /// <summary>The mark on the document: ACME-PROT-2026-0000001.</summary>
    public static string SignatureOf(string tenant, int year, long number)
        => string.Create(CultureInfo.InvariantCulture, $"{tenant.ToUpperInvariant()}-{DocumentKeys.Register}-{year:D4}-{number:D7}");
}
