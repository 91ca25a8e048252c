using System.Text.Json.Serialization;

namespace BackOffice.Tenancy;

/// <summary>What a person may do for a tenant; a person may hold several, and segregation of duties is checked on the records.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Role>))]
public enum Role
{
    /// <summary>Keys, corrects and submits.</summary>
    Preparer,

    /// <summary>Approves what another prepared.</summary>
    Approver,

    /// <summary>Releases payments that another approved.</summary>
    Payer,

    /// <summary>Reads everything, changes nothing.</summary>
    Auditor,

    /// <summary>Keeps tenants and settings, annuls register entries.</summary>
    Administrator,

    /// <summary>Another system acting on its own account.</summary>
    Service,
}
