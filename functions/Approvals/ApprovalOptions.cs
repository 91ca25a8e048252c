using System.ComponentModel.DataAnnotations;

namespace BackOffice.Approvals;

/// <summary>Settings of the approvals, section Approvals.</summary>
public sealed class ApprovalOptions
{
    /// <summary>Where people reach the app, for the links they are sent: https://backoffice.example.com.</summary>
    [Required]
    public Uri PublicAddress { get; set; } = new("http://localhost:7071");

    /// <summary>Where people sign in who opened a link that is not enough: the address App Service Authentication has for the identity provider.</summary>
    [Required]
    public string SignInAddress { get; set; } = "/.auth/login/aad";
}
