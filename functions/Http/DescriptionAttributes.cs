namespace BackOffice.Http;

/// <summary>The JSON body an HTTP function reads.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TakesAttribute(Type body) : Attribute
{
    public Type Body { get; } = body;
}

/// <summary>An answer of an HTTP function: its status, and what its body shows. Problems need not be named.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class GivesAttribute(int status, Type? view = null) : Attribute
{
    public int Status { get; } = status;

    /// <summary>Null when the answer has no JSON body.</summary>
    public Type? View { get; } = view;
}
