using System.ComponentModel.DataAnnotations;

namespace BackOffice.Invoicing;

/// <summary>Settings of electronic invoices, section Invoicing.</summary>
public sealed class InvoicingOptions
{
    /// <summary>A folder with the official schemas, in it or in folders below; without one nothing is judged by schema.</summary>
    public string SchemaFolder { get; set; } = "";

    /// <summary>The largest file that is taken, in bytes; it is in memory while it is worked on.</summary>
    [Range(1_024, 50 * 1024 * 1024)]
    public int MostBytes { get; set; } = 25 * 1024 * 1024;
}
