using System.ComponentModel.DataAnnotations;

namespace BackOffice.Payments;

/// <summary>Settings of payment orders, section Payments.</summary>
public sealed class PaymentsOptions
{
    /// <summary>The largest message of a bank, in bytes; it is in memory while it is worked off.</summary>
    [Range(1_024, 256 * 1024 * 1024)]
    public int MostMessageBytes { get; set; } = 64 * 1024 * 1024;
}
