namespace BackOffice.Tenancy;

/// <summary>Who of the tenant in the route may call an HTTP function: holders of one of the roles; of any role when none is named.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AllowAttribute(params Role[] roles) : Attribute
{
    public IReadOnlyList<Role> Roles { get; } = roles is [] ? Enum.GetValues<Role>() : roles;
}

/// <summary>An HTTP function that asks for no sign-in, because something else protects it or it tells nothing of anybody.</summary>
/// <param name="why">The reason, for those who review access.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AllowAnybodyAttribute(string why) : Attribute
{
    public string Why { get; } = why;
}
