using System.ComponentModel.DataAnnotations;

namespace BackOffice.Approvals;

/// <summary>Settings of the approvals, section Approvals.</summary>
public sealed class ApprovalOptions
{
    /// <summary>Where people reach the app, for the links they are sent: https://backoffice.example.com.</summary>
    [Required]
    public Uri PublicAddress { get; set; } = new("http://localhost:7071");
}
